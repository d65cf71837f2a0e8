internal import Liquid

/// `{% vary 'opening' %}A{% or %}B{% endvary %}`: one of the variants, never one that this person
/// has had while there is another.
struct VaryNode: Node {
  let name: Operand
  let exhausted: Operand?
  let variants: [Body]

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let name = try reader.arguments.operand()
    let named = try LetterTags.named(&reader, ["exhausted"])
    var variants: [Body] = []
    while true {
      let (body, end) = try reader.body(until: "or", "endvary")
      variants.append(body)
      if end == "endvary" { break }
    }
    return VaryNode(name: name, exhausted: named["exhausted"], variants: variants)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let name = try LetterTags.name(name, &context)
    var mayRepeat = true
    if let exhausted { mayRepeat = try context.evaluate(exhausted).text != "refuse" }
    // A variant is known by what it says; saying it to know it must take nothing.
    let before = context.state(as: LetterMemory.self)
    var texts: [String] = []
    for variant in variants { texts.append(try context.captured(variant)) }
    let (said, mayBeSaidAgain) = (texts, mayRepeat)
    let index = context.change(LetterMemory.self) { memory -> Int? in
      memory = before ?? memory
      return memory.pick(name, among: said, mayRepeat: mayBeSaidAgain)
    }
    guard let index = index ?? 0 else {
      let reason = "every '\(name)' was said to this person before"
      context.change(LetterMemory.self) { $0.abort(reason) }
      return
    }
    try context.labelled("\(name) \(index + 1)") { context throws(LiquidError) in
      try context.render(variants[index])
    }
  }
}
