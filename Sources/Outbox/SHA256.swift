internal import CLibcrypto

/// The digest by which a changed byte is noticed.
///
/// Source: FIPS 180-4.
enum SHA256 {
  /// The digest of the pieces, one after the other, as 64 hexadecimal digits.
  static func hexadecimal(_ pieces: [ArraySlice<UInt8>]) -> String {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
    for piece in pieces {
      _ = piece.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The digest of bytes as 64 hexadecimal digits.
  static func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    hexadecimal([ArraySlice(bytes)])
  }
}
