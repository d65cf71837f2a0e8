/// One value after the other, each time it is rendered: `{% cycle 'group': 'a', 'b' %}`.
struct CycleNode: Node {
  /// Nil where the values themselves are the name.
  let name: Operand?
  let values: [Operand]
  /// The name of a cycle without one: cycles of the same values go on together.
  let implied: String
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    reader.arguments.skipSpace()
    let start = reader.arguments.position
    var first = try reader.arguments.operand()
    var name: Operand?
    if reader.arguments.take(":") {
      name = first
      first = try reader.arguments.operand()
    }
    var values = [first]
    var hasPath = Self.isPath(values[0])
    while reader.arguments.take(","), !reader.arguments.isAtEnd {
      values.append(try reader.arguments.operand())
      hasPath = hasPath || Self.isPath(values[values.count - 1])
    }
    try reader.arguments.finish()
    // Only cycles of written values share their place; variables make each cycle one of its own.
    let own = hasPath ? "@\(reader.span.range.lowerBound) " : ""
    return CycleNode(
      name: name,
      values: values,
      implied: own + reader.arguments.span(from: start).text.filter { !$0.isWhitespace },
      span: reader.span
    )
  }

  private static func isPath(_ operand: Operand) -> Bool {
    if case .path = operand { true } else { false }
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    var key = Value.array([.string(implied)])
    if let name { key = try context.evaluate(name) }
    let position = context.frame.cycles[key] ?? 0
    guard values.indices.contains(position) else {
      // Another cycle of this name is longer, and got further than this one goes.
      context.frame.cycles[key] = 0
      return
    }
    let value = try context.evaluate(values[position])
    context.frame.cycles[key] = position + 1 < values.count ? position + 1 : 0
    try context.write(value.printed, span)
  }
}

/// Its body where that differs from the last: `{% ifchanged %}…{% endifchanged %}`.
struct IfChangedNode: Node {
  let body: Body
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let (body, _) = try reader.body(until: "endifchanged")
    return IfChangedNode(body: body, span: reader.span)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let text = try context.captured(body)
    if let last = context.frame.lastChange, last.hasSameBytes(as: text) { return }
    context.frame.lastChange = text
    try context.write(text, span)
  }

  var isBlank: Bool { body.isBlank }
}
