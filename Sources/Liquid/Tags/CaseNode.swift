/// The branches of `{% case value %}{% when a, b %}…{% else %}…{% endcase %}` that are met, each as
/// often as a value of it is.
struct CaseNode: Node {
  let subject: Operand
  let branches: [Branch]
  /// How many values there are to compare with.
  let comparisons: Int

  final class Branch: Sendable {
    /// Nil for `else`.
    let values: [Operand]?
    let body: Body

    init(values: [Operand]?, body: Body) {
      self.values = values
      self.body = body
    }
  }

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    var subject = try reader.arguments.operand()
    // What is asked for is a value, and these words are an empty text as one.
    if subject.isWord { subject = .literal(.string("")) }
    try reader.arguments.finish()
    var values: [[Operand]?] = []
    var bodies: [Body] = []
    // What stands before the first branch belongs to none.
    var (_, end) = try reader.body(until: "when", "else", "endcase")
    while end != "endcase" {
      values.append(end == "when" ? try Self.values(&reader) : nil)
      try reader.arguments.finish()
      let (body, next) = try reader.body(until: "when", "else", "endcase")
      bodies.append(body)
      end = next
    }
    let pruned = reader.pruned(bodies)
    let branches = values.indices.map { Branch(values: values[$0], body: pruned[$0]) }
    let comparisons = values.reduce(0) { $0 + ($1?.count ?? 0) }
    return CaseNode(subject: subject, branches: branches, comparisons: comparisons)
  }

  private static func values(_ reader: inout TagReader) throws(LiquidError) -> [Operand] {
    var values = [try reader.arguments.operand()]
    while reader.arguments.take(",") || reader.arguments.take(word: "or") {
      values.append(try reader.arguments.operand())
    }
    return values
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    context.charge(comparisons)
    var isMet = false
    for branch in branches {
      guard let values = branch.values else {
        if !isMet { try context.render(branch.body) }
        continue
      }
      for value in values where try context.equals(subject, value) {
        isMet = true
        try context.render(branch.body)
      }
    }
  }

  var isBlank: Bool { branches.allSatisfy(\.body.isBlank) }
}
