/// A letter's text as it goes on the wire: checked byte by byte, dots doubled, the final dot apart.
///
/// Source: RFC 5321 §4.5.2 and §2.3.8.
struct SMTPText {
  /// The line that ends a text.
  static let finalDot: [UInt8] = Array(".\r\n".utf8)
  /// The most octets in a line, its end not counted.
  static let lineLimit = 998

  /// The text with dots doubled; it ends with CR LF.
  let wire: [UInt8]
  /// The letter's own size in octets.
  let size: Int
  /// Whether there are octets above 127.
  let is8Bit: Bool
  /// Whether some of them are in the header, which only SMTPUTF8 allows.
  ///
  /// Source: RFC 6531 §3.1.
  let hasUTF8Header: Bool

  /// Checks a letter and doubles the dots that begin its lines.
  init(_ message: [UInt8]) throws(UnsendableReason) {
    var check = LineCheck()
    var stuffedDots: [Int] = []
    for (offset, byte) in message.enumerated() {
      if check.isAtLineStart, byte == UInt8(ascii: ".") { stuffedDots.append(offset) }
      try check.take(byte, at: offset)
    }
    try check.finish(count: message.count)
    size = message.count
    is8Bit = check.is8Bit
    hasUTF8Header = check.hasUTF8Header
    wire = Self.doubling(stuffedDots, in: message)
  }

  private static func doubling(_ dots: [Int], in message: [UInt8]) -> [UInt8] {
    guard !dots.isEmpty else { return message }
    var wire: [UInt8] = []
    wire.reserveCapacity(message.count + dots.count)
    var start = 0
    for dot in dots {
      wire.append(contentsOf: message[start...dot])
      start = dot
    }
    wire.append(contentsOf: message[start...])
    return wire
  }
}

/// What is known of a text after each of its bytes.
private struct LineCheck {
  private(set) var isAtLineStart = true
  private(set) var is8Bit = false
  private(set) var hasUTF8Header = false
  private var isInHeader = true
  private var isAfterCR = false
  private var length = 0
  private var line = 1

  mutating func take(_ byte: UInt8, at offset: Int) throws(UnsendableReason) {
    if isAfterCR {
      guard byte == UInt8(ascii: "\n") else { throw .bareLineEnd(offset: offset - 1) }
      if length == 0, isInHeader { (isInHeader, hasUTF8Header) = (false, is8Bit) }
      (isAtLineStart, isAfterCR, length, line) = (true, false, 0, line + 1)
      return
    }
    isAtLineStart = false
    switch byte {
    case UInt8(ascii: "\r"):
      isAfterCR = true
      return
    case UInt8(ascii: "\n"): throw .bareLineEnd(offset: offset)
    case 0: throw .nul(offset: offset)
    case 128...: is8Bit = true
    default: break
    }
    length += 1
    if length > SMTPText.lineLimit { throw .lineTooLong(line: line) }
  }

  func finish(count: Int) throws(UnsendableReason) {
    if isAfterCR { throw .bareLineEnd(offset: count - 1) }
    if !isAtLineStart || count == 0 { throw .noFinalLineEnd }
  }
}

extension UnsendableReason: Error {}
