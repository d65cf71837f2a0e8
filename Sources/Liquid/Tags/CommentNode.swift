/// What is said to the reader of the template: `{% comment %}…{% endcomment %}`.
struct CommentNode: Node {
  /// Passes over everything up to the tag's own end, whatever stands there; comments may stand in
  /// one another, and what is raw ends nothing.
  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    var depth = 1
    while let token = reader.parser.nextTag() {
      switch reader.parser.name(of: token) {
      case "comment": depth += 1
      case "endcomment": depth -= 1
      case "raw":
        guard reader.parser.isLines || reader.parser.raw(until: "endraw") != nil else {
          throw LiquidError(
            SourceSpan(reader.parser.source, token.whole),
            "'raw' is never ended",
            hint: "end it with '{% endraw %}'"
          )
        }
      default: break
      }
      if depth == 0 { return CommentNode() }
    }
    let hint = reader.parser.isLines ? "'endcomment'" : "'{% endcomment %}'"
    throw LiquidError(reader.span, "'comment' is never ended", hint: "end it with \(hint)")
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {}

  var isBlank: Bool { true }
}

/// A comment of one tag, `{% # … %}`; each of its lines begins with `#`.
struct InlineCommentNode: Node {
  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let text = reader.arguments.text(reader.arguments.position..<reader.arguments.end)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
      guard let first = line.utf8.first(where: { !ASCII.isSpace($0) }) else { continue }
      guard first == UInt8(ascii: "#") else {
        throw LiquidError(reader.span, "each line of this comment has to begin with '#'")
      }
    }
    return InlineCommentNode()
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {}

  var isBlank: Bool { true }
}

/// What a snippet is for, for its reader: `{% doc %}…{% enddoc %}`.
struct DocNode: Node {
  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    try reader.arguments.finish()
    guard let range = reader.parser.raw(until: "enddoc") else {
      throw LiquidError(reader.span, "'doc' is never ended", hint: "end it with '{% enddoc %}'")
    }
    // What is never parsed can still be looked through for a `doc` within this one.
    var lexer = Lexer(reader.parser.source, inside: range)
    while let token = lexer.next() {
      guard token.kind == .tag, reader.parser.name(of: token) == "doc" else { continue }
      throw LiquidError(
        SourceSpan(reader.parser.source, token.whole),
        "'doc' cannot stand within another"
      )
    }
    return DocNode()
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {}

  var isBlank: Bool { true }
}

/// Text in which braces are nothing but braces: `{% raw %}…{% endraw %}`.
struct RawNode: Node {
  let text: Text

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    try reader.arguments.finish()
    guard let range = reader.parser.raw(until: "endraw") else {
      throw LiquidError(reader.span, "'raw' is never ended", hint: "end it with '{% endraw %}'")
    }
    let source = reader.parser.source
    return RawNode(text: Text(Array(source.bytes[range]), SourceSpan(source, range)))
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.output.write(text)
    try context.checkLimits(text.span)
  }

  var isBlank: Bool { text.bytes.isEmpty }
}
