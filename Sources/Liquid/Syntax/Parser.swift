/// Makes a body of a source's tokens, and notes all that is wrong on the way.
final class Parser {
  let source: Source
  let program: ProgramBuilder
  private var lexer: Lexer
  private var pending: Token?
  /// The tags that may end the bodies being read, the innermost last.
  private var ends: [[String]] = []
  /// The ends of tags that could not be parsed: they end nothing, and that was said already.
  private var failed: [String: Int] = [:]

  init(_ source: Source, _ program: ProgramBuilder) {
    self.source = source
    self.program = program
    lexer = Lexer(source)
  }

  /// Whether each line is a tag, as in `{% liquid %}`.
  var isLines: Bool { lexer.isLines }

  /// The whole template.
  func template() -> Body {
    body(until: []).body
  }

  func name(of token: Token) -> String {
    String(decoding: source.bytes[token.name], as: UTF8.self)
  }

  /// Where the tag stands that ended one further out, in words; empty where none did.
  var pendingPlace: String {
    guard let pending else { return "" }
    let line = SourceSpan(source, pending.whole).place.line
    return ", before the '\(name(of: pending))' in line \(line)"
  }

  /// The body of a tag.
  func nested(
    in span: SourceSpan,
    until names: [String]
  ) throws(LiquidError) -> (body: Body, end: Token?) {
    ends.append(names)
    defer { ends.removeLast() }
    return try program.deeper(span) { body(until: names) }
  }

  /// The text up to the tag of this name, as it stands.
  func raw(until ending: String) -> Range<Int>? {
    lexer.raw(until: ending)
  }

  /// The tags of a `{% liquid %}` tag, a line each.
  private func lines(_ token: Token) throws(LiquidError) -> Body {
    let outer = (lexer, ends)
    lexer = Lexer(source, lines: token.content)
    ends = []
    defer { (lexer, ends) = outer }
    return try program.deeper(SourceSpan(source, token.whole)) { body(until: []).body }
  }

  /// The next tag, whatever it is, or nil at the end: for tags that pass over what they hold.
  func nextTag() -> Token? {
    while let token = next() {
      if token.kind == .tag { return token }
      if token.kind == .unclosed { lexer.passTag() }
    }
    return nil
  }

  private func next() -> Token? {
    if program.hasManyErrors { return nil }
    defer { pending = nil }
    return pending ?? lexer.next()
  }

  /// Parts up to a tag that ends them, and that tag; nil at the end of the template.
  private func body(until names: [String]) -> (body: Body, end: Token?) {
    var body = Body()
    while let token = next() {
      switch token.kind {
      case .text:
        let span = SourceSpan(source, token.content)
        body.append(.text(Text(Array(source.bytes[token.content]), span)))
      case .output: if let output = output(token) { body.append(output) }
      case .unclosed: noteUnclosed(token)
      case .tag:
        let name = name(of: token)
        if names.contains(name) { return (body, token) }
        if ends.dropLast().contains(where: { $0.contains(name) }) {
          // It ends a tag further out: this one was never ended.
          pending = token
          return (body, nil)
        }
        if let node = tag(name, token) {
          body.append(.tag(Body.Tag(node, SourceSpan(source, token.whole))))
        }
      }
    }
    return (body, nil)
  }

  private func output(_ token: Token) -> Body.Part? {
    var reader = ExpressionReader(source, token.content, program)
    if reader.isAtEnd, program.environment.layout == .liquid { return nil }
    do throws(LiquidError) {
      let expression = try reader.expression()
      try reader.finish()
      return .output(Body.Output(expression))
    } catch {
      program.note(error)
      return nil
    }
  }

  private func tag(_ name: String, _ token: Token) -> (any Node)? {
    do throws(LiquidError) {
      if name == LiquidNode.name { return LiquidNode(body: try lines(token)) }
      guard let parse = program.environment.tags[name] else {
        try unknown(name, SourceSpan(source, token.name.isEmpty ? token.whole : token.name))
        return nil
      }
      var reader = TagReader(self, token)
      return try parse(&reader)
    } catch {
      program.note(error)
      failed["end\(name)", default: 0] += 1
      return nil
    }
  }

  private func noteUnclosed(_ token: Token) {
    let isTag = source.bytes[token.whole.lowerBound + 1] == UInt8(ascii: "%")
    let hint = isTag ? "end it with '%}'" : "end it with '}}', and write no '}' in between"
    let span = SourceSpan(source, token.whole)
    program.note(LiquidError(span, "this is never closed", hint: hint))
  }

  private func unknown(_ name: String, _ span: SourceSpan) throws(LiquidError) {
    if let count = failed[name], count > 0 {
      failed[name] = count - 1
      return
    }
    if ["else", "elsif", "when", "or"].contains(name) {
      guard failed.isEmpty else { return }
      throw LiquidError(span, "'\(name)' stands outside of its tag")
    }
    if name.hasPrefix("end"), program.environment.tags[String(name.dropFirst(3))] != nil {
      throw LiquidError(span, "'\(name)' ends nothing that was begun")
    }
    throw LiquidError(
      span,
      name.isEmpty ? "a tag without a name" : "unknown tag '\(name)'",
      hint: Suggestion.hint(for: name, among: (ends.last ?? []) + program.environment.tagNames)
    )
  }
}
