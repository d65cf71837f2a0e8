extension TransferEncoding {
  /// The encoding for a text with CRLF line ends, and the text in it: as it is where that is safe,
  /// else whichever is shorter of the two others.
  ///
  /// The lines of a flowed text end in blanks and are safe all the same: whoever takes them away
  /// leaves a text with the same words.
  static func encoded(
    _ text: [UInt8],
    isFlowed: Bool = false
  ) -> (TransferEncoding, [UInt8]) {
    if isSafe(text, isFlowed: isFlowed) { return (.sevenBit, text) }
    let quoted = QuotedPrintable.encode(text)
    // Counted in whole lines, so that a short text stays readable.
    return quoted.count <= (text.count + 56) / 57 * 78
      ? (.quotedPrintable, quoted) : (.base64, Base64.lines(text))
  }

  /// Whether nothing on the way has a reason to change the text: ASCII without controls, lines of
  /// at most 78 characters, no blank at the end of a line, none that begins with `From `.
  ///
  /// Source: RFC 5322 §2.1.1.
  private static func isSafe(_ text: [UInt8], isFlowed: Bool) -> Bool {
    text.withUnsafeBufferPointer { text in
      var start = 0
      while start < text.count {
        guard let feed = text.firstLineFeed(from: start), feed > start, text[feed - 1] == 0x0D,
          isSafe(
            line: UnsafeBufferPointer(rebasing: text[start..<(feed - 1)]),
            isFlowed: isFlowed
          )
        else { return false }
        start = feed + 1
      }
      return true
    }
  }

  private static func isSafe(line: UnsafeBufferPointer<UInt8>, isFlowed: Bool) -> Bool {
    guard line.count <= 78, let last = line.last else { return line.isEmpty }
    let isFrom = line.first == UInt8(ascii: "F") && line.starts(with: "From ".utf8)
    return last != 0x09 && (last != 0x20 || isFlowed) && !isFrom && !line.hasControl
      && line.isASCII
  }
}
