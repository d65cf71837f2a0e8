/// The login, by the first way that the server offers and that fits the secret.
struct IMAPLoginDialogue {
  let dialogue: IMAPDialogue
  let login: MailLogin
  let server: String

  func logIn() throws(IMAPError) {
    let answer = try answer()
    switch answer.status.kind {
    case .ok: return
    case .no, .bad, .bye, .preauth:
      throw .loginRefused(
        server: server,
        words: dialogue.wire.trace.masked(answer.status.words)
      )
    }
  }

  private func answer() throws(IMAPError) -> IMAPDialogue.Answer {
    switch login.secret {
    case .password(let password):
      if offers("AUTH=PLAIN") {
        return try authenticate("PLAIN", MailLogin.base64("\0\(login.user)\0\(password)"))
      }
      guard !offers("LOGINDISABLED") else { throw notOffered }
      return try dialogue.ask([
        .text("LOGIN "), .string(login.user, isSecret: true), .text(" "),
        .string(password, isSecret: true),
      ])
    // At a refusal the server tells why, and waits for a word before it ends the command.
    case .token(let token):
      if offers("AUTH=OAUTHBEARER") {
        let word = MailLogin.base64(login.oauthBearer(token))
        return try authenticate("OAUTHBEARER", word, atRefusal: "AQ==")
      }
      guard offers("AUTH=XOAUTH2") else { throw notOffered }
      return try authenticate("XOAUTH2", MailLogin.base64(login.xoauth2(token)), atRefusal: "")
    }
  }

  /// Source: RFC 9051 §6.2.2; RFC 4959 for what may go along with the command; RFC 7628 §3.2.3.
  private func authenticate(
    _ mechanism: String,
    _ word: String,
    atRefusal: String? = nil
  ) throws(IMAPError) -> IMAPDialogue.Answer {
    let isAtOnce = offers("SASL-IR")
    var answers: [IMAPDialogue.Part] = isAtOnce ? [] : [.secret(word)]
    if let atRefusal { answers.append(.text(atRefusal)) }
    let first: [IMAPDialogue.Part] = isAtOnce ? [.text(" "), .secret(word)] : []
    return try dialogue.ask([.text("AUTHENTICATE \(mechanism)")] + first) { _ in
      answers.isEmpty ? nil : answers.removeFirst()
    }
  }

  private func offers(_ name: String) -> Bool { dialogue.capabilities.contains(name) }

  private var notOffered: IMAPError {
    let offered = dialogue.capabilities.filter { $0.hasPrefix("AUTH=") }.map { $0.dropFirst(5) }
    return .authNotOffered(server: server, offered: offered.map(String.init).sorted())
  }
}
