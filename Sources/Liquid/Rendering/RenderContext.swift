/// A template being rendered: what it sees, what it wrote, and what it may still cost.
public struct RenderContext: Sendable {
  let environment: Environment
  /// What the caller gave.
  let data: Value.Object
  /// What tags made, the innermost last.
  var scopes: [Value.Object] = [Value.Object()]
  var output: LetterOutput
  var memory: [String: [String]] = [:]
  /// Set by `break` and `continue` until the loop sees it.
  var interruption: Interruption?
  private var steps = 0
  var depth = 0

  /// Why a body ends before its last node.
  enum Interruption {
    case `break`, `continue`
  }

  init(_ data: Value.Object, _ environment: Environment) {
    self.data = data
    self.environment = environment
    output = LetterOutput(environment.layout)
  }

  /// Renders a part of the template where the context stands.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func render(_ body: Body) throws(LiquidError) {
    output.noteTagIfBody(of: depth)
    depth += 1
    defer { depth -= 1 }
    for node in body.nodes {
      steps += 1
      try node.render(&self)
      if interruption != nil { return }
    }
  }

  /// Renders a part with names of its own, which are gone afterwards.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func render(_ body: Body, with names: Value.Object) throws(LiquidError) {
    scopes.append(names)
    defer { scopes.removeLast() }
    try render(body)
  }

  /// Renders a part into a text of its own.
  ///
  /// - Returns: The text.
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func captured(_ body: Body) throws(LiquidError) -> String {
    let outer = output
    output = LetterOutput(environment.layout)
    defer { output = outer }
    try render(body)
    return output.text
  }

  /// Writes what a tag has to say; the layout leaves it as it is.
  ///
  /// - Throws: `LiquidError` when the result becomes too long or costs too much.
  public mutating func write(_ text: String, _ span: SourceSpan) throws(LiquidError) {
    output.writeValue(text)
    try checkLimits(span)
  }

  /// Remembers something for the caller; nothing else happens.
  public mutating func remember(_ value: String, as name: String) {
    memory[name, default: []].append(value)
  }

  /// What was remembered so far under a name.
  public func remembered(_ name: String) -> [String] {
    memory[name] ?? []
  }

  /// Gives a name a value for the rest of the template.
  mutating func assign(_ name: String, _ value: Value) {
    scopes[0][name] = value
  }

  mutating func checkLimits(_ span: SourceSpan) throws(LiquidError) {
    guard output.bytes.count <= environment.limits.outputSize else {
      throw LiquidError(span, "the result becomes longer than it may be")
    }
    guard steps <= environment.limits.steps else {
      throw LiquidError(span, "the template takes more steps than it may")
    }
  }
}

extension LetterOutput {
  /// The body of a tag begins on the tag's own line.
  mutating func noteTagIfBody(of depth: Int) {
    if depth > 0 { noteTag() }
  }
}
