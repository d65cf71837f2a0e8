/// A mail that is ready to be written: what it says, without how it travels.
///
/// The same value always gives the same bytes.
public struct OutgoingMessage: Sendable {
  /// Who writes.
  public var from: Mailbox
  /// Whom it is written to.
  public var to: [Mailbox]
  /// Who gets a copy, for all to see; blind copies are in the envelope alone.
  public var cc: [Mailbox] = []
  /// Where answers go, when not to the writer.
  public var replyTo: [Mailbox] = []
  /// One line in any script.
  public var subject: String
  /// When the writer declared the mail ready.
  ///
  /// Source: RFC 5322 §3.6.1.
  public var date: DateTime
  /// What the mail is known by.
  public var messageID: MessageID
  /// The mails that it answers.
  public var inReplyTo: [MessageID] = []
  /// The mails of the conversation so far.
  public var references: [MessageID] = []
  /// Further fields; none that is composed from the others.
  public var extraFields: [HeaderField] = []
  /// The text in any script, with line ends of any kind.
  public var text: String
  /// The same as HTML, for programs that prefer it; nil for a mail of plain text.
  ///
  /// Source: RFC 2046 §5.1.4.
  public var html: String?
  /// Files that go with the text, in their order.
  public var attachments: [Attachment] = []

  /// Makes a mail of what every mail has.
  public init(
    from: Mailbox,
    to: [Mailbox],
    subject: String,
    date: DateTime,
    messageID: MessageID,
    text: String
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.date = date
    self.messageID = messageID
    self.text = text
  }

  /// Whether somebody in the header has an address whose local part is not ASCII: the header is
  /// then in UTF-8, and only servers with SMTPUTF8 take it.
  ///
  /// Source: RFC 6531 §3.1, RFC 6532 §3.
  public var needsSMTPUTF8: Bool {
    from.address.needsSMTPUTF8
      || [to, cc, replyTo].contains { $0.contains { $0.address.needsSMTPUTF8 } }
  }

  /// Exactly the bytes of the wire: CRLF line ends, no line longer than 998 octets, and 7bit but
  /// for a header that needs SMTPUTF8.
  ///
  /// A text with long paragraphs is flowed, and HTML and attachments make it a multipart.
  ///
  /// - Returns: Header, blank line and body; the last line is ended.
  /// - Throws: `MessageError` when something could not be written without becoming something else.
  ///
  /// Source: RFC 5322, RFC 2045, RFC 2046, RFC 3676.
  public func encoded() throws(MessageError) -> [UInt8] {
    let body = try body()
    var header = HeaderWriter(isUTF8: needsSMTPUTF8)
    try write(to: &header)
    header.field("MIME-Version", "1.0")
    let boundaries = Multipart.Boundaries(of: body, seed: messageID.description.utf8)
    var bytes = header.bytes
    bytes.reserveCapacity(bytes.count + body.sizeEstimate)
    body.append(to: &bytes, boundaries: boundaries)
    return bytes
  }

  private func body() throws(MessageError) -> OutgoingPart {
    var body = OutgoingPart.text(try OutgoingText(text))
    if let html {
      body = .multipart(.alternative, [body, .text(try OutgoingText(html: html))])
    }
    guard !attachments.isEmpty else { return body }
    return .multipart(.mixed, [body] + attachments.map(OutgoingPart.attachment))
  }
}
