extension TransferEncoding {
  /// The encoding for a text with CRLF line ends, and the text in it: as it is where that is safe,
  /// else whichever is shorter of the two others.
  static func encoded(_ text: [UInt8]) -> (TransferEncoding, [UInt8]) {
    if isSafe(text) { return (.sevenBit, text) }
    let quoted = QuotedPrintable.encode(text)
    let base64Count = (text.count + 56) / 57 * 78
    return quoted.count <= base64Count
      ? (.quotedPrintable, quoted) : (.base64, Base64.lines(text))
  }

  /// Whether nothing on the way has a reason to change the text: ASCII without controls, lines of
  /// at most 78 characters, no blank at the end of a line, none that begins with `From `.
  ///
  /// Source: RFC 5322 §2.1.1.
  private static func isSafe(_ text: [UInt8]) -> Bool {
    var start = 0
    while start < text.count {
      guard let feed = text[start...].firstIndex(of: 0x0A), feed > start, text[feed - 1] == 0x0D
      else { return false }
      let line = text[start..<(feed - 1)]
      let isPlain = line.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 }
      guard isPlain, line.count <= 78, line.last != 0x20, line.last != 0x09,
        !line.starts(with: "From ".utf8)
      else { return false }
      start = feed + 1
    }
    return true
  }
}
