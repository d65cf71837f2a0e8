extension ExpressionReader {
  /// Whether a text, a number or a name is next.
  private var isAtValue: Bool {
    mutating get {
      skipSpace()
      guard position < end else { return false }
      return byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || ASCII.isWord(byte)
    }
  }

  /// A filter with its arguments; nil for one that is not known, which is noted.
  mutating func filter() throws(LiquidError) -> FilterUse? {
    skipSpace()
    let start = position
    guard let name = word() else { throw unexpected("the name of a filter") }
    let span = span(from: start)
    var arguments: [Operand] = []
    var named: [(name: String, value: Operand)] = []
    if take(":") {
      repeat {
        // A comma may stand behind the last, and nothing behind the colon.
        skipSpace()
        if position >= end || byte == UInt8(ascii: "|") { break }
        let before = position
        if let name = word(), take(":") {
          named.append((name, try operand()))
        } else {
          position = before
          arguments.append(try operand())
        }
      } while take(",")
    } else if isAtValue {
      throw LiquidError(span, "expected ':' behind '\(name)', before its arguments")
    }
    guard let entry = program.environment.filters[name] else {
      // What is not defined does nothing where that is no error: the value goes on as it is.
      if program.environment.isLenient { return nil }
      let hint = Suggestion.hint(for: name, among: program.environment.filters.keys)
      program.note(LiquidError(span, "unknown filter '\(name)'", hint: hint))
      return nil
    }
    return FilterUse(name, arguments, named, entry, span)
  }
}
