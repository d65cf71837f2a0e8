/// Reads one response from its octets.
///
/// Source: RFC 9051 §9.
struct IMAPParser {
  /// How deep lists may lie in one another.
  static let depthLimit = 32
  /// How many values a response may have.
  static let valueLimit = 300_000

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var valueCount = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func response() throws(IMAPError.ReplyProblem) -> IMAPResponse {
    if peek == UInt8(ascii: "+") {
      position += 1
      skipBlanks()
      return .continuation(rest())
    }
    let first = word()
    guard !first.isEmpty, skipBlanks() else { throw .malformed }
    guard first != "*" else { return try untagged() }
    guard let status = status(named: word()), [.ok, .no, .bad].contains(status.kind) else {
      throw .malformed
    }
    return .status(status, tag: first)
  }

  private mutating func untagged() throws(IMAPError.ReplyProblem) -> IMAPResponse {
    var name = word()
    var number: UInt32?
    if let value = UInt32(name) {
      number = value
      skipBlanks()
      name = word()
    }
    guard !name.isEmpty else { throw .malformed }
    if number == nil, let status = status(named: name) { return .status(status, tag: nil) }
    return .data(name.uppercased(), number: number, try values(depth: 0))
  }

  /// What follows `OK` and its like; nil for another word.
  private mutating func status(named name: String) -> IMAPStatus? {
    guard let kind = IMAPStatus.Kind(rawValue: name.uppercased()) else { return nil }
    skipBlanks()
    var code = ""
    if peek == UInt8(ascii: "["), let end = bytes[position...].firstIndex(of: UInt8(ascii: "]")) {
      code = Self.readable(bytes[(position + 1)..<end])
      position = end + 1
      skipBlanks()
    }
    return IMAPStatus(kind: kind, code: code, text: rest())
  }

  /// Values up to the end, or to the end of the list.
  private mutating func values(depth: Int) throws(IMAPError.ReplyProblem) -> [IMAPValue] {
    var values: [IMAPValue] = []
    while true {
      skipBlanks()
      guard let byte = peek else {
        if depth > 0 { throw .malformed }
        return values
      }
      valueCount += 1
      guard valueCount <= Self.valueLimit else { throw .tooLarge }
      switch byte {
      case UInt8(ascii: ")"):
        guard depth > 0 else { throw .malformed }
        position += 1
        return values
      case UInt8(ascii: "("):
        guard depth < Self.depthLimit else { throw .tooLarge }
        position += 1
        values.append(.list(try self.values(depth: depth + 1)))
      case UInt8(ascii: "\""): values.append(.string(try quoted()))
      case UInt8(ascii: "{"): values.append(.string(try literal()))
      default: values.append(try atom())
      }
    }
  }

  private mutating func quoted() throws(IMAPError.ReplyProblem) -> [UInt8] {
    var text: [UInt8] = []
    position += 1
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\"):
        guard let next = peek else { throw .malformed }
        text.append(next)
        position += 1
      case UInt8(ascii: "\r"), UInt8(ascii: "\n"): throw .malformed
      default: text.append(byte)
      }
    }
    throw .malformed
  }

  private mutating func literal() throws(IMAPError.ReplyProblem) -> [UInt8] {
    guard let close = bytes[position...].prefix(16).firstIndex(of: UInt8(ascii: "}")) else {
      throw .malformed
    }
    let digits = String(decoding: bytes[(position + 1)..<close], as: UTF8.self)
    position = close + 1
    if peek == UInt8(ascii: "\r") { position += 1 }
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let length = Int(digits), peek == UInt8(ascii: "\n"),
      bytes.endIndex - position - 1 >= length
    else { throw .malformed }
    position += 1 + length
    return Array(bytes[(position - length)..<position])
  }

  /// A word; what stands in brackets belongs to it: `BODY[HEADER.FIELDS (SUBJECT)]`.
  private mutating func atom() throws(IMAPError.ReplyProblem) -> IMAPValue {
    let begin = position
    var isInBrackets = false
    while let byte = peek {
      if byte == UInt8(ascii: "[") { isInBrackets = true }
      if byte == UInt8(ascii: "]") { isInBrackets = false }
      if byte < 0x20 || byte == 0x7F { throw .malformed }
      if !isInBrackets, [0x20, 0x28, 0x29, 0x22, 0x7B].contains(byte) { break }
      position += 1
    }
    guard position > begin, !isInBrackets else { throw .malformed }
    let text = String(decoding: bytes[begin..<position], as: UTF8.self)
    return text.uppercased() == "NIL" ? .null : .atom(text)
  }

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func word() -> String {
    let word = bytes[position...].prefix { $0 > 0x20 && $0 < 0x7F }.prefix(1_000)
    position = word.endIndex
    return String(decoding: word, as: UTF8.self)
  }

  /// Passes over blanks; whether there were any.
  @discardableResult
  private mutating func skipBlanks() -> Bool {
    let begin = position
    while peek == UInt8(ascii: " ") { position += 1 }
    return position > begin
  }

  private mutating func rest() -> String {
    defer { position = bytes.endIndex }
    return Self.readable(bytes[position...])
  }

  /// At most 2,000 characters, with everything replaced that could move a terminal's cursor.
  private static func readable(_ bytes: ArraySlice<UInt8>) -> String {
    ReadableText.text(bytes.prefix(8_000), limit: 2_000)
  }
}
