internal import Liquid

/// `{% once 'new-studio' %}…{% else %}…{% endonce %}`: said to each person once in a lifetime.
struct OnceNode: Node {
  let name: Operand
  let body: Body
  let otherwise: Body?

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let name = try reader.arguments.operand()
    try reader.arguments.finish()
    let (body, end) = try reader.body(until: "else", "endonce")
    let otherwise = end == "else" ? try reader.body(until: "endonce").0 : nil
    return OnceNode(name: name, body: body, otherwise: otherwise)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let name = try LetterTags.name(name, &context)
    if context.state(as: LetterMemory.self)?.keepsWordings == true {
      let text = try context.captured(body)
      context.change(LetterMemory.self) { $0.keep(text, saidOnceAs: name) }
    } else if context.change(LetterMemory.self, { $0.mayStillSay(name) }) ?? true {
      try context.render(body)
    } else if let otherwise {
      try context.render(otherwise)
    }
  }
}
