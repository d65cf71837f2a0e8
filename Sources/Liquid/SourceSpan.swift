/// A template's text with its name.
final class Source: Sendable {
  let name: String
  let bytes: [UInt8]

  init(name: String, text: String) {
    self.name = name
    bytes = Array(text.utf8)
  }
}

/// A piece of a template.
public struct SourceSpan: Sendable {
  let source: Source
  let range: Range<Int>

  init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The characters of the piece.
  var text: String { String(decoding: source.bytes[range], as: UTF8.self) }

  var characterCount: Int { text.count }

  /// Line and column from 1, and the whole line.
  var place: (line: Int, column: Int, text: String) {
    let bytes = source.bytes
    let start = min(range.lowerBound, bytes.count)
    let line = bytes[..<start].count { $0 == 0x0A } + 1
    let lineStart = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    if lineEnd > start, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
    let before = String(decoding: bytes[lineStart..<start], as: UTF8.self)
    return (line, before.count + 1, String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self))
  }
}
