/// `{% if … %}…{% elsif … %}…{% else %}…{% endif %}`, and `unless`.
struct IfNode: Node {
  let branches: [(condition: Expression, isNegated: Bool, body: Body)]
  let otherwise: Body?

  static func parse(
    _ reader: inout TagReader,
    isNegated: Bool
  ) throws(LiquidError) -> any Node {
    let last = isNegated ? "endunless" : "endif"
    var branches: [(condition: Expression, isNegated: Bool, body: Body)] = []
    var otherwise: Body?
    var condition: Expression? = try Self.condition(&reader)
    while true {
      let (body, end) = try reader.body(until: "elsif", "else", last)
      if let condition {
        branches.append((condition, isNegated && branches.isEmpty, body))
      } else if otherwise == nil {
        otherwise = body
      }
      switch end {
      case "elsif" where condition != nil: condition = try Self.condition(&reader)
      case last: return IfNode(branches: branches, otherwise: otherwise)
      default:
        try reader.arguments.finish()
        condition = nil
      }
    }
  }

  private static func condition(_ reader: inout TagReader) throws(LiquidError) -> Expression {
    let condition = try reader.arguments.condition()
    try reader.arguments.finish()
    return condition
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    for branch in branches where try context.isTrue(branch.condition) != branch.isNegated {
      return try context.render(branch.body)
    }
    if let otherwise { try context.render(otherwise) }
  }
}

/// The branches of `{% case value %}{% when a, b %}…{% else %}…{% endcase %}` that are met.
struct CaseNode: Node {
  let subject: Expression
  let branches: [(values: [Expression], body: Body)]
  let otherwise: Body?
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let subject = try reader.arguments.value()
    try reader.arguments.finish()
    var branches: [(values: [Expression], body: Body)] = []
    var otherwise: Body?
    var (_, end) = try reader.body(until: "when", "else", "endcase")
    while end != "endcase" {
      let values = end == "when" ? try Self.values(&reader) : nil
      let (body, next) = try reader.body(until: "when", "else", "endcase")
      if let values { branches.append((values, body)) } else { otherwise = body }
      end = next
    }
    return CaseNode(
      subject: subject,
      branches: branches,
      otherwise: otherwise,
      span: reader.span
    )
  }

  private static func values(_ reader: inout TagReader) throws(LiquidError) -> [Expression] {
    var values = [try reader.arguments.value()]
    while reader.arguments.take(",") || reader.arguments.take(word: "or") {
      values.append(try reader.arguments.value())
    }
    try reader.arguments.finish()
    return values
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    var isMet = false
    for branch in branches {
      for value in branch.values
      where try context.isTrue(.comparison(subject, .equal, value, span)) {
        isMet = true
        try context.render(branch.body)
        break
      }
    }
    if !isMet, let otherwise { try context.render(otherwise) }
  }
}
