/// Takes a mail apart, and notes what is not as it should be.
///
/// Source: RFC 2045, RFC 2046.
struct MessageReader {
  let limits: MessageLimits
  /// What was wrong, in the order in which it was found.
  private(set) var problems: [MessageProblem] = []
  private var partCount = 0
  /// Where the mail is whose octets are being read, when they were encoded within another.
  private var enclosingOffset: Int?

  init(limits: MessageLimits) {
    self.limits = limits
  }

  /// Reads header and body of a mail or a part, and all that lies within; `depth` is how many parts
  /// it lies within itself, and the stand-in counts as its type when it says none.
  mutating func part(
    _ bytes: ArraySlice<UInt8>,
    depth: Int = 0,
    standIn: String = "text/plain"
  ) -> MessagePart {
    partCount += 1
    let reader = HeaderReader(bytes)
    for (condition, offset) in reader.problems { note(condition, at: offset) }
    let header = Header(reader.lines.compactMap(\.field))
    noteRepeated(header, at: bytes.startIndex)
    let type = contentType(header, standIn: standIn, at: bytes.startIndex)
    let body = bytes[reader.end...]
    let (parts, division) = divide(body, type, header, depth: depth)
    return MessagePart(
      header: header,
      headerLines: reader.lines,
      headerBytes: bytes[..<reader.end],
      body: body,
      contentType: type,
      disposition: header["Content-Disposition"].map { ContentDisposition($0) },
      parts: parts,
      division: division,
      enclosingOffset: enclosingOffset
    )
  }

  private mutating func note(_ condition: MessageProblem.Condition, at offset: Int) {
    problems.append(MessageProblem(condition: condition, offset: enclosingOffset ?? offset))
  }

  /// Source: RFC 5322 §3.6, RFC 2045 §4 and following.
  private mutating func noteRepeated(_ header: Header, at offset: Int) {
    var seen: Set<String> = []
    for field in header.fields {
      let name = field.name.lowercased()
      guard Self.single.contains(name), !seen.insert(name).inserted else { continue }
      note(.repeatedField(field.name), at: offset)
    }
  }

  private static let single: Set = [
    "date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to",
    "references", "subject", "mime-version", "content-type", "content-transfer-encoding",
    "content-disposition", "content-id",
  ]

  private mutating func contentType(
    _ header: Header,
    standIn: String,
    at offset: Int
  ) -> ContentType {
    guard let value = header["Content-Type"] else { return ContentType(mediaType: standIn) }
    let type = ContentType(value)
    if !type.isWhole { note(.malformedField("Content-Type"), at: offset) }
    return type
  }

  private mutating func divide(
    _ body: ArraySlice<UInt8>,
    _ type: ContentType,
    _ header: Header,
    depth: Int
  ) -> ([MessagePart], MessagePart.Division) {
    guard type.isMultipart || type.isMessage || type.isReport else { return ([], .whole) }
    guard depth < limits.depth else {
      note(.tooDeep(limit: limits.depth), at: body.startIndex)
      return ([], .beyondLimits)
    }
    guard body.count <= limits.octets else {
      note(.tooLong(limit: limits.octets), at: body.startIndex)
      return ([], .beyondLimits)
    }
    if type.isReport { return report(body, header, depth: depth) }
    return type.isMessage
      ? message(in: body, header, depth: depth) : multipart(body, type, depth: depth)
  }

  private mutating func multipart(
    _ body: ArraySlice<UInt8>,
    _ type: ContentType,
    depth: Int
  ) -> ([MessagePart], MessagePart.Division) {
    guard let boundary = type.parameters["boundary"], !boundary.isEmpty else {
      note(.noBoundary, at: body.startIndex)
      return ([], .unparted)
    }
    let multipart = Multipart(body, boundary: boundary, limit: max(limits.parts - partCount, 0))
    if multipart.parts.isEmpty, multipart.rest == nil {
      guard !multipart.isClosed else { return ([], .parted) }
      note(.noParts, at: body.startIndex)
      return ([], .unparted)
    }
    let standIn = type.mediaType == "multipart/digest" ? "message/rfc822" : "text/plain"
    var parts: [MessagePart] = []
    for bytes in multipart.parts {
      // What lies within the parts before counts too.
      guard partCount < limits.parts else {
        note(.tooManyParts(limit: limits.parts), at: bytes.startIndex)
        return (parts, parts.isEmpty ? .beyondLimits : .parted)
      }
      parts.append(part(bytes, depth: depth + 1, standIn: standIn))
    }
    if let rest = multipart.rest {
      note(.tooManyParts(limit: limits.parts), at: rest)
    } else if !multipart.isClosed {
      note(.notClosed, at: body.endIndex)
    }
    return (parts, parts.isEmpty ? .beyondLimits : .parted)
  }

  /// The mail within a part.
  ///
  /// QUIRK: RFC 2046 §5.2.1 has no encoded mails; some programs encode them.
  private mutating func message(
    in body: ArraySlice<UInt8>,
    _ header: Header,
    depth: Int
  ) -> ([MessagePart], MessagePart.Division) {
    guard partCount < limits.parts else {
      note(.tooManyParts(limit: limits.parts), at: body.startIndex)
      return ([], .beyondLimits)
    }
    return withDecoded(body, header) { reader, bytes in
      ([reader.part(bytes, depth: depth + 1)], .parted)
    }
  }

  /// The blocks of fields that blank lines part.
  ///
  /// Source: RFC 3464 §2.1.
  private mutating func report(
    _ body: ArraySlice<UInt8>,
    _ header: Header,
    depth: Int
  ) -> ([MessagePart], MessagePart.Division) {
    withDecoded(body, header) { reader, bytes in
      var parts: [MessagePart] = []
      for block in Self.blocks(of: bytes) {
        guard reader.partCount < reader.limits.parts else {
          reader.note(.tooManyParts(limit: reader.limits.parts), at: block.startIndex)
          return (parts, parts.isEmpty ? .beyondLimits : .parted)
        }
        parts.append(reader.part(block, depth: depth + 1))
      }
      return (parts, .parted)
    }
  }

  private static func blocks(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var blocks: [ArraySlice<UInt8>] = []
    var start: Int?
    var lines = LineReader(bytes)
    while let line = lines.next() {
      if !line.content.isEmpty {
        start = start ?? line.content.lowerBound
      } else if let first = start {
        blocks.append(bytes[first..<line.end])
        start = nil
      }
    }
    if let start { blocks.append(bytes[start...]) }
    return blocks
  }

  /// Reads octets within the mail, decoded where they were encoded.
  private mutating func withDecoded(
    _ body: ArraySlice<UInt8>,
    _ header: Header,
    read: (inout MessageReader, ArraySlice<UInt8>) -> ([MessagePart], MessagePart.Division)
  ) -> ([MessagePart], MessagePart.Division) {
    let encoding = TransferDecoding(header["Content-Transfer-Encoding"])
    guard encoding == .quotedPrintable || encoding == .base64 || encoding == .uuencode else {
      if case .unknown(let name) = encoding {
        note(.unknownTransferEncoding(name), at: body.startIndex)
      }
      return read(&self, body)
    }
    let (bytes, problem) = encoding.decode(body)
    if let problem { note(problem, at: body.startIndex) }
    let outer = enclosingOffset
    enclosingOffset = outer ?? body.startIndex
    defer { enclosingOffset = outer }
    return read(&self, bytes[...])
  }
}
