internal import Contacts
internal import Liquid

/// `{% news item limit: 2 %}…{% else %}…{% endnews %}`: the user's news for this person's groups
/// that they were not told yet.
struct NewsNode: Node {
  let variable: Variable
  let limit: Operand?
  let body: Body
  let otherwise: Body?

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let variable = try reader.variable()
    let named = try LetterTags.named(&reader, ["limit"])
    let (body, end) = try reader.body(until: "else", "endnews")
    let otherwise = end == "else" ? try reader.body(until: "endnews").0 : nil
    return NewsNode(variable: variable, limit: named["limit"], body: body, otherwise: otherwise)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let limit = try LetterTags.limit(limit, &context)
    let items = context.change(LetterMemory.self) { $0.takeNews(limit: limit) } ?? []
    if items.isEmpty, let otherwise { try context.render(otherwise) }
    let values = items.map { Value(LetterData.item($0)) }
    try context.labelled("news") { context throws(LiquidError) in
      try context.loop(variable, over: values, name: "news", body)
    }
  }
}
