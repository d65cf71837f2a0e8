extension OutgoingMessage {
  /// Writes all fields but those that say what the body is.
  func write(to header: inout HeaderWriter) throws(MessageError) {
    guard !subject.hasControlCharacters else { throw .controlCharacterInSubject }
    header.field("Date", date.rfc5322)
    try header.mailboxes("From", [from])
    try header.mailboxes("To", to)
    try header.mailboxes("Cc", cc)
    try header.mailboxes("Reply-To", replyTo)
    header.unstructured("Subject", subject)
    header.field("Message-ID", messageID.description)
    if !inReplyTo.isEmpty { header.words("In-Reply-To", inReplyTo.map(\.description)) }
    if !references.isEmpty { header.words("References", references.map(\.description)) }
    for field in extraFields {
      guard !Self.isReserved(field.name) else { throw .reservedField(field.name) }
      header.unstructured(field.name, field.value)
    }
  }

  /// Whether a field is composed here, belongs to the servers on the way, or must never leave, so
  /// that it cannot be one of ``extraFields``.
  public static func isReserved(_ name: String) -> Bool {
    let name = name.lowercased()
    return reserved.contains(name) || name.hasPrefix("content-") || name.hasPrefix("resent-")
      || name.hasPrefix("x-touchbase-")
  }

  private static let reserved: Set = [
    "date", "from", "sender", "to", "cc", "bcc", "reply-to", "subject", "message-id",
    "in-reply-to", "references", "mime-version", "return-path", "received", "delivered-to",
    "dkim-signature",
  ]
}
