/// The bytes of a file with front matter, and where its parts are.
///
/// ```
/// ---           the opening line
/// name: Ada     front matter
/// ---           the closing line
/// - a note      body
/// ```
struct ContactText: Sendable {
  static let sizeLimit = 1 << 20

  let path: String
  let bytes: [UInt8]
  /// The lines between the two `---`; empty where the file has none and need not have.
  let frontMatter: Range<Int>
  /// What follows the closing line.
  let body: Range<Int>

  /// Finds the parts.
  ///
  /// - Parameters:
  ///   - path: Relative to the workspace, for problems.
  ///   - bytes: The whole file.
  ///   - mayBeBare: Whether a file without front matter is all body, as news.md may be.
  /// - Throws: What is wrong with the file as a whole.
  init(path: String, bytes: [UInt8], mayBeBare: Bool = false) throws(ContactProblem) {
    self.path = path
    self.bytes = bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let opening = Self.line(of: bytes, at: start)
    let parts = Self.parts(of: bytes, after: opening)
    self.frontMatter = parts?.frontMatter ?? start..<start
    self.body = parts?.body ?? start..<bytes.count
    if bytes.count > Self.sizeLimit {
      throw problem(.tooLarge(limit: Self.sizeLimit), at: 0)
    }
    if let offset = Self.firstInvalidByte(in: bytes) {
      throw problem(.notUTF8, at: offset)
    }
    guard Self.isFence(bytes[opening]) else {
      if mayBeBare { return }
      throw problem(.noFrontMatter, at: start)
    }
    if parts == nil { throw problem(.frontMatterNotClosed, at: start) }
  }

  /// The line end that the file uses, taken from its first line.
  var lineEnd: [UInt8] {
    guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n")), feed > 0,
      bytes[feed - 1] == UInt8(ascii: "\r")
    else { return [UInt8(ascii: "\n")] }
    return [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  /// A problem at a byte of the file.
  func problem(_ condition: ContactProblem.Condition, at offset: Int) -> ContactProblem {
    let offset = min(max(offset, 0), bytes.count)
    let before = bytes[..<offset]
    let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let mark = lineStart == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let start = min(lineStart + mark, offset)
    let column = String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars.count + 1
    let whole = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let excerpt = Self.visible(String(decoding: whole.prefix(400), as: UTF8.self))
    return ContactProblem(
      path: path,
      line: line,
      column: column,
      condition: condition,
      excerpt: excerpt
    )
  }

  /// The line that begins at an offset, without its end.
  static func line(of bytes: [UInt8], at start: Int) -> Range<Int> {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return start..<end
  }

  /// Whether a line is `---`, trailing white space aside.
  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: Array("---".utf8))
      && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  private static func parts(
    of bytes: [UInt8],
    after opening: Range<Int>
  ) -> (frontMatter: Range<Int>, body: Range<Int>)? {
    guard isFence(bytes[opening]) else { return nil }
    let start = min(opening.upperBound + 1, bytes.count)
    var next = start
    while next < bytes.count {
      let line = line(of: bytes, at: next)
      let afterLine = min(line.upperBound + 1, bytes.count)
      if isFence(bytes[line]) { return (start..<next, afterLine..<bytes.count) }
      next = afterLine
    }
    return nil
  }

  private static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    let repaired = String(decoding: bytes, as: UTF8.self).utf8
    return zip(repaired, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? bytes.count
  }

  private static func visible(_ line: String) -> String {
    let scalars = line.unicodeScalars.map { scalar -> Unicode.Scalar in
      if scalar == "\t" { return " " }
      return PlainText.isControl(scalar) ? "?" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
