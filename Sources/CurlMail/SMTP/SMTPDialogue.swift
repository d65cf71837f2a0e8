internal import MailMessage

/// The commands for one letter: several at once where the server offers it, else one after the other.
///
/// Every function throws when the connection is of no more use; an answer about the letter is a
/// value.
///
/// Source: RFC 5321, RFC 2920.
struct SMTPDialogue {
  let wire: SMTPWire
  let timeouts: SMTPTimeouts
  let isPipelined: Bool

  /// Names sender and recipients and asks for the text; nil when the server wants it.
  ///
  /// After a refusal the wire is closed where the server went on as if there had been none.
  func offer(_ letter: SMTPLetter) throws(SMTPError) -> SMTPRefusal? {
    var answers = SMTPAnswers(recipientCount: letter.recipientCount)
    for group in letter.groups(isPipelined: isPipelined) {
      try send(group)
      var rest = group[...]
      while let step = rest.popFirst() {
        try answers.take(wire.reply(within: timeouts.answer(step.stage), at: step.stage), to: step)
        guard let refusal = answers.refusal else { continue }
        passOver(rest)
        return refusal
      }
    }
    return nil
  }

  /// Reads the answers to a letter that was named along with the dot before it; nil when the server
  /// wants its text.
  ///
  /// After a refusal the server was made to forget the letter.
  ///
  /// Throws where the answers do not fit each other, or are not as many as they should be, or are
  /// about the order in which the commands came: what was said to that dot must not become this
  /// letter's, nor the other way round. It may be offered anew on another connection then.
  func answerToNamed(_ letter: SMTPLetter) throws(SMTPError) -> SMTPRefusal? {
    var answers = SMTPAnswers(recipientCount: letter.recipientCount)
    for step in letter.offer {
      let reply = try wire.reply(within: timeouts.answer(step.stage), at: step.stage)
      let isYes = try reply.isYes(at: step.stage)
      guard answers.refusal == nil || !isYes, !reply.isAboutOrder(at: step.stage) else {
        throw .badReply(.unexpectedCode(reply.code), at: step.stage)
      }
      if answers.refusal == nil { try answers.take(reply, to: step) }
    }
    guard let refusal = answers.refusal else { return nil }
    try reset()
    return refusal
  }

  /// Whether nothing follows a request for the text that came too early: who only said a word too many
  /// goes on with the answers that are left.
  func waitsForText() -> Bool {
    let patience = min(timeouts.recipient, .seconds(5))
    do throws(SMTPError) {
      _ = try wire.reply(within: patience, at: .recipient)
      return false
    } catch {
      return true
    }
  }

  /// Reads the answers to what was said before the refusal was known.
  ///
  /// They no longer matter to the letter. Where the server wants its text all the same, even an
  /// empty one could be delivered to somebody: then only the end of the connection is safe.
  private func passOver(_ steps: ArraySlice<SMTPStep>) {
    do throws(SMTPError) {
      for step in steps {
        let reply = try wire.reply(within: timeouts.answer(step.stage), at: step.stage)
        let isYes = try reply.isYes(at: step.stage)
        if isYes, step.stage == .data { wire.close() }
      }
    } catch {
      wire.close()
    }
  }

  /// Sends all of the text but its final dot; what the server says to it is looked for before the dot.
  func handOver(_ letter: SMTPLetter) throws(SMTPError) {
    try wire.checkSilence(at: .text)
    wire.trace.client("(\(letter.text.size) octets of text)")
    try send(letter.text.wire, within: timeouts.text, at: .text)
  }

  /// Sends the final dot, along with what names the next letter where there is one, and waits for
  /// what became of the present one.
  func finish(naming next: SMTPLetter?) throws(SMTPError) -> SMTPReply {
    wire.trace.client(".")
    let offer = octets(next?.offer ?? [])
    let dot = SMTPText.finalDot
    try send(dot + offer, within: timeouts.text, at: .finalDot, answeredFrom: dot.count)
    let reply = try wire.reply(within: timeouts.finalDot, at: .finalDot)
    // What answers the dot acknowledges it as well. A yes that does not was said before.
    guard !reply.isPositive || wire.hasArrived(allBut: offer.count) else {
      wire.close()
      throw .badReply(.unasked(reply), at: .finalDot)
    }
    return reply
  }

  /// Makes the server forget what it was told of a letter.
  func reset() throws(SMTPError) {
    let reply = try ask(SMTPStep("RSET", at: .reset))
    guard try reply.isYes(at: .reset) else {
      throw .badReply(.unexpectedCode(reply.code), at: .reset)
    }
  }

  /// Says goodbye; that the server may not answer is no trouble.
  func quit() {
    do throws(SMTPError) {
      _ = try ask(SMTPStep("QUIT", at: .quit))
    } catch {
      wire.close()
    }
  }

  private func ask(_ step: SMTPStep) throws(SMTPError) -> SMTPReply {
    try send([step])
    return try wire.reply(within: timeouts.answer(step.stage), at: step.stage)
  }

  private func send(_ steps: [SMTPStep]) throws(SMTPError) {
    guard let first = steps.first else { return }
    try wire.checkQuiet(at: first.stage)
    let timeout = timeouts.answer(first.stage)
    let count = steps.count > 1 ? 0 : nil
    try send(octets(steps), within: timeout, at: first.stage, answeredFrom: count)
  }

  /// The lines of commands that are about to be sent.
  private func octets(_ steps: [SMTPStep]) -> [UInt8] {
    var octets: [UInt8] = []
    for step in steps {
      wire.trace.client(step.command)
      octets.append(contentsOf: step.command.utf8)
      octets.append(contentsOf: "\r\n".utf8)
    }
    return octets
  }

  private func send(
    _ bytes: [UInt8],
    within timeout: Duration,
    at stage: SMTPStage,
    answeredFrom count: Int? = nil
  ) throws(SMTPError) {
    // A throwing closure would lose the error's type on the way out.
    let failure = bytes.withUnsafeBytes { buffer -> SMTPError? in
      do throws(SMTPError) {
        try wire.send(buffer, within: timeout, at: stage, answeredFrom: count)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}
