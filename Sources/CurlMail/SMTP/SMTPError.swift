/// Why a session could not be had or could not go on.
///
/// A server's answer about one letter is not an error: see `SMTPOutcome`.
public enum SMTPError: Error, Hashable, Sendable {
  /// What is wrong with bytes that should have been a reply.
  public enum ReplyProblem: Hashable, Sendable {
    /// A line does not begin with three digits and a blank or a hyphen.
    case noCode
    /// The lines of one reply begin with different codes.
    case codesDiffer
    /// A line is longer than the limit.
    case lineTooLong
    /// A reply has more lines or octets than the limit.
    case endless
    /// The connection ended in the middle.
    case brokenOff
    /// A code that has no place here.
    case unexpectedCode(Int)
    /// The server said this, or something that is no reply, and nobody had asked.
    case unasked(SMTPReply?)
  }

  /// The account cannot be used as it is configured.
  case account(MailAccountProblem)
  /// The name was not found, or nothing answers there.
  case unreachable(server: String, words: String)
  /// The server's certificate is not good for this server.
  case certificate(server: String, words: String)
  /// TLS failed for another reason than the certificate.
  case tls(server: String, words: String)
  /// The connection would have been readable by others.
  case startTLSNotOffered(server: String)
  /// The server offers no login, or none of those that we may use, in upper case.
  case authNotOffered(server: String, offered: [String], usable: [String])
  /// The server did not accept user and password; the reply may be a transient one.
  case loginRefused(server: String, SMTPReply)
  /// The server's greeting, or its answer to `EHLO`, was a refusal.
  case greetingRefused(server: String, SMTPReply)
  /// The server closes the connection, 421.
  case serviceClosing(SMTPReply, at: SMTPStage)
  /// The connection ended without a word.
  case hungUp(at: SMTPStage)
  /// Nothing happened for so long.
  case timedOut(at: SMTPStage, after: Duration)
  /// What the server said is no answer to what it was asked.
  case badReply(ReplyProblem, at: SMTPStage)
  /// The caller's hook asked to stop.
  case cancelled(at: SMTPStage)
  /// libcurl failed in another way.
  case transport(words: String, at: SMTPStage)
  /// The session is over: closed, or broken by an earlier error.
  case sessionOver
}
