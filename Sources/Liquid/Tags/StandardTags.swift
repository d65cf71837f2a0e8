/// The tags of the language.
enum StandardTags {
  static let all: [String: Environment.TagParser] = [
    "assign": AssignNode.parse,
    "break": { reader throws(LiquidError) in try InterruptNode.parse(&reader, .break) },
    "capture": CaptureNode.parse,
    "case": CaseNode.parse,
    "comment": CommentNode.parse,
    "continue": { reader throws(LiquidError) in try InterruptNode.parse(&reader, .continue) },
    "echo": EchoNode.parse,
    "for": ForNode.parse,
    "if": { reader throws(LiquidError) in try IfNode.parse(&reader, isNegated: false) },
    "raw": RawNode.parse,
    "render": SnippetNode.parse,
    "unless": { reader throws(LiquidError) in try IfNode.parse(&reader, isNegated: true) },
  ]
}
