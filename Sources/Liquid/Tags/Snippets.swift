/// `{% render 'name', key: value %}`: a snippet that sees the caller's data and its arguments, and
/// nothing that the template made.
struct SnippetNode: Node {
  let name: String
  let nameSpan: SourceSpan
  let arguments: [(name: String, value: Expression)]
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    reader.arguments.skipSpace()
    let start = reader.arguments.position
    guard case .literal(.string(let name)) = try reader.arguments.value() else {
      throw LiquidError(reader.span, "'render' takes the name of a snippet in quotes")
    }
    let nameSpan = SourceSpan(reader.parser.source, start..<reader.arguments.position)
    var arguments: [(name: String, value: Expression)] = []
    while let argument = try reader.arguments.argument() { arguments.append(argument) }
    guard reader.parser.environment.snippet(name) != nil else {
      throw LiquidError(nameSpan, "there is no snippet '\(name)'")
    }
    return SnippetNode(name: name, nameSpan: nameSpan, arguments: arguments, span: reader.span)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    guard context.depth < context.environment.limits.depth else {
      throw LiquidError(span, "snippets stand too deep within one another")
    }
    guard let snippet = context.environment.snippet(name) else {
      throw LiquidError(nameSpan, "there is no snippet '\(name)'")
    }
    var names = Value.Object()
    for (name, value) in arguments { names[name] = try context.evaluate(value) }
    let template: Template
    do throws(LiquidErrors) {
      template = try context.environment.template(snippet.text, name: snippet.name)
    } catch {
      throw error.errors.first ?? LiquidError(nameSpan, "the snippet cannot be read")
    }
    try context.renderSnippet(template.body, names)
    try context.checkLimits(span)
  }
}

extension RenderContext {
  /// Renders a snippet; in letters the ends of its lines belong to who renders it.
  fileprivate mutating func renderSnippet(
    _ body: Body,
    _ names: Value.Object
  ) throws(LiquidError) {
    let outer = (scopes, output)
    scopes = [names]
    output = LetterOutput(environment.layout)
    defer { scopes = outer.0 }
    do throws(LiquidError) {
      try render(body)
    } catch {
      output = outer.1
      throw error
    }
    var bytes = output.bytes[...]
    if environment.layout == .letter {
      while let last = bytes.last, last == 0x0A || last == 0x20 { bytes.removeLast() }
    }
    output = outer.1
    output.writeSnippet(Array(bytes))
  }
}
