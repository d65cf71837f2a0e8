/// A tag that was parsed: what it does when a template is rendered.
public protocol Node: Sendable {
  /// Writes what the tag says, and nothing else happens.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  func render(_ context: inout RenderContext) throws(LiquidError)

  /// Whether the tag writes nothing, whatever it is rendered with: white space alone with such tags
  /// in a block is not written either.
  var isBlank: Bool { get }
}

extension Node {
  /// Most tags write something.
  public var isBlank: Bool { false }
}

/// Parts of a template one after the other.
public struct Body: Sendable {
  var parts: [Part] = []
  /// The tag that it belongs to; nil for a whole template.
  var owner: SourceSpan?
  /// Whether nothing but white space and blank tags is in it.
  var isBlank = true

  /// One reference each, since they are looked at one by one in every rendering.
  enum Part: Sendable {
    case text(Text)
    case output(Output)
    case tag(Tag)
  }

  /// What stands between two pairs of braces.
  final class Output: Sendable {
    let expression: Expression

    init(_ expression: Expression) {
      self.expression = expression
    }
  }

  /// A tag where it stands.
  final class Tag: Sendable {
    let node: any Node
    let span: SourceSpan

    init(_ node: any Node, _ span: SourceSpan) {
      self.node = node
      self.span = span
    }
  }

  mutating func append(_ part: Part) {
    parts.append(part)
    switch part {
    case .text(let text): isBlank = isBlank && text.bytes.allSatisfy(ASCII.isSpace)
    case .output: isBlank = false
    case .tag(let tag): isBlank = isBlank && tag.node.isBlank
    }
  }

  /// Without the white space of a block that says nothing.
  var withoutText: Body {
    var body = self
    body.parts.removeAll { if case .text = $0 { true } else { false } }
    return body
  }
}

/// Text of the template itself, and its lines for the layout of letters.
final class Text: Sendable {
  let bytes: [UInt8]
  let lines: [Line]
  let span: SourceSpan

  /// A piece of text up to a line's end or its own.
  struct Line: Sendable {
    let range: Range<Int>
    let hasContent: Bool
    let isEnded: Bool
  }

  init(_ bytes: [UInt8], _ span: SourceSpan) {
    self.bytes = bytes
    self.span = span
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let hasContent = bytes[start..<end].contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
      lines.append(Line(range: start..<end, hasContent: hasContent, isEnded: end < bytes.count))
      start = end + 1
    }
    self.lines = lines
  }
}
