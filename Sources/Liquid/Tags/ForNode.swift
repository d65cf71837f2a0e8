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

  private var isWhole: Bool { limit == nil && offset == nil && !isContinued }

  /// The arguments of a loop, those that are another tag's among them.
  static func parse(
    _ reader: inout TagReader,
    besides names: [String]
  ) throws(LiquidError) -> (known: Slice, others: [String: Operand]) {
    var slice = Slice()
    var others: [String: Operand] = [:]
    while true {
      let before = reader.arguments.position
      let isSeparated = reader.arguments.take(",")
      if reader.arguments.isAtEnd {
        // A comma may stand behind arguments, and not in their place.
        guard isSeparated, slice.isWhole, names.isEmpty else { break }
        reader.arguments.position = before
        throw reader.arguments.unexpected("the end")
      }
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
      // Of an argument that is given twice the last counts.
      if name == "offset" {
        slice.isContinued = reader.arguments.take(word: "continue")
        if slice.isContinued {
          reader.parser.program.continuesLoops = true
          continue
        }
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
  ///
  /// A limit counts from the offset on, also where that stands before the first item. A loop that
  /// is `lax` takes what is no number for 0.
  func items(
    of list: Operand,
    _ context: inout RenderContext,
    _ name: String,
    isLax: Bool = false,
    _ span: SourceSpan
  ) throws(LiquidError) -> [Value] {
    let count = Count(isLax: isLax, span: span)
    var from = 0
    if isContinued {
      from = context.frame.offsets[name] ?? 0
    } else if let offset {
      from = try count.value(of: offset, "offset", &context) ?? 0
    }
    let value = try context.evaluate(list)
    var end = Int.max
    if let limit, let length = try count.value(of: limit, "limit", &context) {
      let (sum, isTooMuch) = from.addingReportingOverflow(length)
      end = isTooMuch ? (length < 0 ? 0 : .max) : max(0, sum)
    }
    let start = max(0, from)
    let items = try Self.cut(value, start..<max(start, end), &context, span)
    if context.program.continuesLoops { context.frame.offsets[name] = from &+ items.count }
    // Turns of an empty body cost something as well.
    try context.spend(items.count, span)
    return items
  }

  private static func cut(
    _ value: Value,
    _ part: Range<Int>,
    _ context: inout RenderContext,
    _ span: SourceSpan
  ) throws(LiquidError) -> [Value] {
    switch value {
    case .array(let items):
      let part = part.clamped(to: items.indices)
      return part == items.indices ? items : Array(items[part])
    case .object(let object):
      return object.entries[part.clamped(to: object.entries.indices)].map(Value.pair)
    case .range(let first, let last):
      let part = part.clamped(to: 0..<Value.count(first, last))
      guard part.count <= context.environment.limits.steps else {
        throw LiquidError(span, "the loop takes more steps than it may")
      }
      return part.map { .integer(first + $0) }
    case .string(let text): return text.isEmpty ? [] : [value]
    case .nil, .bool, .integer, .bigInteger, .number: return []
    }
  }

  /// How a limit or an offset becomes a number.
  private struct Count {
    let isLax: Bool
    let span: SourceSpan

    /// The number; nil where the value is nothing, and the loop not a lax one.
    func value(
      of operand: Operand,
      _ name: String,
      _ context: inout RenderContext
    ) throws(LiquidError) -> Int? {
      let value = try context.evaluate(ifThere: operand)
      if value.isNil, !isLax { return nil }
      guard let number = isLax ? value.roundedInteger : value.exactInteger else {
        throw LiquidError(span, "'\(name)' takes a whole number")
      }
      return number
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
