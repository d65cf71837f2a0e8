extension QuotedPrintable {
  /// The longest line, its end not counted.
  private static let lineLength = 76

  /// Encodes text whose lines end in CRLF; their ends stay as they are.
  ///
  /// A line that begins with `From ` is quoted too, since mailboxes on the way may change it.
  static func encode(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    while start < text.count {
      let feed = text[start...].firstIndex(of: 0x0A)
      let end = feed.map { $0 > start && text[$0 - 1] == 0x0D ? $0 - 1 : $0 } ?? text.count
      encodeLine(text[start..<end], to: &result)
      guard let feed else { break }
      result += [0x0D, 0x0A]
      start = feed + 1
    }
    return result
  }

  private static func encodeLine(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) {
    var length = 0
    let isFrom = line.starts(with: "From ".utf8)
    for (index, byte) in zip(line.indices, line) {
      let isLast = index == line.endIndex - 1
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
      let isLiteral = (isPlain || isBlank && !isLast) && !(isFrom && index == line.startIndex)
      let width = isLiteral ? 1 : 3
      // The soft line break's own `=` needs a place, but for the last character.
      if length + width > lineLength - (isLast ? 0 : 1) {
        result += [UInt8(ascii: "="), 0x0D, 0x0A]
        length = 0
      }
      result += isLiteral ? [byte] : escaped(byte)
      length += width
    }
  }

  /// `=` and two hexadecimal digits.
  static func escaped(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
