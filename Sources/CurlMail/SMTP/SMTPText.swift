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
    if let problem = message.withUnsafeBufferPointer({ check.scan($0) }) { throw problem }
    size = message.count
    is8Bit = check.is8Bit
    hasUTF8Header = check.hasUTF8Header
    wire = Self.doubling(check.leadingDots, in: message)
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

/// What is found in a text, line by line.
private struct LineCheck {
  /// Where the dots are that begin lines.
  private(set) var leadingDots: [Int] = []
  private(set) var is8Bit = false
  private(set) var hasUTF8Header = false
  private var isInHeader = true
  private var line = 1

  /// The first thing in the text that keeps it from being sent; nil when there is none.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) -> UnsendableReason? {
    var start = 0
    while start < text.count {
      if text[start] == UInt8(ascii: ".") { leadingDots.append(start) }
      switch end(ofLineAt: start, in: text) {
      case .success(let end): start = end
      case .failure(let problem): return problem
      }
    }
    return text.isEmpty ? .noFinalLineEnd : nil
  }

  /// Where the next line begins.
  private mutating func end(
    ofLineAt start: Int,
    in text: UnsafeBufferPointer<UInt8>
  ) -> Result<Int, UnsendableReason> {
    let limit = min(text.count, start + SMTPText.lineLimit + 1)
    let (next, skipped) = Self.skipHarmless(text, start..<limit)
    var bits = skipped
    for place in next..<limit {
      let byte = text[place]
      bits |= byte
      // All that ends a line or must not be in one lies below; a letter has hardly anything else there.
      if byte > 0x0D { continue }
      switch byte {
      case 0x0D:
        guard place + 1 < text.count, text[place + 1] == 0x0A else {
          return .failure(.bareLineEnd(offset: place))
        }
        if bits > 0x7F { is8Bit = true }
        if place == start, isInHeader { (isInHeader, hasUTF8Header) = (false, is8Bit) }
        line += 1
        return .success(place + 2)
      case 0x0A: return .failure(.bareLineEnd(offset: place))
      case 0: return .failure(.nul(offset: place))
      default: continue
      }
    }
    if limit - start > SMTPText.lineLimit { return .failure(.lineTooLong(line: line)) }
    return .failure(.noFinalLineEnd)
  }

  /// Eight octets at a time, as long as none of them could end a line or must not be in one: where it
  /// stopped, and all bits that were set on the way.
  private static func skipHarmless(
    _ text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>
  ) -> (place: Int, bits: UInt8) {
    let (ones, highBits): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let octets = UnsafeRawBufferPointer(text)
    var (place, bits): (Int, UInt64) = (range.lowerBound, 0)
    while place + 8 <= range.upperBound {
      let word = octets.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      // Some octet is below 0x0E where one of these borrowed and did not have its high bit set.
      if (word &- ones &* 0x0E) & ~word & highBits != 0 { break }
      bits |= word
      place += 8
    }
    return (place, bits & highBits != 0 ? 0x80 : 0)
  }
}

extension UnsendableReason: Error {}
