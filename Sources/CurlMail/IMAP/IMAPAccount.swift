/// Where the folders of a mail account are, and as whom to open them.
///
/// A value of this type is always usable; printing one shows neither user nor password.
public struct IMAPAccount: Hashable, Sendable {
  /// The server's name or address, without brackets.
  public let host: String
  /// The server's TCP port.
  public let port: UInt16
  /// How the connection is protected.
  public private(set) var protection: MailProtection
  /// The login; without one a session can only see that the server is there.
  public let login: MailLogin?
  /// Whom to trust, and the way there.
  public let options: MailServerOptions
  /// The server as people write it, `imap.example.org:993`.
  public let server: String
  /// The look-up of the name, the TCP connection and the TLS handshake.
  public var connectTimeout: Duration = .seconds(60)
  /// The answer to a command, and the time in which the server must take a piece of a letter.
  public var answerTimeout: Duration = .seconds(120)

  /// Reads `imaps://host[:port]` or `imap://host[:port]`; the ports are 993 and 143 unless given.
  ///
  /// - Throws: `MailAccountProblem` with what is wrong.
  public init(
    url: String,
    login: MailLogin? = nil,
    options: MailServerOptions = MailServerOptions()
  ) throws(MailAccountProblem) {
    let place = try Self.place(url)
    try options.check()
    host = place.host
    port = place.port
    server = place.server
    protection = place.protection(through: options.proxy)
    self.login = login
    self.options = options
  }

  /// The same account, with `STARTTLS` and a good certificate demanded on loopback too.
  public func requiringTLS() -> IMAPAccount {
    var account = self
    if protection == .startTLSIfOffered { account.protection = .startTLS }
    return account
  }

  /// The host that a URL names.
  ///
  /// - Throws: `MailAccountProblem` when it is no address of a server.
  public static func host(of url: String) throws(MailAccountProblem) -> String {
    try place(url).host
  }

  private static func place(_ url: String) throws(MailAccountProblem) -> MailServerURL {
    try MailServerURL(url, for: .imap)
  }
}

extension IMAPAccount: CustomStringConvertible, CustomReflectable {
  /// The server without the login.
  public var description: String { server }

  /// Shows the server only, so that no dump of a value can tell a password.
  public var customMirror: Mirror { Mirror(self, children: ["server": server]) }
}
