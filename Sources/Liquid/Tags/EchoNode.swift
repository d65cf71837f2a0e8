/// A value printed by a tag: `{% echo value %}`.
struct EchoNode: Node {
  let value: Body.Output?

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    if reader.arguments.isAtEnd, reader.parser.program.environment.layout == .liquid {
      return EchoNode(value: nil)
    }
    let value = try reader.arguments.expression()
    try reader.arguments.finish()
    return EchoNode(value: Body.Output(value))
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    if let value { try context.write(value) }
  }
}

/// Tags without braces, one a line: `{% liquid … %}`.
struct LiquidNode: Node {
  /// The one tag that the parser reads itself.
  static let name = "liquid"

  let body: Body

  func render(_ context: inout RenderContext) throws(LiquidError) {
    try context.render(body)
  }

  var isBlank: Bool { body.isBlank }
}
