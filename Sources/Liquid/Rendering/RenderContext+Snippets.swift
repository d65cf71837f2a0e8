extension RenderContext {
  /// The body of a snippet.
  func body(ofSnippet index: Int, _ span: SourceSpan) throws(LiquidError) -> Body {
    switch program.snippets[index] {
    case .parsed(let body): return body
    case .broken(let errors): throw errors.first ?? LiquidError(span, "the snippet is broken")
    case .missing(let message, let hint): throw LiquidError(span, message, hint: hint)
    }
  }

  /// A snippet whose name is found only now.
  mutating func snippet(_ name: String, _ span: SourceSpan) -> Int {
    if let index = program.snippetIndexes["include " + name] { return index }
    let builder = ProgramBuilder(extending: program)
    let index = builder.snippet(name, at: span, given: nil)
    extend(with: builder)
    return index
  }

  /// A variable whose name is found only now.
  mutating func variable(named name: String) -> Variable {
    if let slot = program.slot(of: Value.Name(name)) { return Variable(name: name, slot: slot) }
    let builder = ProgramBuilder(extending: program)
    let slot = builder.define(name)
    extend(with: builder)
    return Variable(name: name, slot: slot)
  }

  private mutating func extend(with builder: ProgramBuilder) {
    program = builder.program()
    frame.extend(program, frame.isIsolated ? [:] : data, globals)
  }

  /// Renders a snippet that sees and changes what the template does.
  mutating func renderSnippet(
    _ body: Body,
    _ names: [(Variable, Value)]
  ) throws(LiquidError) {
    let mark = output.isLetter ? output.begin() : nil
    try render(body, with: names)
    if let mark { output.keep(from: mark) }
  }

  /// Renders a snippet that sees nothing of the template but what it is given.
  mutating func renderApart(
    _ body: Body,
    _ names: [(Variable, Value)],
    loop: LoopState?
  ) throws(LiquidError) {
    var inner = Frame(program, [:], globals)
    inner.isIsolated = true
    if let loop { inner.loops = [loop] }
    for (variable, value) in names { inner.slots[variable.slot].base = value }
    let outer = frame
    frame = inner
    defer {
      frame = outer
      frame.extend(program, frame.isIsolated ? [:] : data, globals)
    }
    try renderSnippet(body, [])
    // A `break` within a snippet ends the snippet.
    interruption = nil
  }
}
