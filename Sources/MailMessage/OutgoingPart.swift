/// A body, or a part of one, that is ready to be written.
///
/// Source: RFC 2045 §2.4, §2.5.
enum OutgoingPart {
  case text(OutgoingText)
  case attachment(Attachment)
  indirect case multipart(Multipart.Kind, [OutgoingPart])

  /// Writes the fields that say what it is, the blank line and the octets.
  func append(to bytes: inout [UInt8], boundaries: Multipart.Boundaries) {
    switch self {
    case .text(let text): text.append(to: &bytes)
    case .attachment(let attachment): attachment.append(to: &bytes)
    case .multipart(let kind, let parts):
      let boundary = boundaries[kind]
      var header = HeaderWriter()
      header.words("Content-Type", ["multipart/\(kind.rawValue);", "boundary=\"\(boundary)\""])
      header.endHeader()
      bytes += header.bytes
      for (index, part) in parts.enumerated() {
        // The line end before a boundary is the boundary's, so that the part keeps its own.
        bytes += (index == 0 ? "--\(boundary)\r\n" : "\r\n--\(boundary)\r\n").utf8
        part.append(to: &bytes, boundaries: boundaries)
      }
      bytes += "\r\n--\(boundary)--\r\n".utf8
    }
  }

  /// About how many octets it will have; never much less.
  var sizeEstimate: Int {
    switch self {
    case .text(let text): text.body.count + 200
    case .attachment(let attachment): Base64.linesCount(of: attachment.contents.count) + 600
    case .multipart(_, let parts): parts.reduce(400) { $0 + $1.sizeEstimate + 80 }
    }
  }

  /// Whether it has parts of its own.
  var isMultipart: Bool {
    switch self {
    case .text, .attachment: false
    case .multipart: true
    }
  }

  /// The octets that are written as they are, in which a boundary must not stand.
  var plainBodies: [[UInt8]] {
    switch self {
    case .text(let text): text.encoding == .sevenBit ? [text.body] : []
    case .attachment(let attachment): attachment.isMessage ? [attachment.contents] : []
    case .multipart(_, let parts): parts.flatMap(\.plainBodies)
    }
  }
}
