/// An authority of our own and what it certified, as PEM files in a folder.
package struct TestCertificates: Sendable {
  /// The authority's certificate.
  package let caFile: String
  /// The key of all certificates.
  package let keyFile: String
  /// For `127.0.0.1` and `localhost`.
  package let goodFile: String
  /// For `elsewhere.example`.
  package let wrongNameFile: String
  /// For `127.0.0.1`, until yesterday.
  package let expiredFile: String

  /// For a client, who is `sam`.
  package let clientFile: String
  /// The client's certificate, and its key behind a pass phrase.
  package let lockedClientFile: String

  /// Makes everything anew with openssl.
  package init(folder: String) throws {
    caFile = "\(folder)/ca.pem"
    keyFile = "\(folder)/server.key"
    goodFile = "\(folder)/good.pem"
    wrongNameFile = "\(folder)/wrong-name.pem"
    expiredFile = "\(folder)/expired.pem"
    clientFile = "\(folder)/client.pem"
    lockedClientFile = "\(folder)/locked.pem"
    let script = """
      set -e
      umask 022
      mkdir -p "$1"
      cd "$1"
      curve="ec -pkeyopt ec_paramgen_curve:prime256v1"
      openssl req -x509 -newkey $curve -nodes -keyout ca.key -out ca.pem -days 2 \
        -subj "/CN=Authority of the tests" -addext keyUsage=critical,keyCertSign
      openssl req -new -newkey $curve -nodes -keyout server.key -out server.csr -subj /CN=server
      certify() {
        printf 'subjectAltName=%s\\n' "$3" > san
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial \
          -days "$2" -extfile san -out "$1"
      }
      certify good.pem 2 IP:127.0.0.1,IP:::1,DNS:localhost
      certify wrong-name.pem 2 DNS:elsewhere.example
      certify expired.pem -1 IP:127.0.0.1,DNS:localhost
      certify client.pem 2 email:sam@example.org
      openssl ec -in server.key -aes256 -passout pass:secret -out locked.key
      cat client.pem locked.key > locked.pem
      """
    try CommandRun("sh", "-c", script, "sh", folder).checked("openssl")
  }
}
