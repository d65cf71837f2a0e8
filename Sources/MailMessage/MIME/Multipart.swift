/// A body that is several, parted by lines of its own.
///
/// Source: RFC 2046 §5.1.
enum Multipart {
  /// The most parts that are looked at.
  private static let limit = 1000

  /// The parts between the lines of a boundary, of either kind of line end.
  ///
  /// What stands before the first and behind the last is none; the last one need not be closed.
  static func parts(of body: [UInt8], boundary: String) -> [ArraySlice<UInt8>] {
    let delimiter = Array("--\(boundary)".utf8)
    var parts: [ArraySlice<UInt8>] = []
    var partStart: Int?
    var start = 0
    while start < body.count, parts.count < limit {
      let feed = body[start...].firstIndex(of: 0x0A) ?? body.count
      if let isLast = isDelimiter(body[start..<feed], delimiter) {
        if let partStart { parts.append(body[partStart..<lineEnd(body, start, partStart)]) }
        partStart = isLast ? nil : min(feed + 1, body.count)
        if isLast { break }
      }
      start = feed + 1
    }
    if let partStart, parts.count < limit { parts.append(body[partStart...]) }
    return parts
  }

  /// Whether a line parts two parts, and whether it is the one behind the last; nil if it does not.
  private static func isDelimiter(_ line: ArraySlice<UInt8>, _ delimiter: [UInt8]) -> Bool? {
    guard line.starts(with: delimiter) else { return nil }
    var rest = line.dropFirst(delimiter.count)
    if rest.last == 0x0D { rest.removeLast() }
    let end = rest.trimmingBlanks
    if end.isEmpty { return false }
    return end.elementsEqual("--".utf8) ? true : nil
  }

  /// Where a part ends: the line end before the delimiter belongs to the delimiter.
  private static func lineEnd(_ body: [UInt8], _ delimiter: Int, _ partStart: Int) -> Int {
    var end = delimiter
    if end > partStart, body[end - 1] == 0x0A { end -= 1 }
    if end > partStart, body[end - 1] == 0x0D { end -= 1 }
    return end
  }
}
