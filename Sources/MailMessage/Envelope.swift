/// Who hands a mail in and who is to get it: what SMTP is told, whatever the header says.
///
/// Source: RFC 5321 §2.3.1.
public struct Envelope: Hashable, Sendable {
  /// Where reports about the mail go: MAIL FROM.
  public let sender: EmailAddress
  /// Who gets the mail, each address once, at least one: RCPT TO.
  public let recipients: [EmailAddress]

  /// Makes an envelope; nil when nobody would get the mail.
  public init?(sender: EmailAddress, recipients: [EmailAddress]) {
    guard !recipients.isEmpty else { return nil }
    self.sender = sender
    if recipients.count == 1 {
      self.recipients = recipients
      return
    }
    var seen: Set<EmailAddress> = []
    self.recipients = recipients.filter { seen.insert($0).inserted }
  }

  /// Whether an address has a local part that is not ASCII, so that only servers with SMTPUTF8 take
  /// the mail.
  ///
  /// Source: RFC 6531 §3.1.
  public var needsSMTPUTF8: Bool {
    sender.needsSMTPUTF8 || recipients.contains { $0.needsSMTPUTF8 }
  }
}
