/// Turns the bytes that a server sends into replies, whatever it sends.
///
/// A line may end with a mere LF, as in libcurl's own reading.
///
/// Source: RFC 5321 §4.2.1, with room beyond the 512 octets of §4.5.3.1.5 because servers need it.
struct SMTPReplyReader {
  /// The most octets that a line may have, its end not counted.
  static let lineLimit = 2_048
  /// The most lines that a reply may have.
  static let lineCountLimit = 256

  private var buffer: [UInt8] = []
  private var consumed = 0
  private var code: Int?
  private var lines: [String] = []

  /// Whether nothing is left of what was received.
  var isEmpty: Bool { buffer.count == consumed && code == nil }

  /// How many octets have arrived and are part of no line that was read.
  var pendingCount: Int { buffer.count - consumed }

  /// Takes over bytes that have arrived.
  mutating func append(_ bytes: some Collection<UInt8>) {
    if consumed > 0 {
      buffer.removeFirst(consumed)
      consumed = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole reply; nil when more bytes are needed.
  ///
  /// - Throws: What is wrong with the bytes; the reader is then of no more use.
  mutating func next() throws(SMTPError.ReplyProblem) -> SMTPReply? {
    while let line = try nextLine() {
      let (lineCode, isLast, text) = try Self.parse(line)
      if let code, code != lineCode { throw .codesDiffer }
      code = lineCode
      lines.append(text)
      guard lines.count <= Self.lineCountLimit else { throw .endless }
      guard isLast else { continue }
      let reply = SMTPReply(code: lineCode, lines: lines)
      code = nil
      lines = []
      return reply
    }
    return nil
  }

  private mutating func nextLine() throws(SMTPError.ReplyProblem) -> ArraySlice<UInt8>? {
    let rest = buffer[consumed...]
    guard let end = rest.prefix(Self.lineLimit + 2).firstIndex(of: UInt8(ascii: "\n")) else {
      if rest.count > Self.lineLimit + 1 { throw .lineTooLong }
      return nil
    }
    consumed = end + 1
    let line = rest[..<end]
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  private static func parse(
    _ line: ArraySlice<UInt8>
  ) throws(SMTPError.ReplyProblem) -> (code: Int, isLast: Bool, text: String) {
    let digits = line.prefix(3).map { Int($0) - 48 }
    guard digits.count == 3, (2...5).contains(digits[0]),
      digits.allSatisfy({ (0...9).contains($0) })
    else { throw .noCode }
    let separator = line.dropFirst(3).first
    guard [nil, UInt8(ascii: " "), UInt8(ascii: "-")].contains(separator) else { throw .noCode }
    let code = digits[0] * 100 + digits[1] * 10 + digits[2]
    return (code, separator != UInt8(ascii: "-"), ReadableText.text(line.dropFirst(4)))
  }
}

extension SMTPError.ReplyProblem: Error {}
