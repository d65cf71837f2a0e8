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

  /// Exactly the bytes of the wire: CRLF line ends, 7bit, no line longer than 998 octets.
  ///
  /// - Returns: Header, blank line and text; the last line is ended.
  /// - Throws: `MessageError` when something could not be written without becoming something else.
  ///
  /// Source: RFC 5322, RFC 2045.
  public func encoded() throws(MessageError) -> [UInt8] {
    let body = try bodyText()
    let isASCII = body.allSatisfy { $0 < 0x80 }
    let (encoding, encodedBody) = TransferEncoding.encoded(body)
    var bytes = try header()
    bytes += HeaderFolding.field("MIME-Version", words: ["1.0"])
    bytes += HeaderFolding.field(
      "Content-Type",
      words: ["text/plain;", "charset=\(isASCII ? "us-ascii" : "utf-8")"]
    )
    bytes += HeaderFolding.field("Content-Transfer-Encoding", words: [encoding.rawValue])
    return bytes + [0x0D, 0x0A] + encodedBody
  }

  private func header() throws(MessageError) -> [UInt8] {
    guard !subject.hasControlCharacters else { throw .controlCharacterInSubject }
    var bytes = HeaderFolding.field("Date", words: [date.rfc5322])
    for (name, mailboxes) in [("From", [from]), ("To", to), ("Cc", cc), ("Reply-To", replyTo)]
    where !mailboxes.isEmpty {
      bytes += HeaderFolding.field(name, words: try HeaderFolding.mailboxes(mailboxes))
    }
    bytes += HeaderFolding.field("Subject", words: HeaderFolding.unstructured(subject))
    bytes += HeaderFolding.field("Message-ID", words: [messageID.description])
    for (name, ids) in [("In-Reply-To", inReplyTo), ("References", references)]
    where !ids.isEmpty {
      bytes += HeaderFolding.field(name, words: ids.map(\.description))
    }
    for field in extraFields {
      guard !Self.isReserved(field.name) else { throw .reservedField(field.name) }
      bytes += HeaderFolding.field(field.name, words: HeaderFolding.unstructured(field.value))
    }
    return bytes
  }

  /// Whether a field is composed here, belongs to the servers on the way, or must never leave.
  private static func isReserved(_ name: String) -> Bool {
    let name = name.lowercased()
    return reserved.contains(name) || name.hasPrefix("content-") || name.hasPrefix("resent-")
      || name.hasPrefix("x-touchbase-")
  }

  private static let reserved: Set = [
    "date", "from", "sender", "to", "cc", "bcc", "reply-to", "subject", "message-id",
    "in-reply-to", "references", "mime-version", "return-path", "received", "delivered-to",
    "dkim-signature",
  ]

  /// The text with CRLF line ends, the last line ended.
  private func bodyText() throws(MessageError) -> [UInt8] {
    var bytes: [UInt8] = []
    var line = 1
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x0A where previous == 0x0D: break
      case 0x0A, 0x0D:
        bytes += [0x0D, 0x0A]
        line += 1
      case 0x09, 0x20...0x7E, 0x80...: bytes.append(byte)
      default: throw .controlCharacterInText(line: line)
      }
      previous = byte
    }
    return bytes.suffix(2) == [0x0D, 0x0A] ? bytes : bytes + [0x0D, 0x0A]
  }
}
