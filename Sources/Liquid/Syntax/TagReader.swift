/// What the parser of a tag reads: its arguments, and the template up to its end.
public struct TagReader: Sendable {
  /// The tag's name.
  public let name: String
  /// Where the whole tag stands.
  public let span: SourceSpan
  /// What stands behind the name; after ``body(until:)`` behind that of the tag that ended it.
  public var arguments: ExpressionReader
  /// Where the name stands.
  public let nameSpan: SourceSpan
  var parser: Parser

  init(_ parser: Parser, name: String, token: TemplateToken) {
    self.parser = parser
    self.name = name
    span = SourceSpan(parser.source, token.whole)
    let nameRange = parser.nameRange(of: token)
    nameSpan = SourceSpan(parser.source, nameRange)
    arguments = ExpressionReader(
      parser.source,
      nameRange.upperBound..<token.content.upperBound,
      parser.environment.filters
    )
  }

  /// Reads the template up to one of these tags.
  ///
  /// - Parameter ends: The names of the tags that may end it, such as `else` and `endnote`.
  /// - Returns: What stands before, and the name of the tag that ended it.
  /// - Throws: `LiquidError` when the template ends first.
  public mutating func body(until ends: String...) throws(LiquidError) -> (Body, end: String) {
    let (body, end) = parser.body(until: ends)
    guard let end else {
      let last = ends.last ?? ""
      throw LiquidError(span, "'\(name)' is never ended", hint: "end it with '{% \(last) %}'")
    }
    let nameRange = parser.nameRange(of: end)
    arguments = ExpressionReader(
      parser.source,
      nameRange.upperBound..<end.content.upperBound,
      parser.environment.filters
    )
    return (body, parser.name(of: end))
  }

  /// Passes over the template up to the tag's own end, whatever stands there.
  ///
  /// - Throws: `LiquidError` when the template ends first.
  mutating func skipToEnd() throws(LiquidError) {
    var depth = 1
    while parser.index < parser.tokens.count {
      let token = parser.tokens[parser.index]
      parser.index += 1
      guard token.kind == .tag else { continue }
      let found = parser.name(of: token)
      if found == name { depth += 1 }
      if found == "end\(name)" { depth -= 1 }
      if depth == 0 { return }
    }
    throw LiquidError(span, "'\(name)' is never ended", hint: "end it with '{% end\(name) %}'")
  }
}
