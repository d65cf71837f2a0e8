internal import Liquid

/// `{% abort 'reason' %}`: this person gets no draft this month.
struct AbortNode: Node {
  let reason: Expression
  let memory: LetterMemory

  static func parse(
    _ reader: inout TagReader,
    _ memory: LetterMemory
  ) throws(LiquidError) -> any Node {
    let reason = try reader.arguments.value()
    try reader.arguments.finish()
    return AbortNode(reason: reason, memory: memory)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    memory.abort(try context.evaluate(reason).text)
  }
}
