/// A body for each item: `{% for item in list reversed limit: 2 offset: 1 %}…{% endfor %}`.
struct ForNode: Node {
  let variable: Variable
  let list: Operand
  let slice: Slice
  let isReversed: Bool
  /// What `forloop.name` says, and what `offset: continue` goes on with.
  let name: String
  let body: Body
  let otherwise: Body?
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    guard let word = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
    guard reader.arguments.take(word: "in") else { throw reader.arguments.unexpected("'in'") }
    reader.arguments.skipSpace()
    let start = reader.arguments.position
    let list = try reader.arguments.operand()
    let source = reader.arguments.span(from: start).text
    let isReversed = reader.arguments.take(word: "reversed")
    let slice = try Slice.parse(&reader, besides: [])
    let variable = reader.variable(word)
    let (body, end) = try reader.body(until: "else", "endfor")
    let otherwise = end == "else" ? try reader.body(until: "endfor").0 : nil
    let bodies = reader.pruned([body] + (otherwise.map { [$0] } ?? []))
    return ForNode(
      variable: variable,
      list: list,
      slice: slice.known,
      isReversed: isReversed,
      name: word + "-" + source.filter { !$0.isWhitespace },
      body: bodies[0],
      otherwise: bodies.dropFirst().first,
      span: reader.span
    )
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    var items = try slice.items(of: list, &context, name, span)
    guard !items.isEmpty else {
      if let otherwise { try context.render(otherwise) }
      return
    }
    if isReversed { items.reverse() }
    try context.loop(variable, over: items, name: name, body)
  }

  var isBlank: Bool { body.isBlank && otherwise?.isBlank != false }
}

/// Which part of a list a loop goes over.
struct Slice: Sendable {
  var limit: Operand?
  var offset: Operand?
  /// Whether it begins where the last loop of this name stopped.
  var isContinued = false

  /// The arguments of a loop, those that are another tag's among them.
  static func parse(
    _ reader: inout TagReader,
    besides names: [String]
  ) throws(LiquidError) -> (known: Slice, others: [String: Operand]) {
    var slice = Slice()
    var others: [String: Operand] = [:]
    while true {
      _ = reader.arguments.take(",")
      if reader.arguments.isAtEnd { break }
      let start = reader.arguments.position
      guard let name = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
      guard ["limit", "offset"].contains(name) || names.contains(name) else {
        let known = names + ["limit", "offset"]
        throw LiquidError(
          reader.arguments.span(from: start),
          "'\(reader.name)' takes no '\(name)'",
          hint: Suggestion.hint(for: name, among: known)
            ?? "it takes " + known.joined(separator: ", ")
        )
      }
      guard reader.arguments.take(":") else { throw reader.arguments.unexpected("':'") }
      if name == "offset", reader.arguments.take(word: "continue") {
        slice.isContinued = true
        reader.parser.program.continuesLoops = true
        continue
      }
      let value = try reader.arguments.operand()
      switch name {
      case "limit": slice.limit = value
      case "offset": slice.offset = value
      default: others[name] = value
      }
    }
    return (slice, others)
  }

  /// The items of a list that a loop goes over.
  func items(
    of list: Operand,
    _ context: inout RenderContext,
    _ name: String,
    _ span: SourceSpan
  ) throws(LiquidError) -> [Value] {
    var from = 0
    if isContinued {
      from = context.frame.offsets[name] ?? 0
    } else if let offset {
      from = try Self.count(offset, "offset", context, span) ?? 0
    }
    let value = try context.evaluate(list)
    var count = Int.max
    if let limit { count = try Self.count(limit, "limit", context, span) ?? .max }
    let items = try Self.cut(value, max(0, from), max(0, count), context, span)
    if context.program.continuesLoops { context.frame.offsets[name] = from &+ items.count }
    return items
  }

  private static func count(
    _ operand: Operand,
    _ name: String,
    _ context: RenderContext,
    _ span: SourceSpan
  ) throws(LiquidError) -> Int? {
    let value = try context.evaluate(ifThere: operand)
    if value.isNil { return nil }
    guard let number = value.exactInteger else {
      throw LiquidError(span, "'\(name)' takes a whole number")
    }
    return number
  }

  private static func cut(
    _ value: Value,
    _ from: Int,
    _ count: Int,
    _ context: RenderContext,
    _ span: SourceSpan
  ) throws(LiquidError) -> [Value] {
    switch value {
    case .array(let items):
      return from == 0 && count >= items.count ? items : Array(items.dropFirst(from).prefix(count))
    case .object(let object):
      return object.entries.dropFirst(from).prefix(count).map(Value.pair)
    case .range(let first, let last):
      let length = min(Value.count(first, last), count)
      guard length <= context.environment.limits.steps else {
        throw LiquidError(span, "the loop takes more steps than it may")
      }
      guard from < Value.count(first, last) else { return [] }
      let end = first + min(from + length, Value.count(first, last))
      return (first + from..<end).map(Value.integer)
    case .string(let text): return text.isEmpty ? [] : [value]
    case .nil, .bool, .integer, .bigInteger, .number: return []
    }
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
