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
    isASCII = lines.reduce(0) { $0 | $1 } < 0x80
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
    var text = text
    var lines: [UInt8] = []
    let wrongLine = text.withUTF8 { source in
      lines.reserveCapacity(source.count + source.count / 16 + 2)
      return append(source, to: &lines)
    }
    if let wrongLine { throw .controlCharacterInText(line: wrongLine) }
    return lines
  }

  /// Appends a text with CRLF line ends, up to a line that has a control character.
  ///
  /// - Returns: That line, counted from 1; nil where there is none.
  private static func append(_ text: UnsafeBufferPointer<UInt8>, to lines: inout [UInt8]) -> Int? {
    var line = 1
    var start = 0
    while start < text.count || lines.isEmpty {
      let end = end(ofLineAt: start, in: text)
      let control = end < text.count ? text[end] : 0x0A
      guard control == 0x0A || control == 0x0D else { return line }
      lines += UnsafeBufferPointer(rebasing: text[start..<end])
      lines.append(0x0D)
      lines.append(0x0A)
      let isPair = control == 0x0D && end + 1 < text.count && text[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
      line += 1
    }
    return nil
  }

  /// Where the first control character other than a tab is.
  private static func end(ofLineAt start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    let feed = text.firstLineFeed(from: start) ?? text.count
    let line = UnsafeBufferPointer(rebasing: text[start..<feed])
    guard line.hasControl else { return feed }
    let control = line.firstIndex { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    return control.map { start + $0 } ?? feed
  }
}
