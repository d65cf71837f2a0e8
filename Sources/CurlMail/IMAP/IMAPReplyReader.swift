/// Turns the bytes that a server sends into responses, whatever it sends.
///
/// What stands in a literal is never taken for a line of its own, so no letter can speak for the
/// server. A line may end with a mere LF.
///
/// Source: RFC 9051 §2.2.2 and §4.3.
struct IMAPReplyReader {
  /// The most octets that a line may have; the ids that a search finds all stand on one.
  static let lineLimit = 1 << 20
  /// The most octets that a literal may have.
  static let literalLimit = 1 << 20
  /// The most octets that a response may have, its literals included.
  static let responseLimit = 4 << 20

  private var buffer: [UInt8] = []
  /// Where the response begins that is not yet whole.
  private var start = 0
  /// Where its last line begins, and how much of that is known to hold no line end.
  private var lineStart = 0
  private var searched = 0

  /// Whether nothing is left of what was received.
  var isEmpty: Bool { start == buffer.count }

  /// Takes over bytes that have arrived.
  mutating func append(_ bytes: some Collection<UInt8>) {
    if start > 0 {
      buffer.removeFirst(start)
      lineStart -= start
      searched -= start
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole response; nil when more bytes are needed.
  ///
  /// - Throws: What is wrong with the bytes; the reader is then of no more use.
  mutating func next() throws(IMAPError.ReplyProblem) -> IMAPResponse? {
    guard let frame = try nextFrame() else { return nil }
    var parser = IMAPParser(frame)
    return try parser.response()
  }

  /// The octets of a response, up to the end of the line that no literal follows.
  private mutating func nextFrame() throws(IMAPError.ReplyProblem) -> ArraySlice<UInt8>? {
    while let end = try lineEnd() {
      let line = Self.withoutCR(buffer[lineStart..<end])
      guard !isFreeText, let length = Self.literalLength(line) else {
        let frame = Self.withoutCR(buffer[start..<end])
        (start, lineStart, searched) = (end + 1, end + 1, end + 1)
        return frame
      }
      guard length <= Self.literalLimit, end + 1 + length - start <= Self.responseLimit else {
        throw .tooLarge
      }
      guard buffer.count > end + length else { return nil }
      lineStart = end + 1 + length
      searched = lineStart
    }
    return nil
  }

  private mutating func lineEnd() throws(IMAPError.ReplyProblem) -> Int? {
    let from = max(searched, lineStart)
    if let end = buffer[from...].firstIndex(of: UInt8(ascii: "\n")) {
      guard end - lineStart <= Self.lineLimit, end - start <= Self.responseLimit else {
        throw .tooLarge
      }
      // Once more from here, should its literal not be whole.
      searched = end
      return end
    }
    searched = buffer.count
    guard buffer.count - lineStart <= Self.lineLimit, buffer.count - start <= Self.responseLimit
    else { throw .tooLarge }
    return nil
  }

  /// Whether the response is one for people to read, in which braces mean nothing.
  private var isFreeText: Bool {
    let words = buffer[start...].prefix(300).prefix { $0 != UInt8(ascii: "\n") }
      .split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard let first = words.first else { return true }
    if first.elementsEqual("+".utf8) || first.first == UInt8(ascii: "+") { return true }
    guard words.count > 1 else { return true }
    let name = String(decoding: Self.withoutCR(words[1]), as: UTF8.self)
    return IMAPStatus.Kind(rawValue: name.uppercased()) != nil
  }

  /// The length of the literal that a line announces at its end; nil where it announces none.
  private static func literalLength(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else {
      return nil
    }
    let digits = line[(open + 1)...].dropLast()
    guard (1...12).contains(digits.count),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func withoutCR(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
  }
}
