internal import Liquid

/// `{% require contact.met, 'say where you met' %}`: without it there is no draft; all that is
/// missing is said at once.
struct RequireNode: Node {
  let condition: Operand
  let wish: Operand

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let condition = try reader.arguments.operand()
    guard reader.arguments.take(",") else {
      throw reader.arguments.unexpected("',' and what to do")
    }
    let wish = try reader.arguments.operand()
    try reader.arguments.finish()
    return RequireNode(condition: condition, wish: wish)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let isThere = try context.evaluate(ifThere: condition).isTruthy
    let wish = try context.evaluate(wish).text
    context.change(LetterMemory.self) { $0.require(isThere, orAskFor: wish) }
  }
}
