/// A body for each item: `{% for item in list limit: 2 offset: 1 reversed %}…{% endfor %}`.
struct ForNode: Node {
  let name: String
  let list: Expression
  let limit: Expression?
  let offset: Expression?
  let isReversed: Bool
  let body: Body
  let otherwise: Body?
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    guard let name = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
    guard reader.arguments.take(word: "in") else { throw reader.arguments.unexpected("'in'") }
    let list = try reader.arguments.value()
    var isReversed = reader.arguments.take(word: "reversed")
    var named: [String: Expression] = [:]
    while !reader.arguments.isAtEnd {
      if reader.arguments.take(word: "reversed") {
        isReversed = true
        continue
      }
      guard let (key, value) = try reader.arguments.argument() else { break }
      named[key] = value
    }
    let (body, end) = try reader.body(until: "else", "endfor")
    var otherwise: Body?
    if end == "else" { otherwise = try reader.body(until: "endfor").0 }
    return ForNode(
      name: name,
      list: list,
      limit: named["limit"],
      offset: named["offset"],
      isReversed: isReversed,
      body: body,
      otherwise: otherwise,
      span: reader.span
    )
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let items = try items(context)
    guard !items.isEmpty else {
      if let otherwise { try context.render(otherwise) }
      return
    }
    for (index, item) in items.enumerated() {
      let loop = Self.loop(index, items.count)
      try context.render(body, with: [name: item, "forloop": .object(loop)])
      try context.checkLimits(span)
      let interruption = context.interruption
      context.interruption = nil
      if interruption == .break { return }
    }
  }

  private func items(_ context: RenderContext) throws(LiquidError) -> [Value] {
    let value = try context.evaluate(list)
    if case .range(let first, let last) = value, last > first,
      last.subtractingReportingOverflow(first).partialValue.magnitude
        > UInt(context.environment.limits.steps)
    {
      throw LiquidError(span, "the loop takes more steps than it may")
    }
    var items = value.items[...]
    if let offset { items = items.dropFirst(try count(offset, context)) }
    if let limit { items = items.prefix(try count(limit, context)) }
    return isReversed ? items.reversed() : Array(items)
  }

  private func count(_ expression: Expression, _ context: RenderContext) throws(LiquidError) -> Int
  {
    guard case .integer(let count) = try context.evaluate(expression), count >= 0 else {
      throw LiquidError(span, "'limit' and 'offset' take whole numbers from 0")
    }
    return count
  }

  /// What a loop tells of where it stands.
  static func loop(_ index: Int, _ count: Int) -> Value.Object {
    [
      "index": .integer(index + 1), "index0": .integer(index), "length": .integer(count),
      "rindex": .integer(count - index), "rindex0": .integer(count - index - 1),
      "first": .bool(index == 0), "last": .bool(index == count - 1),
    ]
  }
}

/// The end of a loop, or of this turn: `{% break %}` and `{% continue %}`.
struct InterruptNode: Node {
  let interruption: RenderContext.Interruption

  static func parse(
    _ reader: inout TagReader,
    _ interruption: RenderContext.Interruption
  ) throws(LiquidError) -> any Node {
    try reader.arguments.finish()
    return InterruptNode(interruption: interruption)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.interruption = interruption
  }
}
