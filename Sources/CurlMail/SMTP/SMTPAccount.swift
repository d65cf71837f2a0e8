/// Where letters are handed in, and as whom.
///
/// A value of this type is always usable: what could not be spoken to is refused when it is made.
/// Printing one shows neither user nor password.
public struct SMTPAccount: Hashable, Sendable {
  /// How the connection is protected.
  public enum Protection: Hashable, Sendable {
    /// TLS from the first byte, `smtps://`.
    case implicitTLS
    /// `STARTTLS` must be offered and must succeed, `smtp://`.
    case startTLS
    /// On loopback only: `STARTTLS` is used where offered. The certificate counts only when a
    /// file of authorities is given, since the line goes no further than this machine.
    case startTLSIfOffered
  }

  /// The server's name or address, without brackets.
  public let host: String
  /// The server's TCP port.
  public let port: UInt16
  /// How the connection is protected.
  public let protection: Protection
  /// The login; nil when the server takes letters without one.
  public let login: SMTPLogin?
  /// The name that `EHLO` tells the server: not this machine's own, which is nobody's business.
  public let helloName: String
  /// A PEM file of the authorities to trust; nil for those of the system.
  public let caFile: String?
  /// How long each step may take.
  public var timeouts = SMTPTimeouts()

  /// Reads `smtp://host[:port]` or `smtps://host[:port]`; the ports are 587 and 465 unless given.
  ///
  /// - Parameters:
  ///   - url: Nothing may follow the port but one slash; a login in it is refused.
  ///   - login: The user and the password.
  ///   - helloName: A domain or an address literal such as `[127.0.0.1]`.
  ///   - caFile: A PEM file of the authorities to trust.
  /// - Throws: `SMTPError.account` with what is wrong.
  public init(
    url: String,
    login: SMTPLogin? = nil,
    helloName: String = "localhost",
    caFile: String? = nil
  ) throws(SMTPError) {
    let place = try SMTPURL(url)
    guard SMTPURL.isHelloName(helloName) else { throw .account(.helloName(helloName)) }
    if let caFile, caFile.isEmpty || caFile.utf8.contains(0) { throw .account(.caFile) }
    host = place.host
    port = place.port
    self.login = login
    self.helloName = helloName
    self.caFile = caFile
    protection =
      if place.isImplicitTLS {
        .implicitTLS
      } else if place.isLoopback {
        .startTLSIfOffered
      } else {
        .startTLS
      }
  }

  /// The same account, with `STARTTLS` and a good certificate demanded on loopback too.
  public func requiringTLS() -> SMTPAccount {
    protection == .startTLSIfOffered ? SMTPAccount(self, protection: .startTLS) : self
  }

  private init(_ other: SMTPAccount, protection: Protection) {
    host = other.host
    port = other.port
    login = other.login
    helloName = other.helloName
    caFile = other.caFile
    timeouts = other.timeouts
    self.protection = protection
  }

  /// The server as people write it, `smtp.example.org:587`.
  public var server: String {
    (host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host) + ":\(port)"
  }
}

extension SMTPAccount: CustomStringConvertible, CustomReflectable {
  /// The server without the login.
  public var description: String { server }

  /// Shows the server only, so that no dump of a value can tell a password.
  public var customMirror: Mirror { Mirror(self, children: ["server": server]) }
}
