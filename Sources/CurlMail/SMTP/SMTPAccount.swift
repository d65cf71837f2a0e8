/// Where letters are handed in, and as whom.
///
/// A value of this type is always usable: what could not be spoken to is refused when it is made.
/// Printing one shows neither user nor password.
public struct SMTPAccount: Hashable, Sendable {
  /// The server's name or address, without brackets; `localhost` for a socket of this machine.
  public let host: String
  /// The server's TCP port; without meaning for a socket.
  public let port: UInt16
  /// The path of a Unix-domain socket, in place of host and port.
  public let socketPath: String?
  /// How the connection is protected.
  public let protection: MailProtection
  /// The login; nil when the server takes letters without one.
  public let login: MailLogin?
  /// The name that `EHLO` tells the server: not this machine's own, which is nobody's business.
  public let helloName: String
  /// Whom to trust, and the way there.
  public let options: MailServerOptions
  /// How long each step may take.
  public var timeouts = SMTPTimeouts()
  /// The server as people write it, `smtp.example.org:587`.
  public let server: String

  /// Reads `smtp://host[:port]`, `smtps://host[:port]` or `unix:/path`; the ports are 587 and 465
  /// unless given.
  ///
  /// - Parameters:
  ///   - url: Nothing may follow the port but one slash; a login in it is refused.
  ///   - login: The user, and the password or token.
  ///   - helloName: A domain or an address literal such as `[127.0.0.1]`.
  ///   - options: Whom to trust, and the way there.
  /// - Throws: `MailAccountProblem` with what is wrong.
  public init(
    url: String,
    login: MailLogin? = nil,
    helloName: String = "localhost",
    options: MailServerOptions = MailServerOptions()
  ) throws(MailAccountProblem) {
    let place = try MailServerURL(url, for: .smtp)
    guard MailServerURL.isHelloName(helloName) else { throw .helloName(helloName) }
    try options.check()
    host = place.host
    port = place.port
    socketPath = place.socketPath
    server = place.server
    protection = place.protection(through: options.proxy)
    self.login = login
    self.helloName = helloName
    self.options = options
  }

  /// The same account, with `STARTTLS` and a good certificate demanded on loopback too.
  public func requiringTLS() -> SMTPAccount {
    protection == .startTLSIfOffered ? SMTPAccount(self, protection: .startTLS) : self
  }

  private init(_ other: SMTPAccount, protection: MailProtection) {
    host = other.host
    port = other.port
    socketPath = other.socketPath
    server = other.server
    login = other.login
    helloName = other.helloName
    options = other.options
    timeouts = other.timeouts
    self.protection = protection
  }
}

extension SMTPAccount: CustomStringConvertible, CustomReflectable {
  /// The server without the login.
  public var description: String { server }

  /// Shows the server only, so that no dump of a value can tell a password.
  public var customMirror: Mirror { Mirror(self, children: ["server": server]) }
}
