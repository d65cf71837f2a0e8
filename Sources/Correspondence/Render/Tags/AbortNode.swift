internal import Liquid

/// `{% abort 'reason' %}`: this person gets no draft this month.
struct AbortNode: Node {
  let reason: Operand

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let reason = try reader.arguments.operand()
    try reader.arguments.finish()
    return AbortNode(reason: reason)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let reason = try context.evaluate(reason).text
    context.change(LetterMemory.self) { $0.abort(reason) }
  }
}
