extension Message {
  /// How deep parts may lie within parts.
  private static let depthLimit = 8

  /// The text of the mail, with LF line ends: its own, or that of the first part of plain text that
  /// is no attachment; nil where there is none, and for a charset that is not known.
  public var text: String? { text(depth: 0) }

  private func text(depth: Int) -> String? {
    let type = ContentType(header["Content-Type"])
    if type.mediaType == "text/plain" {
      return Charset.decode(decodedBody, charset: type.parameters["charset"] ?? "us-ascii")?
        .replacing("\r\n", with: "\n")
    }
    guard type.mediaType.hasPrefix("multipart/"), depth < Self.depthLimit,
      let boundary = type.parameters["boundary"], !boundary.isEmpty
    else { return nil }
    for bytes in Multipart.parts(of: body, boundary: boundary) {
      let part = Message(bytes)
      if !part.isAttachment, let text = part.text(depth: depth + 1) { return text }
    }
    return nil
  }

  /// Source: RFC 2183 §2.2.
  private var isAttachment: Bool {
    (header["Content-Disposition"] ?? "").lowercased().hasPrefix("attachment")
  }

  /// The body without its transfer encoding.
  private var decodedBody: [UInt8] {
    let encoding = (header["Content-Transfer-Encoding"] ?? "").lowercased()
    switch TransferEncoding(rawValue: encoding) {
    case .base64: return Base64.decode(body)
    case .quotedPrintable: return QuotedPrintable.decode(body)
    case .sevenBit, nil: return body
    }
  }
}
