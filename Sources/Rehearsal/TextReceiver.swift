/// Takes the bytes after `DATA` up to the final dot and undoes the doubled dots.
///
/// Only `<CRLF>.<CRLF>` ends a text, and a CR or LF by itself spoils it: servers that disagree on
/// line ends are how one mail is made to look like two.
///
/// Source: RFC 5321 §4.1.1.4 and §4.5.2.
struct TextReceiver {
  private enum State {
    case lineStart
    case afterDot
    case afterDotCR
    case inLine
    case afterCR
  }

  /// The bytes so far; no more than the limit.
  private(set) var bytes: [UInt8] = []
  private(set) var isTooLarge = false
  private(set) var hasBareLineEnd = false
  private let limit: Int
  private var state = State.lineStart

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes one byte; true when it ended the text.
  mutating func take(_ byte: UInt8) -> Bool {
    switch (state, byte) {
    case (.lineStart, UInt8(ascii: ".")):
      state = .afterDot
    case (.afterDot, UInt8(ascii: "\r")):
      state = .afterDotCR
    case (.afterDotCR, UInt8(ascii: "\n")):
      return true
    case (.afterDotCR, _):
      // A line of a lone dot and a bare CR: the dot was a doubled one's first half.
      hasBareLineEnd = true
      append(UInt8(ascii: "\r"))
      takeInLine(byte)
    case (.afterCR, UInt8(ascii: "\n")):
      append(byte)
      state = .lineStart
    case (.afterCR, _):
      hasBareLineEnd = true
      takeInLine(byte)
    default:
      takeInLine(byte)
    }
    return false
  }

  private mutating func takeInLine(_ byte: UInt8) {
    append(byte)
    state = byte == UInt8(ascii: "\r") ? .afterCR : .inLine
    if byte == UInt8(ascii: "\n") { hasBareLineEnd = true }
  }

  private mutating func append(_ byte: UInt8) {
    guard bytes.count < limit else {
      isTooLarge = true
      return
    }
    bytes.append(byte)
  }
}
