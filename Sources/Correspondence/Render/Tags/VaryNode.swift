internal import Liquid

/// `{% vary 'opening' %}A{% or %}B{% endvary %}`: one of the variants, never one that this person
/// has had while there is another.
///
/// Once all were had, the one of longest ago comes again; with `exhausted: 'omit'` nothing stands
/// there, with `exhausted: 'refuse'` there is no letter.
struct VaryNode: Node {
  let name: Operand
  let exhausted: Operand?
  let variants: [Body]
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let name = try reader.arguments.operand()
    let named = try LetterTags.named(&reader, ["exhausted"])
    let span = reader.span
    var variants: [Body] = []
    while true {
      let (body, end) = try reader.body(until: "or", "endvary")
      variants.append(body)
      if end == "endvary" { break }
    }
    return VaryNode(name: name, exhausted: named["exhausted"], variants: variants, span: span)
  }

  /// What becomes of the tag when a person has had every variant.
  private enum Exhaustion: String {
    case `repeat`
    case omit
    case refuse
  }

  private func exhaustion(_ context: inout RenderContext) throws(LiquidError) -> Exhaustion {
    guard let exhausted else { return .repeat }
    guard let choice = Exhaustion(rawValue: try context.evaluate(exhausted).text) else {
      throw LiquidError(span, "'exhausted:' takes 'repeat', 'omit' or 'refuse'")
    }
    return choice
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let name = try LetterTags.name(name, &context)
    let exhaustion = try exhaustion(&context)
    // A variant is known by what it says; saying it to know it must take nothing.
    let before = context.state(as: LetterMemory.self)
    var texts: [String] = []
    for variant in variants { texts.append(try context.captured(variant)) }
    let said = texts
    let index = context.change(LetterMemory.self) { memory -> Int? in
      memory = before ?? memory
      return memory.pick(name, among: said, mayRepeat: exhaustion == .repeat)
    }
    if let index = index ?? 0 {
      try context.labelled("\(name) \(index + 1)") { context throws(LiquidError) in
        try context.render(variants[index])
      }
    } else if exhaustion == .refuse {
      let reason = "every '\(name)' was said to this person before"
      context.change(LetterMemory.self) { $0.abort(reason) }
    }
  }
}
