/// A private Dovecot on 127.0.0.1: logins for Postfix, and IMAP.
///
/// Its one user is `sam` with the password `correct horse`.
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
    try folder.shell("dovecot -c dovecot/dovecot.conf")
    try folder.endWithProcess(pidFile: "dovecot/run/master.pid")
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
      driver = passwd-file
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
