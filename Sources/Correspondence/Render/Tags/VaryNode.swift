internal import Liquid

/// `{% vary 'opening' %}A{% or %}B{% endvary %}`: one of the variants, never one that this person
/// has had while there is another.
struct VaryNode: Node {
  let name: Expression
  let exhausted: Expression?
  let variants: [Body]
  let memory: LetterMemory

  static func parse(
    _ reader: inout TagReader,
    _ memory: LetterMemory
  ) throws(LiquidError) -> any Node {
    let name = try reader.arguments.value()
    let named = try LetterTags.named(&reader, ["exhausted"])
    var variants: [Body] = []
    while true {
      let (body, end) = try reader.body(until: "or", "endvary")
      variants.append(body)
      if end == "endvary" { break }
    }
    return VaryNode(name: name, exhausted: named["exhausted"], variants: variants, memory: memory)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let name = try LetterTags.name(name, context)
    var mayRepeat = true
    if let exhausted { mayRepeat = try context.evaluate(exhausted).text != "refuse" }
    // A variant is known by what it says; saying it to know it must take nothing.
    let before = memory.state
    var texts: [String] = []
    for variant in variants { texts.append(try context.captured(variant)) }
    memory.state = before
    guard let index = memory.pick(name, among: texts, mayRepeat: mayRepeat) else {
      memory.abort("every '\(name)' was said to this person before")
      return
    }
    try context.render(variants[index])
  }
}
