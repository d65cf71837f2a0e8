internal import Liquid

/// `{% personal 'How do you know Ada?' %}`: a place that only the person can fill.
struct PersonalNode: Node {
  let cue: Expression
  let isOptional: Expression?
  let memory: LetterMemory
  let span: SourceSpan

  static func parse(
    _ reader: inout TagReader,
    _ memory: LetterMemory
  ) throws(LiquidError) -> any Node {
    let cue = try reader.arguments.filtered()
    let named = try LetterTags.named(&reader, ["optional"])
    return PersonalNode(
      cue: cue,
      isOptional: named["optional"],
      memory: memory,
      span: reader.span
    )
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let cue = try context.evaluate(cue).text
    var mayVanish = false
    if let isOptional { mayVanish = try context.evaluate(isOptional).isTruthy }
    try context.write(memory.place(cue: cue, isOptional: mayVanish), span)
  }
}
