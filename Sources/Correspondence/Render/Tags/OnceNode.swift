internal import Liquid

/// `{% once 'new-studio' %}…{% else %}…{% endonce %}`: said to each person once in a lifetime.
struct OnceNode: Node {
  let name: Expression
  let body: Body
  let otherwise: Body?
  let memory: LetterMemory

  static func parse(
    _ reader: inout TagReader,
    _ memory: LetterMemory
  ) throws(LiquidError) -> any Node {
    let name = try reader.arguments.value()
    try reader.arguments.finish()
    let (body, end) = try reader.body(until: "else", "endonce")
    let otherwise = end == "else" ? try reader.body(until: "endonce").0 : nil
    return OnceNode(name: name, body: body, otherwise: otherwise, memory: memory)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    if memory.mayStillSay(try LetterTags.name(name, context)) {
      try context.render(body)
    } else if let otherwise {
      try context.render(otherwise)
    }
  }
}
