/// A name for a value: `{% assign name = value %}`.
struct AssignNode: Node {
  let name: String
  let value: Expression

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    guard let name = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
    guard reader.arguments.take("=") else { throw reader.arguments.unexpected("'='") }
    let value = try reader.arguments.filtered()
    try reader.arguments.finish()
    return AssignNode(name: name, value: value)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.assign(name, try context.evaluate(value))
  }
}

/// A name for a text: `{% capture name %}…{% endcapture %}`.
struct CaptureNode: Node {
  let name: String
  let body: Body

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    guard let name = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
    try reader.arguments.finish()
    let (body, _) = try reader.body(until: "endcapture")
    return CaptureNode(name: name, body: body)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.assign(name, .string(try context.captured(body)))
  }
}

/// A value printed by a tag: `{% echo value %}`.
struct EchoNode: Node {
  let value: Expression
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let value = try reader.arguments.filtered()
    try reader.arguments.finish()
    return EchoNode(value: value, span: reader.span)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    try context.write(context.evaluate(value).text, span)
  }
}

/// What is said to the reader of the template: `{% comment %}` and `{% # … %}`.
struct CommentNode: Node {
  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    try reader.skipToEnd()
    return CommentNode()
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {}
}

/// Text in which braces are nothing but braces: `{% raw %}…{% endraw %}`.
struct RawNode: Node {
  let body: Body

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    try reader.arguments.finish()
    let (body, _) = try reader.body(until: "endraw")
    return RawNode(body: body)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    try context.render(body)
  }
}
