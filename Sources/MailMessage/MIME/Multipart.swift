/// A body that is several, parted by lines of its own.
///
/// Source: RFC 2046 §5.1.
struct Multipart {
  /// The parts between the lines of the boundary, at most as many as were asked for.
  private(set) var parts: [ArraySlice<UInt8>] = []
  /// Whether the line behind the last part is there.
  private(set) var isClosed = false
  /// Where the parts begin that are too many; nil where there are none.
  private(set) var rest: Int?

  /// Parts a body of either kind of line end.
  ///
  /// What stands before the first and behind the last is none; the last one need not be closed.
  init(_ body: ArraySlice<UInt8>, boundary: String, limit: Int) {
    let delimiter = Array("--\(boundary)".utf8)
    var partStart: Int?
    var lines = LineReader(body)
    while let line = lines.next() {
      guard let isLast = Self.isDelimiter(body[line.content], delimiter) else { continue }
      let start = line.content.lowerBound
      // A line directly behind another parts nothing; even an empty part has a blank line.
      if let partStart, partStart < start || isLast {
        parts.append(body[partStart..<Self.partEnd(body, start, partStart)])
      }
      partStart = nil
      guard !isLast else {
        isClosed = true
        return
      }
      guard parts.count < limit else {
        rest = start
        return
      }
      partStart = line.end
    }
    if let partStart { parts.append(body[partStart...]) }
  }

  /// Whether a line parts two parts, and whether it is the one behind the last; nil if it does not.
  private static func isDelimiter(_ line: ArraySlice<UInt8>, _ delimiter: [UInt8]) -> Bool? {
    guard line.starts(with: delimiter) else { return nil }
    let rest = line.dropFirst(delimiter.count).trimmingBlanks
    if rest.isEmpty { return false }
    return rest.elementsEqual("--".utf8) ? true : nil
  }

  /// Where a part ends: the line end before the delimiter belongs to the delimiter.
  private static func partEnd(_ body: ArraySlice<UInt8>, _ delimiter: Int, _ start: Int) -> Int {
    var end = delimiter
    if end > start, body[end - 1] == 0x0A { end -= 1 }
    if end > start, body[end - 1] == 0x0D { end -= 1 }
    return end
  }
}
