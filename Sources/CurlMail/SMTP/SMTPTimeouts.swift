/// How long each step of a session may take before the connection is given up.
///
/// Source: RFC 5321 §4.5.3.2.
public struct SMTPTimeouts: Hashable, Sendable {
  /// The look-up of the name, the TCP connection and the TLS handshake.
  public var connect: Duration = .seconds(60)
  /// Each answer up to the login, beginning with the greeting; counted in whole seconds.
  public var greeting: Duration = .seconds(300)
  /// The answer to `MAIL FROM`, and to `RSET`.
  public var mail: Duration = .seconds(300)
  /// The answer to one `RCPT TO`.
  public var recipient: Duration = .seconds(300)
  /// The answer to `DATA`.
  public var data: Duration = .seconds(120)
  /// The time in which the server must take another piece of the text.
  public var text: Duration = .seconds(180)
  /// The answer to the final dot.
  public var finalDot: Duration = .seconds(600)
  /// The answer to `QUIT`, which nobody needs.
  public var quit: Duration = .seconds(2)

  /// The times that the standard recommends, with a shorter wait for the connection.
  public init() {}
}

extension SMTPTimeouts {
  /// How long the answer to a stage's command may take.
  func answer(_ stage: SMTPStage) -> Duration {
    switch stage {
    case .connect: greeting
    case .mail, .reset: mail
    case .recipient: recipient
    case .data: data
    case .text: text
    case .finalDot: finalDot
    case .quit: quit
    }
  }
}
