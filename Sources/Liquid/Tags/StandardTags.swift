/// The tags of the language.
enum StandardTags {
  static let all: [String: Environment.TagParser] = [
    "#": InlineCommentNode.parse,
    "assign": AssignNode.parse,
    "break": { reader throws(LiquidError) in try InterruptNode.parse(&reader, .break) },
    "capture": CaptureNode.parse,
    "case": CaseNode.parse,
    "comment": CommentNode.parse,
    "continue": { reader throws(LiquidError) in try InterruptNode.parse(&reader, .continue) },
    "cycle": CycleNode.parse,
    "decrement": { reader throws(LiquidError) in try CounterNode.parse(&reader, step: -1) },
    "doc": DocNode.parse,
    "echo": EchoNode.parse,
    "for": ForNode.parse,
    "if": { reader throws(LiquidError) in try IfNode.parse(&reader, isNegated: false) },
    "ifchanged": IfChangedNode.parse,
    "include": IncludeNode.parse,
    "increment": { reader throws(LiquidError) in try CounterNode.parse(&reader, step: 1) },
    "raw": RawNode.parse,
    "render": RenderNode.parse,
    "tablerow": TableRowNode.parse,
    "unless": { reader throws(LiquidError) in try IfNode.parse(&reader, isNegated: true) },
  ]
}
