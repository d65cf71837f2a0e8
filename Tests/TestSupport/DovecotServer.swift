/// A private Dovecot on 127.0.0.1: logins for Postfix, and IMAP.
///
/// Its one user is `sam` with the password `correct horse`, or with a token that it signed.
package final class DovecotServer: Sendable {
  /// Whether this machine can run it: installed, and the tests run as root.
  package static var isAvailable: Bool {
    CommandRun.find("dovecot") != nil && PostfixServer.isRoot
  }

  /// The user that may log in.
  package static let user = "sam"
  /// The user's password.
  package static let password = "correct horse"

  /// The port for Postfix's logins.
  package let saslPort: UInt16
  /// The port for IMAP with STARTTLS.
  package let imapPort: UInt16
  /// The port for IMAP in TLS.
  package let imapsPort: UInt16
  /// Where the user's Maildir is.
  package let mailFolder: String

  /// Starts the server, which ends with this process.
  package init(folder: ServerFolder, certificates: TestCertificates) throws {
    saslPort = try ServerFolder.freePort()
    imapPort = try ServerFolder.freePort()
    imapsPort = try ServerFolder.freePort()
    mailFolder = "\(folder.path)/dovecot/mail/\(Self.user)"
    try folder.shell("mkdir -p dovecot/mail; chown nobody dovecot/mail")
    try folder.write("\(Self.user):{PLAIN}\(Self.password)\n", to: "dovecot/users")
    let path = "\(folder.path)/dovecot"
    try folder.write(configuration(path, certificates), to: "dovecot/dovecot.conf")
    try folder.shell("mkdir -p dovecot/keys/default/HS256; chmod -R go+rX dovecot/keys")
    let key = Array(Self.tokenKey.utf8)
    let encoded = try CommandRun("base64", input: key).line("base64")
    try folder.write(encoded, to: "dovecot/keys/default/HS256/default")
    try folder.write(
      """
      introspection_mode = local
      local_validation_key_dict = fs:posix:prefix=\(path)/keys/
      username_attribute = sub

      """,
      to: "dovecot/oauth2.conf"
    )
    try folder.shell("dovecot -c dovecot/dovecot.conf")
    try folder.endWithProcess(pidFile: "dovecot/run/master.pid")
  }

  private static let tokenKey = "a key that only the tests know"

  /// A token by which the user may log in, or one that ran out.
  ///
  /// Source: RFC 7519.
  package static func token(isExpired: Bool = false) throws -> String {
    let script = """
      import base64, hashlib, hmac, json, sys, time
      def part(data): return base64.urlsafe_b64encode(data).rstrip(b'=')
      start = time.time() - (7200 if sys.argv[3] == 'true' else 0)
      claims = {'sub': sys.argv[1], 'iat': int(start), 'exp': int(start + 3600)}
      head = part(json.dumps({'typ': 'JWT', 'alg': 'HS256'}).encode())
      text = head + b'.' + part(json.dumps(claims).encode())
      seal = hmac.new(sys.argv[2].encode(), text, hashlib.sha256).digest()
      print((text + b'.' + part(seal)).decode())
      """
    return try CommandRun("python3", "-c", script, user, tokenKey, "\(isExpired)").line("python3")
  }

  private func configuration(_ path: String, _ certificates: TestCertificates) -> String {
    """
    base_dir = \(path)/run
    state_dir = \(path)/state
    log_path = \(path)/log
    protocols = imap
    listen = 127.0.0.1
    ssl = yes
    ssl_cert = <\(certificates.goodFile)
    ssl_key = <\(certificates.keyFile)
    auth_mechanisms = plain login cram-md5 xoauth2 oauthbearer
    auth_failure_delay = 0
    mail_location = maildir:\(path)/mail/%n
    first_valid_uid = 1
    first_valid_gid = 1
    passdb {
      driver = oauth2
      mechanisms = xoauth2 oauthbearer
      args = \(path)/oauth2.conf
    }
    passdb {
      driver = passwd-file
      mechanisms = plain login cram-md5
      args = \(path)/users
    }
    userdb {
      driver = static
      args = uid=nobody gid=nogroup home=\(path)/mail/%n
    }
    namespace inbox {
      inbox = yes
      mailbox Sent {
        auto = create
        special_use = \\Sent
      }
      mailbox Drafts {
        auto = create
        special_use = \\Drafts
      }
    }
    service auth {
      inet_listener sasl {
        address = 127.0.0.1
        port = \(saslPort)
      }
    }
    service imap-login {
      chroot =
      inet_listener imap {
        port = \(imapPort)
      }
      inet_listener imaps {
        port = \(imapsPort)
        ssl = yes
      }
    }
    service anvil {
      chroot =
    }
    service stats {
      chroot =
    }

    """
  }
}
