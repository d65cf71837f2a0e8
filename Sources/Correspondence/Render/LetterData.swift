internal import Contacts
internal import Liquid
internal import MailMessage

/// What a template sees: `contact`, `me`, `news`, `today`, `month`, `season`, and what was set.
///
/// What is not known is absent, never empty: a template that asks for it without saying what to do
/// then is wrong, and says so, instead of greeting "Hi ,".
enum LetterData {
  /// What is the same in all letters, with the names of what is not.
  static func shared(
    _ me: Profile,
    _ news: [NewsItem],
    _ today: CalendarDay,
    _ values: [String: String]
  ) -> Value.Object {
    var fields = [
      Field(key: "contact", value: .null), Field(key: "contacts", value: .null),
      Field(key: "me", value: Self.me(me)), Field(key: "news", value: .list(news.map(item))),
      Field(key: "today", value: .text(today.description)), Field(key: "month", value: .null),
      Field(key: "season", value: .null),
    ]
    let known = Set(fields.map(\.key))
    fields += values.sorted { $0.key < $1.key }.filter { !known.contains($0.key) }
      .map { Field(key: $0.key, value: .text($0.value)) }
    return Value.Object(fields)
  }

  /// What the template of a letter to people sees, in the language that the letter is in.
  static func all(
    _ contacts: [Contact],
    _ renderer: LetterRenderer,
    _ language: String?
  ) -> Value.Object {
    let people = contacts.map { Value(person([$0], renderer, language)) }
    let speech = Speeches.speech(language) ?? EnglishSpeech()
    let month = renderer.today.month
    var data = renderer.shared
    data["contact"] =
      contacts.count > 1 ? Value(person(contacts, renderer, language)) : people.first
    data["contacts"] = .array(people)
    data["month"] = .string(speech.month(month))
    data["season"] = .string(speech.season(ofMonth: month))
    return data
  }

  private static func me(_ me: Profile) -> FieldValue {
    // The name a person signs with; a name of one word is the whole of it.
    let first = me.name.split(separator: " ").first.map(String.init)
    return mapping([
      ("name", .text(me.name)), ("first_name", first.map(FieldValue.text)),
      ("email", .text(me.address.description)), ("city", me.city.map(FieldValue.text)),
    ])
  }

  /// A news item as a template sees it.
  static func item(_ item: NewsItem) -> FieldValue {
    mapping([
      ("id", .text(item.id)), ("text", .text(item.text)), ("date", item.date.map(day)),
      ("tags", .list(item.tags.map(FieldValue.text))),
    ])
  }

  /// A note as a template sees it.
  static func note(_ note: Note, told: Bool, today: CalendarDay) -> FieldValue {
    mapping([
      ("id", .text(note.id)), ("text", .text(note.text)), ("say", note.say.map(FieldValue.text)),
      ("date", note.date.map(day)), ("tags", .list(note.tags.map(FieldValue.text))),
      ("age_days", note.date.map { .integer($0.days(until: today)) }), ("told", .boolean(told)),
      ("private", .boolean(note.isPrivate)),
    ])
  }

  /// A contact; of several whom one letter goes to the first, with everybody's names and notes.
  private static func person(
    _ contacts: [Contact],
    _ renderer: LetterRenderer,
    _ language: String?
  ) -> FieldValue {
    guard let contact = contacts.first else { return .null }
    let isFormal = contacts.contains { Salutation.isFormal($0) }
    let own: [(String, FieldValue?)] = [
      ("id", .text(contact.id)), ("name", .text(contact.name)),
      ("first_name", firstName(of: contacts, language)), ("form", isFormal ? .text("Sie") : nil),
      ("email", contact.emails.first.map { .text($0.description) }),
      ("salutation", .text(Salutation.line(for: contacts, language: language))),
      ("notes", .list(contacts.flatMap { notes(on: $0, renderer) })),
    ]
    let added = own + past(contact, renderer)
    let names = Set(added.filter { $0.0 != "form" || $0.1 != nil }.map(\.0))
    let rest = contact.fields.filter { !names.contains($0.key) && $0.value != .null }
    guard case .mapping(let fields) = mapping(added) else { return .mapping(rest) }
    return .mapping(fields + rest)
  }

  private static func notes(on contact: Contact, _ renderer: LetterRenderer) -> [FieldValue] {
    let notes = contact.notes.filter { !$0.isPrivate && !$0.text.isEmpty }
    guard !notes.isEmpty else { return [] }
    let told = Set(renderer.history.used(with: contact.id).notes)
    return notes.map { note($0, told: told.contains($0.id), today: renderer.today) }
  }

  /// The first name; in a letter to several all of them: `Ada and Joon`.
  private static func firstName(of contacts: [Contact], _ language: String?) -> FieldValue? {
    let names = contacts.compactMap(\.firstName)
    let speech = Speeches.speech(language) ?? EnglishSpeech()
    return names.count == contacts.count
      ? .text(Salutation.joined(names, and: speech.conjunction)) : nil
  }

  /// What follows from history.
  private static func past(
    _ contact: Contact,
    _ renderer: LetterRenderer
  ) -> [(String, FieldValue?)] {
    let history = renderer.history
    let entries = history.entries(with: contact.id)
    let years = entries.first.map { renderer.today.year - CalendarDay($0.at).year }
    return [
      ("last_letter", history.lastLetter(to: contact.id).map(entry)),
      ("last_touch", history.lastTouch(with: contact.id).map(entry)),
      ("replies", .list(entries.filter { $0.kind == .reply }.map(entry))),
      ("owes_reply", .boolean(history.owedReply(to: contact.id) != nil)),
      ("years_known", years.map(FieldValue.integer)),
    ]
  }

  private static func entry(_ entry: HistoryEntry) -> FieldValue {
    mapping([
      ("date", day(CalendarDay(entry.at))), ("kind", .text(entry.kind.rawValue)),
      ("subject", entry.subject.map(FieldValue.text)), ("text", entry.text.map(FieldValue.text)),
    ])
  }

  private static func day(_ day: CalendarDay) -> FieldValue {
    .text(day.description)
  }

  /// A mapping of what is known.
  private static func mapping(_ entries: [(String, FieldValue?)]) -> FieldValue {
    .mapping(entries.compactMap { key, value in value.map { Field(key: key, value: $0) } })
  }
}
