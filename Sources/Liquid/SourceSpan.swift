/// A template's text with its name.
final class Source: Sendable {
  let name: String
  let bytes: [UInt8]
  /// The line of the file that the text begins on.
  let firstLine: Int

  init(name: String, text: String, firstLine: Int = 1) {
    self.name = name
    bytes = Array(text.utf8)
    self.firstLine = firstLine
  }
}

/// A piece of a template.
public struct SourceSpan: Sendable {
  let source: Source
  private let lower: Int32
  private let upper: Int32

  init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    lower = Int32(clamping: range.lowerBound)
    upper = Int32(clamping: range.upperBound)
  }

  /// The name of the template that it is a piece of.
  public var template: String { source.name }

  /// Where it stands in the template, in octets.
  public var range: Range<Int> { Int(lower)..<max(Int(lower), Int(upper)) }

  /// The piece itself.
  public var text: String { String(decoding: source.bytes[range], as: UTF8.self) }

  /// The line that it begins on, from 1.
  public var line: Int { place.line }

  /// From the beginning of this to the end of another piece of the same template.
  func through(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(source, range.lowerBound..<max(range.upperBound, other.range.upperBound))
  }

  /// Line and column from 1, and the whole line.
  var place: (line: Int, column: Int, text: String) {
    let bytes = source.bytes
    let start = min(range.lowerBound, bytes.count)
    let line = bytes[..<start].count { $0 == 0x0A } + source.firstLine
    let lineStart = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    if lineEnd > start, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
    let before = Self.characters(bytes[lineStart..<start])
    return (line, before + 1, String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self))
  }

  /// How many characters the piece has on its first line, at least 1.
  var length: Int {
    let piece = source.bytes[min(range.lowerBound, source.bytes.count)...].prefix(range.count)
    return max(1, Self.characters(piece.prefix { $0 != 0x0A && $0 != 0x0D }))
  }

  /// The number of characters; without accents that is the number of octets, which is soon said.
  private static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
    return String(decoding: bytes, as: UTF8.self).count
  }
}
