internal import BigInt

/// Why bytes are no JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  public let line: Int
  /// Counted in octets from 1.
  public let column: Int
  /// What is wrong, in lower case and without a final period.
  public let message: String

  /// `line:column: message`.
  public var description: String { "\(line):\(column): \(message)" }
}

extension Value {
  /// Reads JSON, keeping the order of names, and `5` apart from `5.0`.
  ///
  /// Of a name that is given twice the last counts. Nesting goes 200 deep at most.
  ///
  /// Source: RFC 8259.
  public init(json bytes: some Collection<UInt8>) throws(JSONError) {
    var reader = JSONReader(bytes: Array(bytes))
    self = try reader.document()
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  var depth = 0
  static let deepest = 200

  mutating func document() throws(JSONError) -> Value {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipSpace()
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw error("something stands behind the value") }
    return value
  }

  private mutating func value() throws(JSONError) -> Value {
    guard position < bytes.count else { throw error("the text ends where a value is expected") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try nested { reader throws(JSONError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default:
      if take("true") { return .bool(true) }
      if take("false") { return .bool(false) }
      if take("null") { return .nil }
      throw error("this is no value: text stands in double quotes")
    }
  }

  private mutating func nested(
    _ read: (inout Self) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    guard depth < Self.deepest else { throw error("lists and objects stand too deep") }
    depth += 1
    defer { depth -= 1 }
    position += 1
    skipSpace()
    return try read(&self)
  }

  private mutating func object() throws(JSONError) -> Value {
    var object = Value.Object()
    if take("}") { return .object(object) }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw error("a name in double quotes is expected")
      }
      let name = try string()
      skipSpace()
      guard take(":") else { throw error("':' is expected behind a name") }
      skipSpace()
      object[name] = try value()
      skipSpace()
    } while take(",")
    guard take("}") else { throw error("',' or '}' is expected") }
    return .object(object)
  }

  private mutating func array() throws(JSONError) -> Value {
    var items: [Value] = []
    if take("]") { return .array(items) }
    repeat {
      skipSpace()
      items.append(try value())
      skipSpace()
    } while take(",")
    guard take("]") else { throw error("',' or ']' is expected") }
    return .array(items)
  }

  private mutating func number() throws(JSONError) -> Value {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let isZero = position < bytes.count && bytes[position] == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !isZero || whole == 1 else { throw error("this is no number") }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard digits() > 0 else { throw error("a digit is expected behind the point") }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw error("a digit is expected in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isWhole else { return .number(Double(text) ?? 0) }
    if let number = Int(text) { return .integer(number) }
    guard text.utf8.count <= RenderLimits.mostDigits, let number = BigInt(text) else {
      throw error("this number has too many digits")
    }
    return .bigInteger(number)
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, ASCII.isDigit(bytes[position]) { position += 1 }
    return position - start
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var result: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: result, as: UTF8.self) else {
          throw error("this text is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): try escape(&result)
      case 0..<0x20: throw error("a control character: write it as \\u00…")
      default:
        result.append(byte)
        position += 1
      }
    }
    throw error("this text is never closed")
  }

  private mutating func escape(_ result: inout [UInt8]) throws(JSONError) {
    position += 1
    guard position < bytes.count else { throw error("this text is never closed") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"): result += String(try scalar()).utf8
    default: throw error("this escape is not known")
    }
  }

  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let first = try codeUnit()
    if (0xD800..<0xDC00).contains(first), take("\\u") {
      let second = try codeUnit()
      if (0xDC00..<0xE000).contains(second) {
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        return Unicode.Scalar(code) ?? "\u{FFFD}"
      }
      return Unicode.Scalar(second) ?? "\u{FFFD}"
    }
    // Half of a pair is no character.
    return Unicode.Scalar(first) ?? "\u{FFFD}"
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = ASCII.hexDigit(bytes[position]) else {
        throw error("four hexadecimal digits are expected behind \\u")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: count)
    guard bytes[position..<(position + count)].elementsEqual(wanted) else { return false }
    position += count
    return true
  }

  private func error(_ message: String) -> JSONError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError(line: line, column: before.count - start + 1, message: message)
  }
}
