internal import CLibcurl
internal import MailMessage

extension SMTPError {
  /// What a failed connection means, told by libcurl's code and the last thing the server said.
  init(_ error: CurlError, account: SMTPAccount, preamble: SMTPPreamble) {
    let server = account.server
    let words = preamble.errorWords.isEmpty ? error.words : preamble.errorWords
    let reply = preamble.replies.last
    self =
      if let problem = preamble.problem {
        .badReply(problem, at: .connect)
      } else {
        switch error.code {
        case CURLE_ABORTED_BY_CALLBACK: .cancelled(at: .connect)
        case CURLE_PEER_FAILED_VERIFICATION: .certificate(server: server, words: words)
        case CURLE_SSL_CACERT_BADFILE: .account(.caFile)
        case CURLE_SSL_CERTPROBLEM: .account(.clientCertificate)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
          .tls(server: server, words: words)
        case CURLE_USE_SSL_FAILED: .withoutTLS(server, reply)
        case CURLE_LOGIN_DENIED: .login(account, preamble)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED, CURLE_GOT_NOTHING,
          CURLE_RECV_ERROR, CURLE_SEND_ERROR:
          .conversation(server, error.code, preamble)
        case CURLE_OPERATION_TIMEDOUT
        where !preamble.replies.isEmpty || words.hasPrefix("server response"):
          // libcurl counts the greeting among what connecting may take.
          .timedOut(at: .connect, after: min(account.timeouts.greeting, account.timeouts.connect))
        case CURLE_COULDNT_CONNECT where account.socketPath != nil:
          .unreachable(server: server, words: "nobody takes mail at that socket, or not from you")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY,
          CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT:
          .unreachable(server: server, words: words)
        default: .transport(words: words, at: .connect)
        }
      }
  }

  /// After 250 nothing was asked for TLS, so it was not offered; else the reply refused it.
  private static func withoutTLS(_ server: String, _ reply: SMTPReply?) -> SMTPError {
    guard let reply, reply.code != 250 else { return .startTLSNotOffered(server: server) }
    return .tls(server: server, words: "the server answered '\(reply)'")
  }

  /// After 250 no mechanism would do; else the reply refused the login.
  private static func login(_ account: SMTPAccount, _ preamble: SMTPPreamble) -> SMTPError {
    guard let reply = preamble.replies.last else { return .hungUp(at: .connect) }
    if reply.code == 250 {
      return .authNotOffered(account, offered: SMTPCapabilities(ehlo: reply).authMechanisms)
    }
    if reply.code == 334 {
      // QUIRK: of a refused XOAUTH2 token libcurl does not wait for the end, only for the reason.
      let reason = Base64.decode(reply.lines.joined().utf8)
      let words = ReadableText.text(reason, limit: 500)
      let reply = SMTPReply(code: 334, lines: [words])
      // It may repeat what it was told.
      return .loginRefused(server: account.server, preamble.trace.masked(reply))
    }
    return reply.code == 421
      ? .serviceClosing(reply, at: .connect) : .loginRefused(server: account.server, reply)
  }

  static func authNotOffered(_ account: SMTPAccount, offered: [String]) -> SMTPError {
    let usable = account.login?.mechanismGroups.flatMap(\.self) ?? []
    return .authNotOffered(server: account.server, offered: offered, usable: usable)
  }

  /// The connection stands, but the conversation did not come to its end.
  private static func conversation(
    _ server: String,
    _ code: CURLcode,
    _ preamble: SMTPPreamble
  ) -> SMTPError {
    if let reply = preamble.replies.last {
      if reply.code == 421 { return .serviceClosing(reply, at: .connect) }
      if reply.isTransient || reply.isPermanent { return .greetingRefused(server: server, reply) }
    }
    let words = preamble.errorWords
    // Replies that came along with the one to STARTTLS may be anybody's: libcurl gives up.
    if code == CURLE_WEIRD_SERVER_REPLY, words.isEmpty {
      return .badReply(.unasked(nil), at: .connect)
    }
    if words.isEmpty || words.hasPrefix("response reading failed") { return .hungUp(at: .connect) }
    return .transport(words: words, at: .connect)
  }
}
