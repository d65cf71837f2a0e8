/// Makes nodes of tokens, and collects all that is wrong on the way.
struct Parser: Sendable {
  let source: Source
  let environment: Environment
  let tokens: [TemplateToken]
  var index = 0
  var errors: [LiquidError] = []
  var depth = 0

  init(_ source: Source, _ environment: Environment) {
    self.source = source
    self.environment = environment
    var lexer = Lexer(source)
    let (tokens, error) = lexer.tokens()
    self.tokens = tokens
    if let error { errors = [error] }
  }

  /// The whole template.
  mutating func template() -> Body {
    body(until: []).body
  }

  /// Nodes up to a tag that ends them, and that tag; nil at the end of the template.
  mutating func body(until ends: [String]) -> (body: Body, end: TemplateToken?) {
    var nodes: [any Node] = []
    depth += 1
    defer { depth -= 1 }
    while index < tokens.count {
      let token = tokens[index]
      index += 1
      switch token.kind {
      case .text: nodes.append(TextNode(bytes: Array(source.bytes[token.content])))
      case .output:
        if let node = output(token) { nodes.append(node) }
      case .tag:
        let name = name(of: token)
        if ends.contains(name) { return (Body(nodes: nodes), token) }
        if let node = tag(name, token) { nodes.append(node) }
      }
    }
    return (Body(nodes: nodes), nil)
  }

  private mutating func output(_ token: TemplateToken) -> (any Node)? {
    var reader = ExpressionReader(source, token.content, environment.filters)
    do throws(LiquidError) {
      let expression = try reader.filtered()
      try reader.finish()
      return OutputNode(expression: expression, span: SourceSpan(source, token.whole))
    } catch {
      errors.append(error)
      return nil
    }
  }

  private mutating func tag(_ name: String, _ token: TemplateToken) -> (any Node)? {
    if name.hasPrefix("#") { return TagNode(CommentNode()) }
    let span = SourceSpan(source, nameRange(of: token))
    do throws(LiquidError) {
      guard depth <= environment.limits.depth else {
        throw LiquidError(span, "tags stand too deep within one another")
      }
      guard let parse = environment.tags[name] else { throw unknown(name, span) }
      var reader = TagReader(self, name: name, token: token)
      defer { self = reader.parser }
      return TagNode(try parse(&reader))
    } catch {
      errors.append(error)
      return nil
    }
  }

  private func unknown(_ name: String, _ span: SourceSpan) -> LiquidError {
    if name.hasPrefix("end"), environment.tags[String(name.dropFirst(3))] != nil {
      return LiquidError(span, "'\(name)' ends nothing that was begun")
    }
    if name == "else" || name == "elsif" || name == "when" || name == "or" {
      return LiquidError(span, "'\(name)' stands outside of its tag")
    }
    return LiquidError(
      span,
      name.isEmpty ? "a tag without a name" : "unknown tag '\(name)'",
      hint: Suggestion.hint(for: name, among: environment.tags.keys)
    )
  }

  /// The first word of a tag.
  func name(of token: TemplateToken) -> String {
    SourceSpan(source, nameRange(of: token)).text
  }

  /// Where the first word of a tag stands.
  func nameRange(of token: TemplateToken) -> Range<Int> {
    let content = source.bytes[token.content]
    let end = content.firstIndex { $0 == 0x20 || (0x09...0x0D).contains($0) || $0 == 0x3A }
    return token.content.lowerBound..<(end ?? token.content.upperBound)
  }
}

/// A tag where it stands, so that the layout knows of its line.
private struct TagNode: Node {
  private let node: any Node

  init(_ node: any Node) {
    self.node = node
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.output.noteTag()
    try node.render(&context)
    context.output.noteTag()
  }
}
