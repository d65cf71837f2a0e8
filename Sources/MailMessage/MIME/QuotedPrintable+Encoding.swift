extension QuotedPrintable {
  /// The longest line, its end not counted.
  private static let lineLength = 76
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Encodes text whose lines end in CRLF; their ends stay as they are.
  ///
  /// A line that begins with `From ` is quoted too, since mailboxes on the way may change it.
  static func encode(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + text.count / 4 + 2)
    var start = 0
    while start < text.count {
      let feed = text[start...].firstIndex(of: 0x0A)
      let end = feed.map { $0 > start && text[$0 - 1] == 0x0D ? $0 - 1 : $0 } ?? text.count
      encodeLine(text[start..<end], to: &result)
      guard let feed else { break }
      result.append(0x0D)
      result.append(0x0A)
      start = feed + 1
    }
    return result
  }

  private static func encodeLine(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) {
    let last = line.endIndex - 1
    var length = 0
    var index = line.startIndex
    if line.starts(with: "From ".utf8) {
      append(escaped: line[index], to: &result)
      length = 3
      index += 1
    }
    while index <= last {
      // What stands for itself is copied in runs; the last octet of a line has rules of its own.
      var end = index
      let limit = min(last, index + lineLength - 1 - length)
      while end < limit, isLiteral(line[end]) { end += 1 }
      result += line[index..<end]
      length += end - index
      index = end
      let byte = line[index]
      let isPlain = isLiteral(byte) && (index != last || byte > 0x20)
      let width = isPlain ? 1 : 3
      // The soft line break's own `=` needs a place, but for the last character.
      if length + width > (index == last ? lineLength : lineLength - 1) {
        appendSoftBreak(to: &result)
        length = 0
      }
      if isPlain { result.append(byte) } else { append(escaped: byte, to: &result) }
      length += width
      index += 1
    }
  }

  private static func isLiteral(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") || byte == 0x09
  }

  private static func appendSoftBreak(to result: inout [UInt8]) {
    result.append(UInt8(ascii: "="))
    result.append(0x0D)
    result.append(0x0A)
  }

  private static func append(escaped byte: UInt8, to result: inout [UInt8]) {
    result.append(UInt8(ascii: "="))
    result.append(digits[Int(byte >> 4)])
    result.append(digits[Int(byte & 15)])
  }

  /// `=` and two hexadecimal digits.
  static func escaped(_ byte: UInt8) -> [UInt8] {
    [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
