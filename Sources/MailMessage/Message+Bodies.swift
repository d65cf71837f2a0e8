extension Message {
  /// The text of the mail, with LF line ends; nil where the mail has no plain text.
  ///
  /// Several texts with pictures between them, or one with a list's footer behind it, are put one
  /// behind the other.
  public var text: String? { joined("text/plain", of: bodies.text) }

  /// The page that the mail is, with LF line ends; nil where the mail has none.
  public var html: String? { joined("text/html", of: bodies.html) }

  /// The parts that a mail program shows one below the other where it shows no pages: texts, and
  /// what there is only as a page or a picture.
  ///
  /// Source: RFC 8621 §4.1.4.
  public var textBody: [MessagePart] { bodies.text }

  /// The parts that a mail program shows one below the other where it shows pages.
  ///
  /// Source: RFC 8621 §4.1.4.
  public var htmlBody: [MessagePart] { bodies.html }

  /// The parts that a mail program lists as files.
  ///
  /// It is all that is neither shown nor another form of what is shown; a mail within the mail too.
  ///
  /// Source: RFC 8621 §4.1.4.
  public var attachments: [MessagePart] { bodies.attachments }

  private var bodies: MessageBodies { MessageBodies(root) }

  private func joined(_ type: String, of parts: [MessagePart]) -> String? {
    let texts = parts.filter { $0.shownType == type }.map { $0.text().value }
    guard var text = texts.first else { return nil }
    for next in texts.dropFirst() {
      if text.utf8.last != 0x0A, !text.isEmpty { text += "\n" }
      text += next
    }
    return text
  }
}

extension MessagePart {
  /// What the part is shown as: a multipart that has no parts is text.
  fileprivate var shownType: String {
    contentType.isMultipart && division == .unparted ? "text/plain" : contentType.mediaType
  }
}

/// Which parts of a mail are shown, and which are listed.
///
/// Source: RFC 8621 §4.1.4.
private struct MessageBodies {
  private(set) var text: [MessagePart] = []
  private(set) var html: [MessagePart] = []
  private(set) var attachments: [MessagePart] = []
  /// Whether a choice between text and page has been made in what is being looked at.
  private var (takesText, takesHTML) = (true, true)

  init(_ root: MessagePart) {
    add([root], within: "mixed", isAlternative: false)
  }

  private mutating func add(_ parts: [MessagePart], within: String, isAlternative: Bool) {
    let (textCount, htmlCount) = (text.count, html.count)
    for (index, part) in parts.enumerated() {
      if part.contentType.isMultipart, !part.parts.isEmpty {
        addMultipart(part, isAlternative: isAlternative)
      } else if part.contentType.isMultipart, part.division == .parted {
        continue
      } else if isShown(part, index: index, within: within) {
        show(part, within: within, isAlternative: isAlternative)
      } else {
        attachments.append(part)
      }
    }
    guard within == "alternative", takesText, takesHTML else { return }
    // Where there is one form only, it is shown to everybody.
    let (hasText, hasHTML) = (text.count > textCount, html.count > htmlCount)
    if hasHTML, !hasText { text += html[htmlCount...] }
    if hasText, !hasHTML { html += text[textCount...] }
  }

  private mutating func addMultipart(_ part: MessagePart, isAlternative: Bool) {
    let kind = String(part.contentType.mediaType.dropFirst("multipart/".count))
    let saved = (takesText, takesHTML)
    let isChoice = isAlternative || kind == "alternative"
    add(part.parts, within: kind, isAlternative: isChoice)
    (takesText, takesHTML) = saved
  }

  private func isShown(_ part: MessagePart, index: Int, within: String) -> Bool {
    let type = part.shownType
    guard !part.isAttachment,
      type == "text/plain" || type == "text/html" || Self.isMedia(type)
    else { return false }
    // Of a multipart/related only the first part is shown by itself; a text with a file's name is
    // a file, unless it comes first.
    return index == 0 || within != "related" && (Self.isMedia(type) || part.fileName == nil)
  }

  private mutating func show(_ part: MessagePart, within: String, isAlternative: Bool) {
    let type = part.shownType
    if within == "alternative" {
      switch type {
      case "text/plain": text.append(part)
      case "text/html": html.append(part)
      default: attachments.append(part)
      }
      return
    }
    if isAlternative {
      if type == "text/plain" { takesHTML = false }
      if type == "text/html" { takesText = false }
    }
    if takesText { text.append(part) }
    if takesHTML { html.append(part) }
    if !takesText || !takesHTML, Self.isMedia(type) { attachments.append(part) }
  }

  private static func isMedia(_ type: String) -> Bool {
    ["image/", "audio/", "video/"].contains(where: type.hasPrefix)
  }
}
