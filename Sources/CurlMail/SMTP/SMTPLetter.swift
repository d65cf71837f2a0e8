internal import MailMessage

/// A letter and its commands, fit for what a server can do.
struct SMTPLetter {
  let text: SMTPText
  /// The commands up to the one that asks for the text, in their order.
  let offer: [SMTPStep]
  let recipientCount: Int

  /// Checks everything that can be known before the first command is sent.
  init(
    _ message: [UInt8],
    envelope: Envelope,
    for capabilities: SMTPCapabilities
  ) throws(UnsendableReason) {
    text = try SMTPText(message)
    if let limit = capabilities.maximumSize, text.size > limit {
      throw .tooLarge(size: text.size, limit: limit)
    }
    let sender = envelope.sender.smtpPath
    let recipients = envelope.recipients.map { ($0, $0.smtpPath) }
    let needsUTF8 =
      text.hasUTF8Header || !Self.isASCII(sender) || !recipients.allSatisfy { Self.isASCII($1) }
    if needsUTF8, !capabilities.offers("SMTPUTF8") { throw .needsSMTPUTF8 }
    if text.is8Bit, !capabilities.offers("8BITMIME") { throw .needs8BitMIME }
    var mail = "MAIL FROM:<\(sender)>"
    if capabilities.offersSize { mail += " SIZE=\(text.size)" }
    if text.is8Bit { mail += " BODY=8BITMIME" }
    if needsUTF8 { mail += " SMTPUTF8" }
    recipientCount = recipients.count
    var offer: [SMTPStep] = []
    offer.reserveCapacity(recipients.count + 2)
    offer.append(SMTPStep(mail, at: .mail))
    for (address, path) in recipients {
      offer.append(SMTPStep("RCPT TO:<\(path)>", at: .recipient, recipient: address))
    }
    offer.append(SMTPStep("DATA", at: .data))
    self.offer = offer
  }

  /// Whether a server without SMTPUTF8 can take a path.
  private static func isASCII(_ path: String) -> Bool { path.utf8.allSatisfy { $0 < 0x80 } }
}
