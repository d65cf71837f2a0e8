/// Reads what stands between the braces: words, texts, numbers, filters.
public struct ExpressionReader {
  let source: Source
  let program: ProgramBuilder
  var position: Int
  let end: Int
  /// How many brackets are open.
  private var depth = 0
  /// More brackets within one another, or more joined conditions, are an attack on the stack.
  static let nestingLimit = 100
  /// More names behind one another keep the renderer busy, and lead nowhere.
  private static let longestPath = 500

  init(_ source: Source, _ range: Range<Int>, _ program: ProgramBuilder) {
    self.source = source
    self.program = program
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
    guard let range = wordRange() else { return nil }
    position = range.upperBound
    return text(range)
  }

  /// Reads a word if it is this one.
  public mutating func take(word wanted: String) -> Bool {
    skipSpace()
    guard let range = wordRange(), source.bytes[range].elementsEqual(wanted.utf8) else {
      return false
    }
    position = range.upperBound
    return true
  }

  /// Reads a sign if it is this one.
  public mutating func take(_ sign: String) -> Bool {
    skipSpace()
    let count = sign.utf8.count
    guard position + count <= end,
      source.bytes[position..<(position + count)].elementsEqual(sign.utf8)
    else { return false }
    position += count
    return true
  }

  /// A name with its value, `limit: 2`, a comma before it passed over; nil at the end.
  ///
  /// - Throws: `LiquidError` where something else stands.
  public mutating func argument() throws(LiquidError) -> (name: String, value: Operand)? {
    _ = take(",")
    guard !isAtEnd else { return nil }
    let start = position
    guard let name = word(), take(":") else {
      position = start
      throw unexpected("a name and a ':'")
    }
    return (name, try operand())
  }

  /// A value with its filters.
  ///
  /// - Throws: `LiquidError` where there is none.
  public mutating func expression() throws(LiquidError) -> Expression {
    skipSpace()
    let start = position
    let operand = try operand()
    var filters: [FilterUse] = []
    while take("|") {
      guard filters.count < Self.nestingLimit else {
        throw LiquidError(here, "more than \(Self.nestingLimit) filters stand in a row")
      }
      if let filter = try filter() { filters.append(filter) }
    }
    return Expression(operand: operand, filters: filters, span: span(from: start))
  }

  /// A text, number, variable, range, `true`, `false`, `nil`, `blank` or `empty`.
  ///
  /// - Throws: `LiquidError` where there is none.
  public mutating func operand() throws(LiquidError) -> Operand {
    skipSpace()
    guard position < end else { throw unexpected("a value") }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.nestingLimit else {
      throw LiquidError(here, "brackets stand too deep within one another")
    }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .literal(.string(try quoted()))
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number()
    case UInt8(ascii: "("): return try range()
    default: return try path()
    }
  }

  /// An error where the reader stands.
  public func unexpected(_ wanted: String) -> LiquidError {
    var start = position
    while start < end, ASCII.isSpace(source.bytes[start]) { start += 1 }
    guard start < end else {
      let last = SourceSpan(source, max(0, end - 1)..<end)
      return LiquidError(last, "expected \(wanted), found the end")
    }
    let rest = SourceSpan(source, start..<end)
    let found = rest.text
    return LiquidError(
      rest,
      "expected \(wanted), found '\(found.prefix(20))'",
      hint: Habit.hint(for: found, isRest: wanted == "the end")
    )
  }

  /// An error when something is left over.
  ///
  /// - Throws: `LiquidError` where the rest begins.
  public mutating func finish() throws(LiquidError) {
    guard isAtEnd else { throw unexpected("the end") }
  }

  /// What was read since a position.
  func span(from start: Int) -> SourceSpan {
    var last = min(position, end)
    while last > start, ASCII.isSpace(source.bytes[last - 1]) { last -= 1 }
    return SourceSpan(source, start..<last)
  }

  private var here: SourceSpan { SourceSpan(source, position..<min(position + 1, end)) }

  var byte: UInt8 { source.bytes[position] }

  func text(_ range: Range<Int>) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }

  mutating func skipSpace() {
    while position < end, ASCII.isSpace(byte) { position += 1 }
  }

  /// Letters, digits, `_` and `-`, with a `?` at the end if there is one.
  private func wordRange() -> Range<Int>? {
    var last = position
    guard last < end, ASCII.isLetter(source.bytes[last]) || source.bytes[last] == 0x5F else {
      return nil
    }
    while last < end, ASCII.isWord(source.bytes[last]) || source.bytes[last] == 0x2D { last += 1 }
    if last < end, source.bytes[last] == UInt8(ascii: "?") { last += 1 }
    return position..<last
  }

  private mutating func quoted() throws(LiquidError) -> String {
    let start = position
    let quote = byte
    position += 1
    while position < end, byte != quote { position += 1 }
    guard position < end else {
      throw LiquidError(
        SourceSpan(source, start..<end),
        "this text is never closed",
        hint: "end it with \(quote == UInt8(ascii: "'") ? "'" : "\"")"
      )
    }
    position += 1
    return text((start + 1)..<(position - 1))
  }

  private mutating func number() throws(LiquidError) -> Operand {
    let start = position
    position += 1
    digits()
    var isFraction = false
    if position + 1 < end, byte == UInt8(ascii: "."), ASCII.isDigit(source.bytes[position + 1]) {
      isFraction = true
      position += 1
      digits()
    }
    let text = text(start..<position)
    if let number = Int(text) { return .literal(.integer(number)) }
    let value = text.utf8.count <= RenderLimits.mostDigits ? Decimal(text) : nil
    guard text != "-", let value else {
      throw LiquidError(span(from: start), "this is no number")
    }
    return .literal(isFraction ? .number(Double(text) ?? value.double) : Value(value.digits))
  }

  private mutating func digits() {
    while position < end, ASCII.isDigit(byte) { position += 1 }
  }

  private mutating func range() throws(LiquidError) -> Operand {
    let start = position
    position += 1
    let first = try operand()
    guard take("..") else { throw unexpected("'..'") }
    let last = try operand()
    guard take(")") else { throw unexpected("')'") }
    let span = span(from: start)
    guard case .literal(let one) = first, case .literal(let other) = last else {
      return .range(first, last, span)
    }
    // Written numbers may have a fraction, which is cut off; those of variables may not.
    return .range(.literal(one.cut), .literal(other.cut), span)
  }

  private mutating func path() throws(LiquidError) -> Operand {
    let start = position
    var last = position
    var segments: [Operand.Path.Segment] = []
    var root = "self"
    if let word = word() {
      guard word != Comparison.contains.rawValue else {
        position = start
        throw unexpected("a value")
      }
      root = word
      last = position
    } else if position >= end || byte != UInt8(ascii: "[") {
      throw unexpected("a value")
    }
    while let segment = try segment() {
      if last == start, !segment.isName {
        position = start
        throw unexpected("a value")
      }
      guard segments.count < Self.longestPath else {
        throw LiquidError(here, "more than \(Self.longestPath) names stand in a row")
      }
      segments.append(segment)
      last = position
    }
    position = last
    if segments.isEmpty, let literal = Self.literal(root) { return literal }
    let span = SourceSpan(source, start..<last)
    let name = SourceSpan(source, start..<min(last, start + root.utf8.count))
    let slot = program.use(root, name)
    return .path(Operand.Path(root: root, slot: slot, segments: segments, span: span))
  }

  private mutating func segment() throws(LiquidError) -> Operand.Path.Segment? {
    skipSpace()
    guard position < end else { return nil }
    if byte == UInt8(ascii: "["), depth < Self.nestingLimit {
      let start = position
      position += 1
      let index = try operand()
      guard take("]") else { throw unexpected("']'") }
      return Operand.Path.Segment(index, span(from: start))
    }
    // `(1..n)`: two dots are the range's.
    guard byte == UInt8(ascii: "."), position + 1 >= end || source.bytes[position + 1] != byte
    else { return nil }
    position += 1
    skipSpace()
    guard let range = wordRange() else { throw unexpected("a name behind '.'") }
    position = range.upperBound
    return Operand.Path.Segment(text(range), SourceSpan(source, range))
  }

  private static func literal(_ word: String) -> Operand? {
    switch word {
    case "nil", "null": .literal(.nil)
    case "true": .literal(.bool(true))
    case "false": .literal(.bool(false))
    case "blank": .blank
    case "empty": .empty
    default: nil
    }
  }
}

extension Value {
  /// A number without its fraction; everything else as it is.
  fileprivate var cut: Value {
    guard case .number(let number) = self else { return self }
    return Int(exactly: number.rounded(.towardZero)).map(Value.integer) ?? self
  }
}

extension Operand.Path.Segment {
  /// Whether it can be the name of a variable, which brackets without one before them hold.
  fileprivate var isName: Bool {
    switch index {
    case .literal(.string), .path: true
    default: false
    }
  }
}
