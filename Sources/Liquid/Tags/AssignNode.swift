/// A name for a value: `{% assign name = value %}`.
struct AssignNode: Node {
  let variable: Variable
  let value: Expression

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let name = try reader.arguments.assignedName()
    guard reader.arguments.take("=") else { throw reader.arguments.unexpected("'='") }
    let value = try reader.arguments.expression()
    try reader.arguments.finish()
    return AssignNode(variable: reader.variable(name), value: value)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let value = try context.evaluate(value)
    context.assign(variable, value)
  }

  var isBlank: Bool { true }
}

/// A name for a text: `{% capture name %}…{% endcapture %}`.
struct CaptureNode: Node {
  let variable: Variable
  let body: Body

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let name = try reader.arguments.capturedName()
    try reader.arguments.finish()
    let variable = reader.variable(name)
    let (body, _) = try reader.body(until: "endcapture")
    return CaptureNode(variable: variable, body: body)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let text = try context.captured(body)
    context.assign(variable, .string(text))
  }

  var isBlank: Bool { true }
}

extension ExpressionReader {
  /// The name that a tag assigns to: digits may stand first, alone only where
  /// all is let pass, and no `?` behind it.
  mutating func assignedName() throws(LiquidError) -> String {
    skipSpace()
    let start = position
    var isNumber = true
    while position < end, ASCII.isWord(byte) || (byte == 0x2D && position > start) {
      isNumber = isNumber && ASCII.isDigit(byte)
      position += 1
    }
    guard !isNumber || (position > start && program.environment.isLenient),
      position >= end || byte != UInt8(ascii: "?")
    else {
      position = start
      throw unexpected("a name")
    }
    return text(start..<position)
  }

  /// A name, which may stand in quotes.
  fileprivate mutating func capturedName() throws(LiquidError) -> String {
    skipSpace()
    for quote in ["'", "\""] where take(quote) {
      let name = try assignedName()
      guard take(quote) else { throw unexpected("\(quote)") }
      return name
    }
    return try assignedName()
  }
}
