internal import MailMessage

/// One command of a letter, and where it stands.
struct SMTPStep {
  let command: String
  let stage: SMTPStage
  /// Who is named, by `RCPT TO`.
  let recipient: EmailAddress?

  init(_ command: String, at stage: SMTPStage, recipient: EmailAddress? = nil) {
    self.command = command
    self.stage = stage
    self.recipient = recipient
  }
}

extension SMTPLetter {
  /// The most commands that are sent before their answers are read, so that neither end has to wait
  /// for the other to read.
  static let groupLimit = 100

  /// Whether the offer may be sent at once where the server allows it.
  ///
  /// `DATA` goes along with a single recipient only: of several the server may refuse some, and the
  /// others must not get a text that it is waiting for by then.
  var isOneGroup: Bool { recipientCount == 1 }

  /// The offer in groups that are sent at once.
  ///
  /// Source: RFC 2920 §3.1.
  func groups(isPipelined: Bool) -> [[SMTPStep]] {
    guard isPipelined else { return offer.map { [$0] } }
    if isOneGroup { return [offer] }
    let steps = offer.dropLast()
    let groups = stride(from: 0, to: steps.count, by: Self.groupLimit).map { start in
      Array(steps[start..<min(start + Self.groupLimit, steps.count)])
    }
    return groups + [Array(offer.suffix(1))]
  }
}

/// What the server has answered so far about one letter.
struct SMTPAnswers {
  /// Why nobody gets the letter, as soon as that is known and every recipient was asked.
  private(set) var refusal: SMTPRefusal?
  private let recipientCount: Int
  private var recipients: [SMTPRefusal.RecipientAnswer] = []

  init(recipientCount: Int) {
    self.recipientCount = recipientCount
  }

  /// Takes the next answer; throws when it is neither a yes nor a refusal of the letter.
  mutating func take(_ reply: SMTPReply, to step: SMTPStep) throws(SMTPError) {
    let isYes = try reply.isYes(at: step.stage)
    guard let recipient = step.recipient else {
      if !isYes { refusal = SMTPRefusal(stage: step.stage, reply: reply, recipients: []) }
      return
    }
    recipients.append(SMTPRefusal.RecipientAnswer(recipient: recipient, reply: reply))
    guard recipients.count == recipientCount else { return }
    let refusals = recipients.map(\.reply).filter { !$0.isPositive }
    guard let worst = refusals.first(where: \.isPermanent) ?? refusals.first else { return }
    refusal = SMTPRefusal(stage: .recipient, reply: worst, recipients: recipients)
  }
}

extension SMTPReply {
  /// Whether it says that the command has no place where it stands, or is none: the one that begins a
  /// letter was then not read as it was sent.
  ///
  /// Source: RFC 5321 §4.2.2.
  func isAboutOrder(at stage: SMTPStage) -> Bool {
    stage == .mail && [500, 503].contains(code)
  }

  /// Whether the answer is the yes that the stage has; throws when it is neither that nor a refusal
  /// of the letter.
  func isYes(at stage: SMTPStage) throws(SMTPError) -> Bool {
    if code == 421 { throw .serviceClosing(self, at: stage) }
    if isTransient || isPermanent { return false }
    // A 2xx is no answer to DATA, and what it means for the text is anybody's guess.
    guard stage == .data ? code == 354 : isPositive else {
      throw .badReply(.unexpectedCode(code), at: stage)
    }
    return true
  }
}
