internal import Contacts
internal import Liquid
internal import MailMessage

/// Dated notes that no letter drew on yet, newest first.
///
/// `{% note n in contact.notes limit: 2 tagged: 'work' within: '6 months' %}…{% else %}…{% endnote %}`
struct NoteNode: Node {
  let variable: Variable
  let list: Operand
  let named: [String: Operand]
  let body: Body
  let otherwise: Body?
  let today: CalendarDay

  static func parse(
    _ reader: inout TagReader,
    _ today: CalendarDay
  ) throws(LiquidError) -> any Node {
    let variable = try reader.variable()
    guard reader.arguments.take(word: "in") else { throw reader.arguments.unexpected("'in'") }
    let list = try reader.arguments.operand()
    let named = try LetterTags.named(&reader, ["limit", "tagged", "within"])
    let (body, end) = try reader.body(until: "else", "endnote")
    let otherwise = end == "else" ? try reader.body(until: "endnote").0 : nil
    return NoteNode(
      variable: variable,
      list: list,
      named: named,
      body: body,
      otherwise: otherwise,
      today: today
    )
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    var byID: [String: Value] = [:]
    for item in try context.evaluate(list).items {
      if case .object(let object) = item, let id = object["id"] { byID[id.text] = item }
    }
    let filter = try filter(&context)
    let known = Set(byID.keys)
    let notes = context.change(LetterMemory.self) { $0.takeNotes(among: known, filter) } ?? []
    if notes.isEmpty, let otherwise { try context.render(otherwise) }
    try context.labelled("note") { context throws(LiquidError) in
      try context.loop(variable, over: notes.compactMap { byID[$0.id] }, name: "note", body)
    }
  }

  private func filter(_ context: inout RenderContext) throws(LiquidError) -> LetterMemory.NoteFilter
  {
    var filter = LetterMemory.NoteFilter(limit: try LetterTags.limit(named["limit"], &context))
    if let tagged = named["tagged"] { filter.tag = try context.evaluate(tagged).text }
    if let within = named["within"] {
      let words = try context.evaluate(within).text
      filter.since = Cadence(words).flatMap { Self.day(before: today, by: $0) } ?? today
    }
    return filter
  }

  private static func day(before day: CalendarDay, by span: Cadence) -> CalendarDay? {
    guard case .every(let count, let unit) = span else { return nil }
    return switch unit {
    case .day: day.adding(days: -count)
    case .week: day.adding(days: -7 * count)
    case .month: day.adding(months: -count)
    case .year: day.adding(months: -12 * count)
    }
  }
}
