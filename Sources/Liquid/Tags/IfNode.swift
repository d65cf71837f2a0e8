/// `{% if … %}…{% elsif … %}…{% else %}…{% endif %}`, and `unless`.
struct IfNode: Node {
  let branches: [Branch]

  final class Branch: Sendable {
    /// Nil for `else`.
    let condition: Condition?
    let isNegated: Bool
    let body: Body

    init(condition: Condition?, isNegated: Bool, body: Body) {
      self.condition = condition
      self.isNegated = isNegated
      self.body = body
    }
  }

  static func parse(_ reader: inout TagReader, isNegated: Bool) throws(LiquidError) -> any Node {
    let last = isNegated ? "endunless" : "endif"
    var conditions: [Condition?] = []
    var bodies: [Body] = []
    var end = "elsif"
    while end != last {
      conditions.append(end == "elsif" ? try reader.arguments.condition() : nil)
      // What stands behind `else` is as good as a comment: other engines let it pass, too.
      if end == "elsif" {
        try reader.arguments.finish()
      } else {
        try refuseCondition(&reader)
      }
      let (body, next) = try reader.body(until: "elsif", "else", last)
      bodies.append(body)
      end = next
    }
    let pruned = reader.pruned(bodies)
    let branches = conditions.indices.map { index in
      Branch(
        condition: conditions[index],
        isNegated: isNegated && index == 0,
        body: pruned[index]
      )
    }
    return IfNode(branches: branches)
  }

  /// `else if` is written by everybody who knows another language, and its condition would be lost.
  private static func refuseCondition(_ reader: inout TagReader) throws(LiquidError) {
    reader.arguments.skipSpace()
    let start = reader.arguments.position
    guard !reader.parser.program.environment.isLenient, reader.arguments.take(word: "if") else {
      return
    }
    let span = reader.arguments.span(from: start)
    throw LiquidError(span, "'else' takes no condition", hint: "write 'elsif'")
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.charge(branches.count)
    for branch in branches {
      guard let condition = branch.condition else { return try context.render(branch.body) }
      if try context.isTrue(condition) != branch.isNegated {
        return try context.render(branch.body)
      }
    }
  }

  var isBlank: Bool { branches.allSatisfy(\.body.isBlank) }
}
