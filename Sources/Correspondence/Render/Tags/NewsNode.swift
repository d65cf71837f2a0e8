internal import Contacts
internal import Liquid

/// `{% news item limit: 2 %}…{% else %}…{% endnews %}`: the user's news for this person's groups
/// that they were not told yet.
struct NewsNode: Node {
  let name: String
  let limit: Expression?
  let body: Body
  let otherwise: Body?
  let memory: LetterMemory

  static func parse(
    _ reader: inout TagReader,
    _ memory: LetterMemory
  ) throws(LiquidError) -> any Node {
    guard let name = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
    let named = try LetterTags.named(&reader, ["limit"])
    let (body, end) = try reader.body(until: "else", "endnews")
    let otherwise = end == "else" ? try reader.body(until: "endnews").0 : nil
    return NewsNode(
      name: name,
      limit: named["limit"],
      body: body,
      otherwise: otherwise,
      memory: memory
    )
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let items = memory.takeNews(limit: try LetterTags.limit(limit, context))
    if items.isEmpty, let otherwise { try context.render(otherwise) }
    for (index, item) in items.enumerated() {
      let loop = LetterTags.loop(index, items.count)
      try context.render(body, with: [name: Value(LetterData.item(item)), "forloop": loop])
    }
  }
}
