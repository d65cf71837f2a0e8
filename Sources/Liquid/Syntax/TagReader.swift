/// What the parser of a tag reads: its arguments, and the template up to its end.
public struct TagReader {
  /// The tag's name.
  public let name: String
  /// Where the whole tag stands.
  public let span: SourceSpan
  /// Where the name stands.
  public let nameSpan: SourceSpan
  /// What stands behind the name; after ``body(until:)`` behind that of the tag that ended it.
  public var arguments: ExpressionReader
  let parser: Parser

  init(_ parser: Parser, _ token: Token) {
    self.parser = parser
    name = parser.name(of: token)
    span = SourceSpan(parser.source, token.whole)
    nameSpan = SourceSpan(parser.source, token.name)
    arguments = ExpressionReader(parser.source, token.content, parser.program)
  }

  /// A name that the tag gives to something, which the template may then use.
  public func variable(_ name: String) -> Variable {
    Variable(name: name, slot: parser.program.define(name))
  }

  /// Reads a name that the tag gives to something.
  ///
  /// - Throws: `LiquidError` where none stands.
  public mutating func variable() throws(LiquidError) -> Variable {
    guard let word = arguments.word() else { throw arguments.unexpected("a name") }
    return variable(word)
  }

  /// The bodies of a tag; where they all say nothing, without their white space, as Liquid has it.
  ///
  /// In a letter a blank between two tags is meant: `{% unless forloop.last %} {% endunless %}`.
  func pruned(_ bodies: [Body]) -> [Body] {
    guard parser.program.environment.layout == .liquid else { return bodies }
    return bodies.allSatisfy(\.isBlank) ? bodies.map(\.withoutText) : bodies
  }

  /// Reads the template up to one of these tags.
  ///
  /// - Parameter ends: The names of the tags that may end it, such as `else` and `endnote`.
  /// - Returns: What stands before, and the name of the tag that ended it.
  /// - Throws: `LiquidError` when the template ends first.
  public mutating func body(until ends: String...) throws(LiquidError) -> (Body, end: String) {
    var (body, end) = try parser.nested(in: span, until: ends)
    body.owner = span
    guard let end else {
      let last = ends.last ?? ""
      let hint = parser.isLines ? "end it with '\(last)'" : "end it with '{% \(last) %}'"
      throw LiquidError(span, "'\(name)' is never ended", hint: hint + parser.pendingPlace)
    }
    arguments = ExpressionReader(parser.source, end.content, parser.program)
    return (body, parser.name(of: end))
  }
}
