/// The result while it is written, line by line.
///
/// In the layout of letters, a line of the template that holds only tags leaves nothing behind, and
/// of several blank lines one stays. What values print counts as it is.
struct LetterOutput: Sendable {
  private(set) var bytes: [UInt8] = []
  private let isLetter: Bool
  /// Where the line begins that is being written.
  private var lineStart = 0
  /// Whether that line has more than the template's white space.
  private var hasContent = false
  /// Whether the template's line had a tag.
  private var hasTag = false
  /// Whether the line before is blank, or there is none.
  private var isAfterBlank = true

  init(_ layout: Environment.Layout) {
    isLetter = layout == .letter
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A tag stands on the template's line.
  mutating func noteTag() {
    hasTag = true
  }

  /// What a value prints.
  mutating func writeValue(_ text: String) {
    guard !text.isEmpty else { return }
    hasContent = true
    bytes += text.utf8
  }

  /// What a snippet gave: its lines have their layout already.
  mutating func writeSnippet(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    hasContent = true
    bytes += text
  }

  /// What stands in the template itself.
  mutating func writeTemplateText(_ text: [UInt8]) {
    guard isLetter else {
      bytes += text
      return
    }
    for byte in text {
      if byte == 0x0A {
        endLine()
      } else {
        bytes.append(byte)
        if byte != 0x20, byte != 0x09, byte != 0x0D { hasContent = true }
      }
    }
  }

  private mutating func endLine() {
    if hasContent {
      bytes.append(0x0A)
      isAfterBlank = false
    } else {
      bytes.removeSubrange(lineStart...)
      if !hasTag, !isAfterBlank {
        bytes.append(0x0A)
        isAfterBlank = true
      }
    }
    lineStart = bytes.count
    hasContent = false
    hasTag = false
  }
}
