internal import MailMessage

/// The commands for one letter, one after the other.
///
/// Every function throws when the connection is of no more use; an answer about the letter is a
/// value.
struct SMTPDialogue {
  let wire: SMTPWire
  let timeouts: SMTPTimeouts

  /// Names sender and recipients and asks for the text; nil when the server wants it.
  func offer(_ letter: SMTPLetter) throws(SMTPError) -> SMTPRefusal? {
    let mail = try ask(letter.mailCommand, within: timeouts.mail, at: .mail)
    guard try isYes(mail, at: .mail) else {
      return SMTPRefusal(stage: .mail, reply: mail, recipients: [])
    }
    if let refusal = try offerRecipients(of: letter) { return refusal }
    let data = try ask("DATA", within: timeouts.data, at: .data)
    guard data.code != 354 else { return nil }
    // A 2xx is no answer to DATA, and what it means for the text is anybody's guess.
    if try isYes(data, at: .data) { throw .badReply(.unexpectedCode(data.code), at: .data) }
    return SMTPRefusal(stage: .data, reply: data, recipients: [])
  }

  private func offerRecipients(of letter: SMTPLetter) throws(SMTPError) -> SMTPRefusal? {
    var answers: [SMTPRefusal.RecipientAnswer] = []
    for (recipient, command) in letter.recipientCommands {
      let reply = try ask(command, within: timeouts.recipient, at: .recipient)
      _ = try isYes(reply, at: .recipient)
      answers.append(SMTPRefusal.RecipientAnswer(recipient: recipient, reply: reply))
    }
    let refusals = answers.map(\.reply).filter { !$0.isPositive }
    guard let worst = refusals.first(where: \.isPermanent) ?? refusals.first else { return nil }
    return SMTPRefusal(stage: .recipient, reply: worst, recipients: answers)
  }

  /// Sends all of the text but its final dot.
  func handOver(_ letter: SMTPLetter) throws(SMTPError) {
    wire.trace.client("(\(letter.text.size) octets of text)")
    try send(letter.text.wire, within: timeouts.text, at: .text)
    try wire.checkQuiet(at: .text)
  }

  /// Sends the final dot and waits for what became of the letter.
  func finish() throws(SMTPError) -> SMTPReply {
    wire.trace.client(".")
    try send(SMTPText.finalDot, within: timeouts.text, at: .finalDot)
    return try wire.reply(within: timeouts.finalDot, at: .finalDot)
  }

  /// Makes the server forget what it was told of a letter.
  func reset() throws(SMTPError) {
    let reply = try ask("RSET", within: timeouts.mail, at: .reset)
    guard try isYes(reply, at: .reset) else {
      throw .badReply(.unexpectedCode(reply.code), at: .reset)
    }
  }

  /// Says goodbye; that the server may not answer is no trouble.
  func quit() {
    do throws(SMTPError) {
      _ = try ask("QUIT", within: timeouts.quit, at: .quit)
    } catch {
      wire.close()
    }
  }

  private func ask(
    _ command: String,
    within timeout: Duration,
    at stage: SMTPStage
  ) throws(SMTPError) -> SMTPReply {
    try wire.checkQuiet(at: stage)
    wire.trace.client(command)
    try send(Array("\(command)\r\n".utf8), within: timeout, at: stage)
    return try wire.reply(within: timeout, at: stage)
  }

  /// Whether the answer is a 2xx; throws when it is neither that nor a refusal of the letter.
  private func isYes(_ reply: SMTPReply, at stage: SMTPStage) throws(SMTPError) -> Bool {
    if reply.code == 421 { throw .serviceClosing(reply, at: stage) }
    if reply.isPositive { return true }
    if reply.isTransient || reply.isPermanent { return false }
    throw .badReply(.unexpectedCode(reply.code), at: stage)
  }

  private func send(
    _ bytes: [UInt8],
    within timeout: Duration,
    at stage: SMTPStage
  ) throws(SMTPError) {
    // A throwing closure would lose the error's type on the way out.
    let failure = bytes.withUnsafeBytes { buffer -> SMTPError? in
      do throws(SMTPError) {
        try wire.send(buffer, within: timeout, at: stage)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}
