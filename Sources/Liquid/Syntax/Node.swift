/// A part of a template that can be rendered.
public protocol Node: Sendable {
  /// Writes what the part says, and nothing else happens.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  func render(_ context: inout RenderContext) throws(LiquidError)
}

/// Parts one after the other.
public struct Body: Sendable {
  let nodes: [any Node]
}

/// Text of the template itself.
struct TextNode: Node {
  let bytes: [UInt8]

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.output.writeTemplateText(bytes)
  }
}

/// What stands between `{{` and `}}`.
struct OutputNode: Node {
  let expression: Expression
  let span: SourceSpan

  func render(_ context: inout RenderContext) throws(LiquidError) {
    try context.write(context.evaluate(expression).text, span)
  }
}
