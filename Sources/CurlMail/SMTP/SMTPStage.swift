/// Where in a session something happened.
public enum SMTPStage: Hashable, Sendable {
  /// From the look-up of the host's name to the end of the login.
  case connect
  /// The `MAIL FROM` command.
  case mail
  /// A `RCPT TO` command.
  case recipient
  /// The `DATA` command.
  case data
  /// The text of the letter, before the final dot.
  case text
  /// The final dot: what it ends may have been delivered.
  case finalDot
  /// The `RSET` command.
  case reset
  /// The `QUIT` command.
  case quit
}

extension SMTPStage: CustomStringConvertible {
  /// The stage as a phrase that follows 'at' or 'during'.
  public var description: String {
    switch self {
    case .connect: "the start of the session"
    case .mail: "the sender"
    case .recipient: "a recipient"
    case .data: "the DATA command"
    case .text: "the text of the letter"
    case .finalDot: "the end of the letter"
    case .reset: "the RSET command"
    case .quit: "the QUIT command"
    }
  }
}
