/// `{% render 'name', key: value %}`: a snippet that sees what all templates see and its arguments,
/// and nothing of the template's own.
struct RenderNode: Node {
  let snippet: Int
  let call: SnippetCall

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    reader.arguments.skipSpace()
    let start = reader.arguments.position
    guard case .literal(.string(let name)) = try reader.arguments.operand() else {
      let written = reader.arguments.span(from: start)
      throw LiquidError(written, "'render' takes the name of a snippet in quotes")
    }
    let nameSpan = reader.arguments.span(from: start)
    let call = try SnippetCall.parse(&reader, name: .literal(.string(name)), nameSpan)
    let program = reader.parser.program
    var given = Set(call.arguments.map(\.variable.name))
    given.insert(call.subject?.variable?.name ?? SnippetCall.lastPart(of: name))
    let snippet = program.snippet(name, at: nameSpan, given: given)
    return RenderNode(snippet: snippet, call: call)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let body = try context.body(ofSnippet: snippet, call.nameSpan)
    var names: [(Variable, Value)] = []
    names.reserveCapacity(call.arguments.count)
    for (variable, operand) in call.arguments {
      names.append((variable, try context.evaluate(operand)))
    }
    try call.charge(&context, 1)
    guard let subject = call.subject, let variable = subject.variable else {
      return try context.renderApart(body, names, loop: nil)
    }
    let value = try context.evaluate(subject.operand)
    guard subject.isLoop, let items = value.loopItems else {
      return try context.renderApart(
        body,
        names + (value.isNil ? [] : [(variable, value)]),
        loop: nil
      )
    }
    try call.charge(&context, items.count)
    for (index, item) in items.enumerated() {
      var loop = LoopState(name: subject.loopName, length: items.count, index: index)
      loop.isOfSnippet = true
      let all = names + (item.isNil ? [] : [(variable, item)])
      try context.renderApart(body, all, loop: loop)
    }
  }
}

/// `{% include name %}`: a snippet that sees and changes all that the template does.
struct IncludeNode: Node {
  /// Where the name is written out.
  let snippet: Int?
  let call: SnippetCall

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    reader.arguments.skipSpace()
    let start = reader.arguments.position
    let name = try reader.arguments.operand()
    let nameSpan = reader.arguments.span(from: start)
    let call = try SnippetCall.parse(&reader, name: name, nameSpan)
    let program = reader.parser.program
    program.openScope()
    guard case .literal(.string(let name)) = name else {
      // What it holds is not known before it is rendered.
      program.continuesLoops = true
      return IncludeNode(snippet: nil, call: call)
    }
    return IncludeNode(snippet: program.snippet(name, at: nameSpan, given: nil), call: call)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    guard !context.frame.isIsolated else {
      throw LiquidError(call.nameSpan, "'include' cannot stand in a snippet that is rendered")
    }
    guard case .string(let name) = try context.evaluate(call.name) else {
      throw LiquidError(call.nameSpan, "'include' takes the name of a snippet")
    }
    let index = snippet ?? context.snippet(name, call.nameSpan)
    let body = try context.body(ofSnippet: index, call.nameSpan)
    let last = SnippetCall.lastPart(of: name)
    let variable = call.subject?.variable ?? context.variable(named: last)
    var value = context.variable(Value.Name(name)) ?? .nil
    if let subject = call.subject { value = try context.evaluate(ifThere: subject.operand) }
    let outer = call.arguments.map { context.frame.slots[$0.variable.slot].local }
    defer {
      for (index, (variable, _)) in call.arguments.enumerated() {
        context.frame.slots[variable.slot].local = outer[index]
      }
    }
    // One after the other: an argument sees those before it.
    for (variable, operand) in call.arguments {
      context.frame.slots[variable.slot].local = try context.evaluate(operand)
    }
    try call.charge(&context, 1)
    if case .array(let items) = value {
      try call.charge(&context, items.count)
      for item in items {
        try context.renderSnippet(body, [(variable, item)])
        if context.interruption != nil { return }
      }
    } else {
      // Nothing must not hide what the template calls by the snippet's name.
      let isHidden = value.isNil && call.subject == nil
      try context.renderSnippet(body, isHidden ? [] : [(variable, value)])
    }
  }
}

/// What `render` and `include` have in common: name, `with`/`for … as`, arguments.
struct SnippetCall: Sendable {
  let name: Operand
  let nameSpan: SourceSpan
  let subject: Subject?
  let arguments: [(variable: Variable, value: Operand)]

  /// What stands behind `with` or `for`.
  struct Subject: Sendable {
    let operand: Operand
    /// Nil where it is that of a snippet whose name is found when the template is rendered.
    let variable: Variable?
    let isLoop: Bool
    let loopName: String
  }

  static func parse(
    _ reader: inout TagReader,
    name: Operand,
    _ nameSpan: SourceSpan
  ) throws(LiquidError) -> SnippetCall {
    var operand: Operand?
    let isLoop = reader.arguments.take(word: "for")
    if isLoop || reader.arguments.take(word: "with") { operand = try reader.arguments.operand() }
    var alias: String?
    if reader.arguments.take(word: "as") {
      guard let word = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
      alias = word
    }
    var arguments: [(variable: Variable, value: Operand)] = []
    while let (name, value) = try reader.arguments.argument() {
      arguments.append((reader.variable(name), value))
    }
    var subject: Subject?
    var written: String?
    if case .literal(.string(let text)) = name { written = text }
    if let operand {
      subject = Subject(
        operand: operand,
        variable: (alias ?? written.map(lastPart)).map(reader.variable),
        isLoop: isLoop,
        loopName: written ?? ""
      )
    }
    return SnippetCall(name: name, nameSpan: nameSpan, subject: subject, arguments: arguments)
  }

  /// Counts what it costs to render the snippet so often, whatever is in it: its arguments, and a
  /// place for each variable that there is.
  func charge(_ context: inout RenderContext, _ times: Int) throws(LiquidError) {
    let work = 64 + arguments.count + context.program.symbols.count
    context.charge(min(times, 1 << 32) * work)
    try context.checkLimits(nameSpan)
  }

  /// `card` of `parts/card`.
  static func lastPart(of name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }
}

extension Value {
  /// What `render … for` goes through; nil where it is a single value.
  fileprivate var loopItems: [Value]? {
    switch self {
    case .array(let items): items
    case .object(let object): object.entries.map(Value.pair)
    case .range(let first, let last):
      Value.count(first, last) <= 1 << 20
        ? (0..<Value.count(first, last)).map { .integer(first + $0) } : []
    case .nil, .bool, .integer, .bigInteger, .number, .string: nil
    }
  }
}
