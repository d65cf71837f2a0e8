/// A piece of a template: text, or what stands between braces.
struct TemplateToken {
  enum Kind {
    case text
    /// `{{ … }}`
    case output
    /// `{% … %}`
    case tag
  }

  let kind: Kind
  /// The text itself, or what stands between the braces without `-` and blanks.
  let content: Range<Int>
  /// The whole token with its braces.
  let whole: Range<Int>
}

/// Cuts a template into text and braces.
struct Lexer {
  private let source: Source
  private var position = 0
  private var trimsNext = false

  init(_ source: Source) {
    self.source = source
  }

  /// All tokens up to the end; `error` says which braces are never closed.
  mutating func tokens() -> (tokens: [TemplateToken], error: LiquidError?) {
    var tokens: [TemplateToken] = []
    while position < bytes.count {
      guard let open = nextOpening() else {
        appendText(to: bytes.count, trimsEnd: false, &tokens)
        position = bytes.count
        break
      }
      let isTag = bytes[open + 1] == UInt8(ascii: "%")
      let trimsBefore = open + 2 < bytes.count && bytes[open + 2] == UInt8(ascii: "-")
      appendText(to: open, trimsEnd: trimsBefore, &tokens)
      guard let close = closing(isTag, from: open + 2) else {
        let span = SourceSpan(source, open..<(open + 2))
        let mark = isTag ? "%}" : "}}"
        return (tokens, LiquidError(span, "this is never closed", hint: "end it with '\(mark)'"))
      }
      append(open, close, isTag, &tokens)
      if isTag, name(of: tokens.last) == "raw" { readRaw(&tokens) }
    }
    return (tokens, nil)
  }

  private var bytes: [UInt8] { source.bytes }

  private func nextOpening() -> Int? {
    var index = position
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{"),
        bytes[index + 1] == UInt8(ascii: "{") || bytes[index + 1] == UInt8(ascii: "%")
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Where the closing braces begin; a brace within quotes does not close.
  private func closing(_ isTag: Bool, from start: Int) -> Int? {
    let mark = UInt8(ascii: isTag ? "%" : "}")
    var index = start
    var quote: UInt8?
    while index + 1 < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        // An apostrophe in a comment opens nothing that must be closed.
        if bytes[(index + 1)...].prefix(while: { $0 != 0x0A }).contains(byte) { quote = byte }
      } else if byte == mark, bytes[index + 1] == UInt8(ascii: "}") {
        return index
      }
      index += 1
    }
    return nil
  }

  private mutating func append(
    _ open: Int,
    _ close: Int,
    _ isTag: Bool,
    _ tokens: inout [TemplateToken]
  ) {
    var start = open + 2
    var end = close
    if start < end, bytes[start] == UInt8(ascii: "-") { start += 1 }
    trimsNext = end > start && bytes[end - 1] == UInt8(ascii: "-")
    if trimsNext { end -= 1 }
    while start < end, Self.isSpace(bytes[start]) { start += 1 }
    while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
    let kind: TemplateToken.Kind = isTag ? .tag : .output
    tokens.append(TemplateToken(kind: kind, content: start..<end, whole: open..<(close + 2)))
    position = close + 2
  }

  private mutating func appendText(to end: Int, trimsEnd: Bool, _ tokens: inout [TemplateToken]) {
    var start = position
    var end = end
    if trimsNext { while start < end, Self.isSpace(bytes[start]) { start += 1 } }
    if trimsEnd { while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 } }
    trimsNext = false
    guard start < end else { return }
    tokens.append(TemplateToken(kind: .text, content: start..<end, whole: start..<end))
  }

  /// Everything up to `{% endraw %}` is text, braces and all.
  private mutating func readRaw(_ tokens: inout [TemplateToken]) {
    var index = position
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "%"),
        let close = closing(true, from: index + 2),
        SourceSpan(source, (index + 2)..<close).text.filter({ $0 != " " && $0 != "-" }) == "endraw"
      {
        appendText(to: index, trimsEnd: bytes[index + 2] == UInt8(ascii: "-"), &tokens)
        append(index, close, true, &tokens)
        return
      }
      index += 1
    }
  }

  private func name(of token: TemplateToken?) -> String? {
    token.map { SourceSpan(source, $0.content).text }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
