internal import MailMessage

/// A letter and its commands, fit for what a server can do.
struct SMTPLetter {
  let text: SMTPText
  let mailCommand: String
  let recipientCommands: [(EmailAddress, String)]

  var recipientCount: Int { recipientCommands.count }

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
    let parameters = [
      capabilities.offers("SIZE") ? " SIZE=\(text.size)" : "",
      text.is8Bit ? " BODY=8BITMIME" : "",
      needsUTF8 ? " SMTPUTF8" : "",
    ]
    mailCommand = "MAIL FROM:<\(sender)>" + parameters.joined()
    recipientCommands = recipients.map { ($0, "RCPT TO:<\($1)>") }
  }

  /// Whether a server without SMTPUTF8 can take a path.
  private static func isASCII(_ path: String) -> Bool { path.utf8.allSatisfy { $0 < 0x80 } }
}
