import DurableFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A private Postfix on 127.0.0.1 that delivers into one Maildir and can send nothing away.
///
/// It takes letters for everybody at `example.net`, `example.org` and `example.com` but for
/// `unknown@…`, who does not exist. What arrives is in ``mailFolder``, each recipient's copy with a
/// `Delivered-To` line of its own. The first test that asks for ``shared`` starts it, in a few
/// seconds; it ends with the process.
package final class PostfixServer: Sendable {
  /// Whether this machine can run it: installed, and the tests run as root.
  package static var isAvailable: Bool {
    CommandRun.find("postfix") != nil && DovecotServer.isAvailable
  }

  /// What to say where it is not available.
  package static let reason = "needs postfix and dovecot, and root"

  static var isRoot: Bool { geteuid() == 0 }

  /// What came of starting the one server that the tests of a process share.
  package static let shared = Result { try PostfixServer() }

  /// One way in.
  package enum Entrance: CaseIterable, Hashable, Sendable {
    /// Neither TLS nor login.
    case plain
    /// `STARTTLS`, then a login by PLAIN or LOGIN and others.
    case startTLS
    /// TLS from the start, then a login.
    case implicitTLS
    /// TLS from the start, then a login by PLAIN only.
    case plainLoginOnly
    /// TLS from the start, then a login by LOGIN only.
    case loginLoginOnly
    /// TLS from the start, then a login by CRAM-MD5 only.
    case cramLoginOnly
    /// TLS from the start, then a login by XOAUTH2 only.
    case xoauth2LoginOnly
    /// TLS from the start, then a login by OAUTHBEARER only.
    case oauthBearerLoginOnly
    /// TLS from the start, for clients with a certificate.
    case clientCertificate
    /// On `[::1]`, where there is such a thing: TLS from the start, then a login.
    case ipv6
    /// TLS from the start, with a certificate for another name.
    case wrongName
    /// TLS from the start, with a certificate of the past.
    case expired
  }

  /// The authority and what it certified.
  package let certificates: TestCertificates
  /// The server of the logins.
  package let dovecot: DovecotServer
  /// Where the Maildir is: `new`, `cur` and `tmp`.
  package let mailFolder: String
  private let folder: ServerFolder
  private let ports: [Entrance: UInt16]

  /// Starts a server of its own.
  package init() throws {
    folder = try ServerFolder()
    certificates = try TestCertificates(folder: "\(folder.path)/tls")
    dovecot = try DovecotServer(folder: ServerFolder(), certificates: certificates)
    mailFolder = "\(folder.path)/mail/all"
    var ports: [Entrance: UInt16] = [:]
    for entrance in Entrance.allCases { ports[entrance] = try ServerFolder.freePort() }
    self.ports = ports
    try folder.shell(
      """
      mkdir -p conf queue data mail/all/new mail/all/cur mail/all/tmp
      chown postfix data
      chown -R nobody mail
      """
    )
    try folder.write("!/^unknown@/ all/\n", to: "conf/mailboxes")
    try folder.write(mainConfiguration, to: "conf/main.cf")
    try folder.write(masterConfiguration, to: "conf/master.cf")
    try folder.shell("postfix -c \"$1/conf\" start")
    try folder.endWithProcess(pidFile: "queue/pid/master.pid")
  }

  /// The port of an entrance.
  package func port(_ entrance: Entrance) -> UInt16 { ports[entrance] ?? 0 }

  /// A Unix-domain socket that takes letters as ``Entrance/plain`` does.
  package var socketPath: String { "\(folder.path)/queue/public/relay" }

  /// The command that takes letters as sendmail does, for this server.
  package var sendmailCommand: [String] { ["/usr/sbin/sendmail", "-C", "\(folder.path)/conf"] }

  /// The server's log so far.
  package func log() throws -> String {
    let bytes = try PosixFileSystem().readFile("\(folder.path)/log")
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The delivered mails that contain a text, each as it is in the Maildir.
  ///
  /// Waits up to ten seconds until there are so many.
  package func delivered(containing text: String, count: Int = 1) throws -> [[UInt8]] {
    let fileSystem = PosixFileSystem()
    var found: [[UInt8]] = []
    for _ in 0..<500 {
      found = try fileSystem.list("\(mailFolder)/new").sorted()
        .map { try fileSystem.readFile("\(mailFolder)/new/\($0)") }
        .filter { String(decoding: $0, as: UTF8.self).contains(text) }
      if found.count >= count { return found }
      usleep(20_000)
    }
    return found
  }

  /// Waits up to a minute until nothing is on its way inside the server any more.
  package func settle() throws {
    for _ in 0..<600 {
      let waiting = try CommandRun(
        "sh",
        "-c",
        "cd \"$1\" && find maildrop incoming active deferred -type f -print -quit",
        "sh",
        "\(folder.path)/queue"
      )
      if waiting.output.isEmpty { return }
      usleep(100_000)
    }
  }

  private var mainConfiguration: String {
    """
    compatibility_level = 3.6
    queue_directory = \(folder.path)/queue
    data_directory = \(folder.path)/data
    maillog_file = \(folder.path)/log
    maillog_file_prefixes = \(folder.path)
    myhostname = mail.test.invalid
    mydestination =
    mynetworks =
    inet_interfaces = 127.0.0.1\(ServerFolder.hasIPv6 ? ", ::1" : "")
    inet_protocols = \(ServerFolder.hasIPv6 ? "all" : "ipv4")
    alias_maps =
    alias_database =
    local_recipient_maps =
    local_transport = error:nothing is local here
    relay_transport = error:nothing leaves this machine
    default_transport = error:nothing leaves this machine
    virtual_mailbox_domains = example.net, example.org, example.com
    virtual_mailbox_maps = regexp:\(folder.path)/conf/mailboxes
    virtual_mailbox_base = \(folder.path)/mail
    virtual_uid_maps = static:\(userNumber("-u"))
    virtual_gid_maps = static:\(userNumber("-g"))
    virtual_mailbox_limit = 0
    message_size_limit = 52428800
    smtpd_relay_restrictions = reject_unauth_destination
    smtpd_error_sleep_time = 0
    in_flow_delay = 0
    smtpd_tls_cert_file = \(certificates.goodFile)
    smtpd_tls_key_file = \(certificates.keyFile)
    smtpd_tls_security_level = none
    smtpd_sasl_type = dovecot
    smtpd_sasl_path = inet:127.0.0.1:\(dovecot.saslPort)

    """
  }

  private func userNumber(_ option: String) -> String {
    do {
      return try CommandRun("id", option, "nobody").line("id")
    } catch {
      return "65534"
    }
  }

  private var masterConfiguration: String {
    let services = """
      relay unix n - n - - smtpd
      pickup unix n - n 60 1 pickup
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      proxymap unix - - n - - proxymap
      error unix - - n - - error
      retry unix - - n - - error
      virtual unix - n n - - virtual
      anvil unix - - n - 1 anvil
      tlsmgr unix - - n 1000? 1 tlsmgr
      postlog unix-dgram n - n - 1 postlogd

      """
    let entrances = Entrance.allCases.filter { $0 != .ipv6 || ServerFolder.hasIPv6 }
    return entrances.map(masterEntry).joined() + services
  }

  private func masterEntry(_ entrance: Entrance) -> String {
    let options = options(of: entrance).map { "  -o \($0)\n" }.joined()
    let address = entrance == .ipv6 ? "[::1]" : "127.0.0.1"
    return "\(address):\(port(entrance)) inet n - n - - smtpd\n\(options)"
  }

  private func options(of entrance: Entrance) -> [String] {
    let login = [
      "smtpd_sasl_auth_enable=yes", "smtpd_client_restrictions=permit_sasl_authenticated,reject",
    ]
    let wrapped = ["smtpd_tls_wrappermode=yes"]
    switch entrance {
    case .plain: return []
    case .startTLS: return login + ["smtpd_tls_security_level=may", "smtpd_tls_auth_only=yes"]
    case .implicitTLS, .ipv6: return login + wrapped
    case .xoauth2LoginOnly: return login + wrapped + ["smtpd_sasl_mechanism_filter=xoauth2"]
    case .oauthBearerLoginOnly: return login + wrapped + ["smtpd_sasl_mechanism_filter=oauthbearer"]
    case .clientCertificate:
      return wrapped + [
        "smtpd_tls_CAfile=\(certificates.caFile)", "smtpd_tls_req_ccert=yes",
        "smtpd_client_restrictions=permit_tls_all_clientcerts,reject",
      ]
    case .plainLoginOnly: return login + wrapped + ["smtpd_sasl_mechanism_filter=plain"]
    case .loginLoginOnly: return login + wrapped + ["smtpd_sasl_mechanism_filter=login"]
    case .cramLoginOnly: return login + wrapped + ["smtpd_sasl_mechanism_filter=cram-md5"]
    case .wrongName: return wrapped + ["smtpd_tls_cert_file=\(certificates.wrongNameFile)"]
    case .expired: return wrapped + ["smtpd_tls_cert_file=\(certificates.expiredFile)"]
    }
  }
}
