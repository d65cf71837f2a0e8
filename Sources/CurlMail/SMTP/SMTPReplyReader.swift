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
    guard line.count >= 3 else { throw .noCode }
    var code = 0
    for byte in line.prefix(3) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw .noCode }
      code = code * 10 + Int(byte - UInt8(ascii: "0"))
    }
    guard (200...599).contains(code) else { throw .noCode }
    switch line.dropFirst(3).first {
    case nil, UInt8(ascii: " "): return (code, true, ReadableText.text(line.dropFirst(4)))
    case UInt8(ascii: "-"): return (code, false, ReadableText.text(line.dropFirst(4)))
    default: throw .noCode
    }
  }
}

extension SMTPError.ReplyProblem: Error {}
