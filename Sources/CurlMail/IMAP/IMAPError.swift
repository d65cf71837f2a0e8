/// Why the folders of an account could not be had, or a command was not carried out.
public enum IMAPError: Error, Hashable, Sendable {
  /// What is wrong with bytes that should have been a response.
  public enum ReplyProblem: Error, Hashable, Sendable {
    /// Not the form of a response.
    case malformed
    /// A line, a literal or a whole response is larger than the limit.
    case tooLarge
    /// More responses to one command than the limit.
    case endless
    /// The connection ended in the middle.
    case brokenOff
    /// The end of a command that nobody gave, or an invitation that nobody asked for.
    case unasked
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
  /// The server offers no login, or none of those that we may use.
  case authNotOffered(server: String, offered: [String])
  /// The server did not accept the login.
  case loginRefused(server: String, words: String)
  /// The server ends the connection, with its words.
  case bye(words: String)
  /// The server did not carry out a command; the code is in upper case, as in `[TRYCREATE]`.
  case refused(command: String, code: String?, words: String)
  /// A letter is larger than the server keeps.
  case tooLarge(size: Int, limit: Int)
  /// The connection ended without a word.
  case hungUp
  /// Nothing happened for so long.
  case timedOut(after: Duration)
  /// What the server said makes no sense.
  case badReply(ReplyProblem)
  /// The caller's hook asked to stop.
  case cancelled
  /// libcurl failed in another way.
  case transport(words: String)
  /// The session is over: closed, or broken by an earlier error.
  case sessionOver
}

extension IMAPError: CustomStringConvertible {
  /// The error for people, in lower case and without a final period.
  public var description: String {
    switch self {
    case .account(let problem): problem.description
    case .unreachable(let server, let words): "cannot reach the mail server '\(server)': \(words)"
    case .certificate(let server, let words):
      "the certificate of the mail server '\(server)' is not to be trusted: \(words)"
    case .tls(let server, let words): "no TLS with the mail server '\(server)': \(words)"
    case .startTLSNotOffered(let server):
      "the mail server '\(server)' does not offer STARTTLS, so mail and password could be read on "
        + "the way; try 'imaps://' or another port"
    case .authNotOffered(let server, let offered):
      "the mail server '\(server)' offers no login that fits"
        + (offered.isEmpty ? "; try another port" : ", only \(offered.joined(separator: ", "))")
    case .loginRefused(let server, let words):
      "the mail server '\(server)' refused the login: \(words)"
    case .bye(let words): "the mail server closed the connection: \(words)"
    case .refused(let command, _, let words): "the mail server refused \(command): \(words)"
    case .tooLarge(let size, let limit):
      "the letter has \(size) octets and the mail server keeps at most \(limit)"
    case .hungUp: "the mail server hung up"
    case .timedOut(let time): "the mail server said nothing for \(time.components.seconds) seconds"
    case .badReply(let problem): "the mail server's answer makes no sense: \(problem)"
    case .cancelled: "stopped"
    case .transport(let words): "the connection failed: \(words)"
    case .sessionOver: "the session with the mail server is over"
    }
  }
}

extension IMAPError.ReplyProblem: CustomStringConvertible {
  /// The problem as a clause.
  public var description: String {
    switch self {
    case .malformed: "it has not the form of an answer"
    case .tooLarge: "it is too large"
    case .endless: "it does not end"
    case .brokenOff: "it broke off"
    case .unasked: "it answers what nobody asked"
    }
  }
}
