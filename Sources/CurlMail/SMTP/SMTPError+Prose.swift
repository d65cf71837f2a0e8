extension SMTPError: CustomStringConvertible {
  /// The error for people, in lower case and without a final period.
  public var description: String {
    switch self {
    case .account(let problem): problem.description
    case .unreachable(let server, let words): "cannot reach the mail server '\(server)': \(words)"
    case .certificate(let server, let words):
      "the certificate of the mail server '\(server)' is not to be trusted: \(words)"
    case .tls(let server, let words): "no TLS with the mail server '\(server)': \(words)"
    case .startTLSNotOffered(let server):
      "the mail server '\(server)' does not offer STARTTLS, so letters and password could be read "
        + "on the way; try 'smtps://' or another port"
    case .authNotOffered(let server, let offered, let usable):
      "the mail server '\(server)' offers no login by \(usable.joined(separator: " or "))"
        + (offered.isEmpty ? "; try another port" : ", only \(offered.joined(separator: ", "))")
    case .loginRefused(let server, let reply):
      "the mail server '\(server)' refused the login: \(reply)"
    case .greetingRefused(let server, let reply):
      "the mail server '\(server)' will not talk to us: \(reply)"
    case .serviceClosing(let reply, let stage):
      "the mail server closed the connection at \(stage): \(reply)"
    case .hungUp(let stage): "the mail server hung up at \(stage)"
    case .timedOut(let stage, let time):
      "the mail server said nothing for \(time.components.seconds) seconds at \(stage)"
    case .badReply(let problem, let stage):
      "the mail server's answer at \(stage) makes no sense: \(problem)"
    case .cancelled(let stage): "stopped at \(stage)"
    case .transport(let words, let stage): "the connection failed at \(stage): \(words)"
    case .sessionOver: "the session with the mail server is over"
    }
  }
}

extension SMTPError.ReplyProblem: CustomStringConvertible {
  /// The problem as a clause.
  public var description: String {
    switch self {
    case .noCode: "a line without a reply code"
    case .codesDiffer: "a reply with two different codes"
    case .lineTooLong: "a line that does not end"
    case .endless: "a reply that does not end"
    case .brokenOff: "it broke off"
    case .unexpectedCode(let code): "the code \(code) has no place there"
    case .unasked(let reply?): "before it was asked it said '\(reply)'"
    case .unasked(nil): "it said something before it was asked"
    }
  }
}
