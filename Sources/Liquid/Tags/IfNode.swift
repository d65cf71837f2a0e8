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
      if end == "elsif" { try reader.arguments.finish() }
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
