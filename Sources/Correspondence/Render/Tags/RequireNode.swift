internal import Liquid

/// `{% require contact.met, 'say where you met' %}`: without it there is no draft; all that is
/// missing is said at once.
struct RequireNode: Node {
  let condition: Expression
  let wish: Expression
  let memory: LetterMemory

  static func parse(
    _ reader: inout TagReader,
    _ memory: LetterMemory
  ) throws(LiquidError) -> any Node {
    let condition = try reader.arguments.value()
    guard reader.arguments.take(",") else {
      throw reader.arguments.unexpected("',' and what to do")
    }
    let wish = try reader.arguments.value()
    try reader.arguments.finish()
    return RequireNode(condition: condition, wish: wish, memory: memory)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let isThere = try context.isTrue(condition)
    memory.require(isThere, orAskFor: try context.evaluate(wish).text)
  }
}
