internal import BigInt

/// `{% increment name %}` and `{% decrement name %}`: a counter apart from what is assigned.
struct CounterNode: Node {
  let variable: Variable
  let step: Int
  let span: SourceSpan

  static func parse(_ reader: inout TagReader, step: Int) throws(LiquidError) -> any Node {
    let variable = try reader.variable()
    try reader.arguments.finish()
    return CounterNode(variable: variable, step: step, span: reader.span)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let slot = variable.slot
    let now = context.frame.counters[slot] ?? context.counterStart(slot)
    let next = Value(Number.whole(Number(now).wholePart + BigInt(step)).wholePart)
    context.frame.counters[slot] = next
    if !context.frame.slots[slot].isAssigned { context.frame.slots[slot].base = next }
    // What is counted up says where it was, what is counted down where it is.
    try context.write((step > 0 ? now : next).text, span)
  }
}

extension RenderContext {
  /// Where a counter begins: at the number that the template was given, else at 0.
  fileprivate func counterStart(_ slot: Int) -> Value {
    let given = (frame.isIsolated ? nil : data[program.symbols[slot]]) ?? .nil
    switch given {
    case .integer, .bigInteger: return given
    default: return .integer(0)
    }
  }
}

extension Number {
  fileprivate var wholePart: BigInt {
    switch self {
    case .whole(let number): number
    case .decimal(let number): number.floor
    }
  }
}
