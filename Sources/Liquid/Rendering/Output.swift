/// The result while it is written, line by line.
///
/// In the layout of letters, a line of the template that holds only tags leaves nothing behind, and
/// of several blank lines one stays. What values print counts as it is.
struct Output: Sendable {
  private(set) var bytes: [UInt8] = []
  let isLetter: Bool
  private var line = Line()
  var trace: Trace?

  /// The line that is being written.
  struct Line {
    var start = 0
    /// Whether it has more than the template's white space.
    var hasContent = false
    /// Whether the template's line had a tag.
    var hasTag = false
    /// Whether the line before is blank, or there is none.
    var isAfterBlank = true
  }

  init(_ layout: Environment.Layout) {
    isLetter = layout == .letter
    bytes.reserveCapacity(2048)
  }

  /// A tag stands on the template's line.
  mutating func noteTag() {
    line.hasTag = true
  }

  /// What a value prints, or a tag says.
  @inline(__always)
  mutating func write(_ text: String) {
    guard !text.isEmpty else { return }
    line.hasContent = true
    bytes.append(contentsOf: text.utf8)
  }

  /// Digits.
  mutating func write(_ number: Int) {
    if number >= 0, number < 10 {
      line.hasContent = true
      bytes.append(0x30 + UInt8(number))
    } else {
      write(String(number))
    }
  }

  /// What stands in the template itself.
  @inline(__always)
  mutating func write(_ text: Text) {
    if !isLetter, trace == nil {
      bytes.append(contentsOf: text.bytes)
    } else {
      writeLines(text)
    }
  }

  private mutating func writeLines(_ text: Text) {
    guard isLetter else {
      let start = bytes.count
      bytes.append(contentsOf: text.bytes)
      trace?.note(start..<bytes.count, .template, text.span)
      return
    }
    for part in text.lines {
      let start = bytes.count
      bytes.append(contentsOf: text.bytes[part.range])
      if part.hasContent { line.hasContent = true }
      trace?.note(start..<bytes.count, .template, text.span)
      if part.isEnded { endLine(text.span) }
    }
  }

  private mutating func endLine(_ span: SourceSpan) {
    let mayStay = line.hasContent || (!line.hasTag && !line.isAfterBlank)
    if !line.hasContent {
      bytes.removeSubrange(line.start...)
      trace?.cut(to: line.start)
      if mayStay { line.isAfterBlank = true }
    } else {
      line.isAfterBlank = false
    }
    if mayStay {
      trace?.note(bytes.count..<(bytes.count + 1), .template, span)
      bytes.append(0x0A)
    }
    line.start = bytes.count
    line.hasContent = false
    line.hasTag = false
  }

  /// A text of its own that is begun within the result.
  struct Mark {
    let line: Line
    let start: Int
  }

  /// Begins a text of its own, at the result's end.
  mutating func begin() -> Mark {
    let mark = Mark(line: line, start: bytes.count)
    line = Line()
    line.start = bytes.count
    return mark
  }

  /// Ends the result: in a letter's layout no blank line of the template stays behind the last line.
  mutating func finish() {
    guard isLetter, !line.hasContent else { return }
    var end = line.start
    if line.isAfterBlank, end > 0 { end -= 1 }
    bytes.removeSubrange(end...)
    trace?.cut(to: end)
  }

  /// Takes the text out of the result again.
  ///
  /// In a letter's layout without its last line end: where it is printed, a line ends anyway.
  mutating func take(from mark: Mark) -> String {
    if isLetter, !line.hasContent, bytes.count > mark.start, bytes.last == 0x0A {
      bytes.removeLast()
    }
    let text = String(decoding: bytes[mark.start...], as: UTF8.self)
    bytes.removeSubrange(mark.start...)
    trace?.cut(to: mark.start)
    line = mark.line
    return text
  }

  /// Leaves the text where it is, as one piece of the line that it was begun on; the blanks and line
  /// ends behind it are gone, since they belong to who asked for it.
  mutating func keep(from mark: Mark) {
    while bytes.count > mark.start, let last = bytes.last, last == 0x0A || last == 0x20 {
      bytes.removeLast()
    }
    trace?.cut(to: bytes.count)
    line = mark.line
    if bytes.count > mark.start { line.hasContent = true }
  }
}
