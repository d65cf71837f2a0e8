internal import Liquid

/// `{% personal 'How do you know Ada?' %}`: a place that only the person can fill.
struct PersonalNode: Node {
  let cue: Expression
  let isOptional: Operand?
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let cue = try reader.arguments.expression()
    let named = try LetterTags.named(&reader, ["optional"])
    return PersonalNode(cue: cue, isOptional: named["optional"], span: reader.span)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let cue = try context.evaluate(cue).text
    var mayVanish = false
    if let isOptional { mayVanish = try context.evaluate(isOptional).isTruthy }
    let isOptional = mayVanish
    let place = context.change(LetterMemory.self) { $0.place(cue: cue, isOptional: isOptional) }
    try context.write(place ?? Place.written(cue: cue, isOptional: isOptional), span)
  }
}
