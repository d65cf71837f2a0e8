/// A template being rendered: what it sees, what it wrote, and what it may still cost.
public struct RenderContext: Sendable {
  var program: Program
  let data: Value.Object
  let globals: Value.Object
  var frame: Frame
  var output: Output
  /// The caller's value, for tags to read and change.
  var state: any Sendable
  /// Set by `break` and `continue` until the loop sees it.
  var interruption: Interruption?
  private var steps = 0
  private let outputLimit: Int
  private let stepLimit: Int
  private var depth = 0
  private let depthLimit: Int
  let isLenient: Bool

  /// Why a body ends before its last part.
  enum Interruption {
    case `break`, `continue`
  }

  init(
    _ program: Program,
    _ data: Value.Object,
    _ globals: Value.Object,
    _ state: any Sendable
  ) {
    self.program = program
    self.data = data
    self.globals = globals
    self.state = state
    frame = Frame(program, data, globals)
    output = Output(program.environment.layout)
    isLenient = program.environment.isLenient
    outputLimit = program.environment.limits.outputSize
    stepLimit = program.environment.limits.steps
    depthLimit = program.environment.limits.depth
  }

  /// What the template was parsed with.
  public var environment: Environment { program.environment }

  /// The caller's value; nil where it is of another type.
  public func state<State: Sendable>(as type: State.Type) -> State? {
    state as? State
  }

  /// Changes the caller's value; nothing happens where it is of another type.
  @discardableResult
  public mutating func change<State: Sendable, Result>(
    _ type: State.Type,
    _ change: (inout State) -> Result
  ) -> Result? {
    guard var state = state as? State else { return nil }
    defer { self.state = state }
    return change(&state)
  }

  /// Renders a part of the template where the context stands.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func render(_ body: Body) throws(LiquidError) {
    depth += 1
    defer { depth -= 1 }
    if depth > 1 { output.noteTag() }
    if body.parts.isEmpty, let owner = body.owner {
      // Doing nothing again and again is work as well.
      steps &+= 1
      if mayBeAtLimit() { try checkLimits(owner) }
    }
    for part in body.parts {
      steps &+= 1
      switch part {
      case .text(let text):
        output.write(text)
        if mayBeAtLimit() { try checkLimits(text.span) }
      case .output(let output): try write(output)
      case .tag(let tag):
        output.noteTag()
        if mayBeAtLimit() { try checkLimits(tag.span) }
        try tag.node.render(&self)
        output.noteTag()
        if interruption != nil { return }
      }
    }
  }

  /// Renders a part with names of its own, which are gone afterwards.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func render(
    _ body: Body,
    with names: [(Variable, Value)]
  ) throws(LiquidError) {
    let outer = names.map { frame.slots[$0.0.slot].local }
    for (variable, value) in names { frame.slots[variable.slot].local = value }
    defer {
      for (index, (variable, _)) in names.enumerated() {
        frame.slots[variable.slot].local = outer[index]
      }
    }
    try render(body)
  }

  /// Renders a part once for each item, as `for` does: with `forloop`, `break` and `continue`.
  ///
  /// - Parameters:
  ///   - variable: What the part calls the item.
  ///   - items: The items.
  ///   - name: What `forloop.name` says.
  ///   - body: The part.
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func loop(
    _ variable: Variable,
    over items: [Value],
    name: String,
    _ body: Body
  ) throws(LiquidError) {
    let outer = frame.slots[variable.slot].local
    let level = frame.loops.count
    frame.loops.append(LoopState(name: name, length: items.count))
    defer {
      frame.loops.removeLast()
      frame.slots[variable.slot].local = outer
    }
    for item in items {
      frame.slots[variable.slot].local = item
      try render(body)
      frame.loops[level].index += 1
      if let interruption {
        self.interruption = nil
        if interruption == .break { return }
      }
    }
  }

  /// Renders a part into a text of its own.
  ///
  /// - Returns: The text.
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func captured(_ body: Body) throws(LiquidError) -> String {
    let mark = output.begin()
    try render(body)
    return output.take(from: mark)
  }

  /// Renders a part under a name that ``Passage/Origin/labels`` tells.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func labelled(
    _ label: @autoclosure () -> String,
    _ render: (inout RenderContext) throws(LiquidError) -> Void
  ) throws(LiquidError) {
    guard output.trace != nil else { return try render(&self) }
    output.trace?.labels.append(label())
    defer { output.trace?.labels.removeLast() }
    try render(&self)
  }

  /// Writes what a tag has to say; the layout leaves it as it is.
  ///
  /// - Throws: `LiquidError` when the result becomes too long or costs too much.
  public mutating func write(_ text: String, _ span: SourceSpan) throws(LiquidError) {
    let start = output.bytes.count
    output.write(text)
    output.trace?.note(start..<output.bytes.count, .tag, span)
    try checkLimits(span)
  }

  /// Writes a value.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  mutating func write(_ part: Body.Output) throws(LiquidError) {
    let start = output.bytes.count
    switch try evaluate(part.expression) {
    case .string(let text): output.write(text)
    case .integer(let number): output.write(number)
    case .nil: return
    case let value: output.write(value.printed)
    }
    if output.trace != nil {
      output.trace?.note(start..<output.bytes.count, .value, part.expression.span)
    }
    if mayBeAtLimit() { try checkLimits(part.expression.span) }
  }

  /// Gives a name a value for the rest of the template.
  public mutating func assign(_ variable: Variable, _ value: Value) {
    frame.slots[variable.slot].base = value
    frame.slots[variable.slot].isAssigned = true
  }

  /// Counts steps that are going to be made.
  ///
  /// - Throws: `LiquidError` where they are more than there may be.
  mutating func spend(_ count: Int, _ span: SourceSpan) throws(LiquidError) {
    steps = min(steps, .max >> 1) + min(count, .max >> 2)
    try checkLimits(span)
  }

  /// Counts work that is not seen from outside, such as what a filter reads.
  mutating func charge(_ work: Int) {
    steps = min(steps, .max >> 1) + (work >> 6)
  }

  /// Whether a limit has to be looked at: seldom, so that most parts cost a few comparisons.
  ///
  /// Mutating, since the compiler copies the context for a getter.
  @inline(__always)
  private mutating func mayBeAtLimit() -> Bool {
    output.bytes.count > outputLimit || steps & 0xFF == 0 || steps > stepLimit
      || depth > depthLimit
  }

  /// Whether the template may go on.
  ///
  /// - Throws: `LiquidError` where it met a limit.
  mutating func checkLimits(_ span: SourceSpan) throws(LiquidError) {
    let limits = program.environment.limits
    guard output.bytes.count <= limits.outputSize else {
      throw LiquidError(span, "the result becomes longer than it may be")
    }
    guard steps <= limits.steps else {
      throw LiquidError(span, "the template takes more steps than it may")
    }
    guard depth <= limits.depth else {
      throw LiquidError(span, "blocks and snippets stand too deep within one another")
    }
    if let isTimeUp = limits.isTimeUp, isTimeUp() {
      throw LiquidError(span, "the template takes more time than it may")
    }
  }
}
