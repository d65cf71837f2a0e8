/// A text as it travels: its octets, and what a reader must know to have it back.
struct OutgoingText {
  private let subtype: String
  private let isASCII: Bool
  private let isFlowed: Bool
  let encoding: TransferEncoding
  /// The encoded lines, each with its CRLF.
  let body: [UInt8]

  /// Takes plain text; long paragraphs are broken so that a reader can join them.
  ///
  /// Source: RFC 3676.
  init(_ text: String) throws(MessageError) {
    let lines = try Self.lines(of: text)
    let flowed = FlowedText.flowed(lines)
    self.init("plain", flowed ?? lines, isFlowed: flowed != nil)
  }

  /// Takes the text of an HTML document.
  init(html: String) throws(MessageError) {
    self.init("html", try Self.lines(of: html), isFlowed: false)
  }

  private init(_ subtype: String, _ lines: [UInt8], isFlowed: Bool) {
    self.subtype = subtype
    self.isFlowed = isFlowed
    isASCII = lines.allSatisfy { $0 < 0x80 }
    (encoding, body) = TransferEncoding.encoded(lines, isFlowed: isFlowed)
  }

  /// Writes its fields, the blank line and the lines.
  func append(to bytes: inout [UInt8]) {
    var header = HeaderWriter()
    var words = ["text/\(subtype);", "charset=\(isASCII ? "us-ascii" : "utf-8")"]
    if isFlowed {
      words[1] += ";"
      words.append("format=flowed")
    }
    header.words("Content-Type", words)
    header.field("Content-Transfer-Encoding", encoding.rawValue)
    header.endHeader()
    bytes += header.bytes
    bytes += body
  }

  /// The text with CRLF line ends, the last line ended.
  private static func lines(of text: String) throws(MessageError) -> [UInt8] {
    let source = Array(text.utf8)
    var lines: [UInt8] = []
    lines.reserveCapacity(source.count + source.count / 16 + 2)
    var line = 1
    var start = 0
    var index = 0
    while index < source.count {
      let byte = source[index]
      guard byte < 0x20 || byte == 0x7F, byte != 0x09 else {
        index += 1
        continue
      }
      guard byte == 0x0A || byte == 0x0D else { throw .controlCharacterInText(line: line) }
      lines += source[start..<index]
      lines.append(0x0D)
      lines.append(0x0A)
      index += byte == 0x0D && index + 1 < source.count && source[index + 1] == 0x0A ? 2 : 1
      start = index
      line += 1
    }
    guard start < source.count || lines.isEmpty else { return lines }
    lines += source[start...]
    return lines + [0x0D, 0x0A]
  }
}
