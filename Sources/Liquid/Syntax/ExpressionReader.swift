/// Reads what stands between the braces: words, texts, numbers, filters.
public struct ExpressionReader: Sendable {
  let source: Source
  let filters: [String: Environment.Filter]
  var position: Int
  let end: Int
  /// How many brackets are open.
  private var depth = 0
  /// More brackets within one another, or more joined conditions, are an attack on the stack.
  static let nestingLimit = 100

  init(_ source: Source, _ range: Range<Int>, _ filters: [String: Environment.Filter]) {
    self.source = source
    self.filters = filters
    position = range.lowerBound
    end = range.upperBound
  }

  /// Whether everything was read.
  public var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return position >= end
    }
  }

  /// A word such as a variable's or an argument's name; nil where none stands.
  public mutating func word() -> String? {
    skipSpace()
    guard position < end, Self.beginsWord(byte) else { return nil }
    let start = position
    while position < end, Self.isWord(byte) { position += 1 }
    if position < end, byte == UInt8(ascii: "?") { position += 1 }
    return String(decoding: source.bytes[start..<position], as: UTF8.self)
  }

  /// Reads a word if it is this one.
  public mutating func take(word wanted: String) -> Bool {
    let before = position
    if word() == wanted { return true }
    position = before
    return false
  }

  /// Reads a sign if it is this one.
  public mutating func take(_ sign: String) -> Bool {
    skipSpace()
    let wanted = Array(sign.utf8)
    guard position + wanted.count <= end,
      source.bytes[position..<(position + wanted.count)].elementsEqual(wanted)
    else { return false }
    position += wanted.count
    return true
  }

  /// A name with its value, `limit: 2`, a comma before it passed over; nil at the end.
  ///
  /// - Throws: `LiquidError` where something else stands.
  public mutating func argument() throws(LiquidError) -> (name: String, value: Expression)? {
    _ = take(",")
    guard !isAtEnd else { return nil }
    guard let name = word(), take(":") else { throw unexpected("a name and a ':'") }
    return (name, try value())
  }

  /// A value with its filters.
  ///
  /// - Throws: `LiquidError` where there is none.
  public mutating func filtered() throws(LiquidError) -> Expression {
    let value = try value()
    var uses: [Expression.FilterUse] = []
    while take("|") {
      uses.append(try filterUse())
    }
    return uses.isEmpty ? value : .filtered(value, uses)
  }

  /// A text, number, variable, range, `true`, `false`, `nil`, `blank` or `empty`.
  ///
  /// - Throws: `LiquidError` where there is none.
  public mutating func value() throws(LiquidError) -> Expression {
    skipSpace()
    guard position < end else { throw unexpected("a value") }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.nestingLimit else {
      throw LiquidError(
        SourceSpan(source, position..<(position + 1)),
        "brackets stand too deep within one another"
      )
    }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .literal(.string(try quoted()))
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number()
    case UInt8(ascii: "("): return try range()
    default: return try variable()
    }
  }

  /// An error where the reader stands.
  public func unexpected(_ wanted: String) -> LiquidError {
    let rest = position..<end
    let found = rest.isEmpty ? "the end" : "'\(SourceSpan(source, rest).text.prefix(20))'"
    let span = rest.isEmpty ? SourceSpan(source, max(0, end - 1)..<end) : SourceSpan(source, rest)
    return LiquidError(span, "expected \(wanted), found \(found)")
  }

  /// An error when something is left over.
  ///
  /// - Throws: `LiquidError` where the rest begins.
  public mutating func finish() throws(LiquidError) {
    guard isAtEnd else { throw unexpected("the end") }
  }

  private var byte: UInt8 { source.bytes[position] }

  mutating func skipSpace() {
    while position < end, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private mutating func quoted() throws(LiquidError) -> String {
    let start = position
    let quote = byte
    position += 1
    while position < end, byte != quote { position += 1 }
    guard position < end else {
      throw LiquidError(SourceSpan(source, start..<end), "this text is never closed")
    }
    position += 1
    return String(decoding: source.bytes[(start + 1)..<(position - 1)], as: UTF8.self)
  }

  private mutating func number() throws(LiquidError) -> Expression {
    let start = position
    position += 1
    var isFraction = false
    while position < end {
      if byte == UInt8(ascii: "."), !isFraction, position + 1 < end,
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source.bytes[position + 1])
      {
        isFraction = true
      } else if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        break
      }
      position += 1
    }
    let text = String(decoding: source.bytes[start..<position], as: UTF8.self)
    if !isFraction, let number = Int(text) { return .literal(.integer(number)) }
    if let number = Double(text), number.isFinite { return .literal(.number(number)) }
    throw LiquidError(SourceSpan(source, start..<position), "this is no number")
  }

  private mutating func range() throws(LiquidError) -> Expression {
    position += 1
    let first = try value()
    guard take("..") else { throw unexpected("'..'") }
    let last = try value()
    guard take(")") else { throw unexpected("')'") }
    return .range(first, last)
  }

  private mutating func variable() throws(LiquidError) -> Expression {
    let start = position
    guard let root = word() else { throw unexpected("a value") }
    var segments: [Expression.Path.Segment] = []
    while true {
      let before = position
      if take(".") {
        guard position < end, Self.isWord(byte), let key = word() else {
          position = before
          // `(1..n)`: the dots are the range's.
          if source.bytes[before...].starts(with: "..".utf8) { break }
          throw unexpected("a name behind '.'")
        }
        segments.append(.key(key, SourceSpan(source, (before + 1)..<position)))
      } else if position < end, byte == UInt8(ascii: "[") {
        position += 1
        let index = try value()
        guard take("]") else { throw unexpected("']'") }
        segments.append(.index(index, SourceSpan(source, before..<position)))
      } else {
        break
      }
    }
    if segments.isEmpty, let literal = Self.literals[root] { return literal }
    let span = SourceSpan(source, start..<position)
    return .path(Expression.Path(root: root, segments: segments, span: span))
  }

  private static let literals: [String: Expression] = [
    "nil": .literal(.nil), "null": .literal(.nil), "true": .literal(.bool(true)),
    "false": .literal(.bool(false)), "blank": .blank, "empty": .empty,
  ]

  private mutating func filterUse() throws(LiquidError) -> Expression.FilterUse {
    skipSpace()
    let start = position
    guard let name = word() else { throw unexpected("the name of a filter") }
    let span = SourceSpan(source, start..<position)
    guard let filter = filters[name] else {
      throw LiquidError(
        span,
        "unknown filter '\(name)'",
        hint: Suggestion.hint(for: name, among: filters.keys)
      )
    }
    var arguments: [Expression] = []
    var named: [(name: String, value: Expression)] = []
    if take(":") {
      repeat {
        let before = position
        if let name = word(), take(":") {
          named.append((name, try value()))
        } else {
          position = before
          arguments.append(try value())
        }
      } while take(",")
    }
    return Expression.FilterUse(
      name: name,
      arguments: arguments,
      named: named,
      filter: filter,
      span: span
    )
  }

  private static func beginsWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    beginsWord(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "-")
  }
}
