internal import Contacts
internal import MailMessage
internal import Threads

/// A draft as the checks read it: its words, and the people it is for.
struct DraftReading {
  let contacts: [Contact]
  var measure: LetterMeasure
  /// What is in the quotes; nil where there are none.
  var quotes: LetterMeasure?
  /// The words of their files, of news and of the template: these point to nobody else.
  let known: Set<UInt32>
  /// Which of the news it tells, by their numbers.
  let told: [Int]
  /// The share of own words that its template asks for; nil where it says nothing.
  let bound: Double?
}

extension Reviewer {
  /// The last so many days are "these weeks": a letter sent in them is compared with all.
  static let recentDays = 30

  /// So many drafts are worth a second thread.
  static let many = 200

  /// Reads the drafts, and finds what they have in common with each other and with other letters.
  func read(_ drafts: [Draft]) -> (readings: [DraftReading], comparison: LetterComparison) {
    let approved = Companion(isWanted: drafts.count >= Self.many) { approvedLetters() }
    let table = WordTable()
    var comparison = LetterComparison(table: table)
    var reader = DraftReader(reviewer: self, table: table)
    var readings = drafts.map { reader.read($0) }
    comparison.reserve(words: readings.reduce(0) { $0 + $1.measure.words.count })
    let watched = readings.map { reading in
      comparison.watch(reading.measure.words, isReused: reading.measure.isReused)
    }
    let watchedQuotes = readings.map { reading in
      reading.quotes.map { comparison.watch($0.words, isReused: $0.isReused) }
    }
    for (index, draft) in drafts.enumerated() {
      let (words, quotes) = (readings[index].measure.words, readings[index].quotes?.words)
      comparison.count(CountedLetter(draft, words, quotes), watched[index])
    }
    let paths = Set(drafts.map(\.path))
    for draft in others.drafts() where !paths.contains(draft.path) {
      let (words, quotes) = reader.words(of: draft)
      comparison.count(CountedLetter(draft, words, quotes))
    }
    let letters = approved.value()
    let numbers = table.numbers(of: letters.table)
    comparison.count(letters.letters, numbers)
    reader.kinds.learn(letters.lowerCase, numbers)
    comparison.attachmentWords = table.numbers { Self.speaksOfAFile($0) || $0 == "ci" }
    if everybody.count > 1 { comparison.traces = PeopleTraces(everybody, reader.kinds) }
    for index in readings.indices {
      let hits = comparison.hits(in: readings[index].measure.words, watched[index])
      readings[index].measure.add(hits)
      if let quotes = readings[index].quotes, let watched = watchedQuotes[index] {
        readings[index].quotes?.add(comparison.hits(in: quotes.words, watched))
      }
    }
    return (readings, comparison)
  }

  /// Reads the letters of the outbox, and of those that were sent the ones of these weeks.
  private func approvedLetters() -> ApprovedLetters {
    var letters = ApprovedLetters(writer: writerNames)
    let since = today?.adding(days: -Self.recentDays)
    others.approved(since ?? CalendarDay(DateTime(secondsSinceEpoch: 0))) { letters.add($0) }
    return letters
  }

  /// How much of a draft is the person's own; earlier letters to the same people and notes on them
  /// are held against it, too.
  func ownWords(
    of draft: Draft,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> OwnWords {
    var measure = reading.measure
    let counted = Set(reading.contacts.flatMap { comparison.byContact[$0.id] ?? [] })
    let known = Set(counted.compactMap { comparison.letters[$0].id })
    let entries = reading.contacts.flatMap { history.entries(with: $0.id) }
      .filter { $0.kind == .letter && !known.contains($0.id) && $0.id != draft.id }
    let writer = writerNames
    let letters = entries.compactMap(others.earlier)
    let earlier = letters.map { LetterBody($0, writer: writer).words(comparison.table) }
    measure.add(earlier, as: .earlierLetter)
    let hidden = reading.quotes.map { hiddenWords(in: $0, of: draft, thread: letters) } ?? 0
    return measure.ownWords(of: draft, hidden: hidden)
  }

  /// How many words of the quotes were there before, and are in no letter between the two: a quote
  /// mark hides no text that others get as well.
  private func hiddenWords(in quotes: LetterMeasure, of draft: Draft, thread: [Draft]) -> Int {
    let places = quotes.reusedPlaces
    guard !places.isEmpty else { return 0 }
    let replies = draft.contacts.flatMap { history.entries(with: $0) }
      .filter { $0.kind == .reply }.compactMap(\.text)
    let known = (thread.map(\.text) + replies).map { OwnWords.words(of: $0) }
    let texts = known.map { " \($0.joined(separator: " ")) " }
    let quoted = Set(places.map(\.line)).filter { line in
      let words = OwnWords.words(of: draft.lines[Int(line)]).joined(separator: " ")
      return texts.contains { $0.contains(" \(words) ") }
    }
    return places.count { !quoted.contains($0.line) }
  }

  /// The ways in which the writer may sign, as ``LetterBody/bare(_:)`` has them.
  var writerNames: [String] {
    let words = OwnWords.words(of: me.name)
    return [words.joined(separator: " ")] + (words.first.map { [$0] } ?? [])
  }
}

/// Reads drafts one after the other, and what they share once.
private struct DraftReader {
  let reviewer: Reviewer
  let table: WordTable
  private let writer: [String]
  /// What is known of words from all that was read.
  let kinds: WordKinds
  private let news: KnownTexts
  private let newsTexts: ToldTexts
  /// The words of news, and of the writer's own name and place.
  private let familiar: Set<UInt32>
  private var templates: [String: Template] = [:]

  /// What a template says, and what it asks for.
  private struct Template {
    let graph: WordingGraph
    let words: Set<UInt32>
    let bound: Double?
  }

  init(reviewer: Reviewer, table: WordTable) {
    self.reviewer = reviewer
    self.table = table
    writer = reviewer.writerNames
    kinds = WordKinds(table)
    let texts = reviewer.news.map(\.text)
    news = KnownTexts(texts, table)
    newsTexts = ToldTexts(texts.map { LetterWords($0, table) })
    let own = [reviewer.me.name, reviewer.me.city ?? ""]
    familiar = Set((texts + own).flatMap { LetterWords($0, table).numbers })
  }

  func words(of draft: Draft) -> (words: LetterWords, quotes: LetterWords?) {
    let body = LetterBody(draft, writer: writer)
    let words = body.words(table)
    kinds.learn(words)
    return (words, body.quotedWords(table))
  }

  mutating func read(_ draft: Draft) -> DraftReading {
    let contacts = draft.contacts.compactMap { reviewer.people[$0] }
    let texts = contacts.flatMap { contact in
      contact.notes.map(\.text) + contact.fields.flatMap { $0.value.texts }
    }
    let template = template(draft.template)
    let (words, quotes) = words(of: draft)
    let measure = LetterMeasure(
      words,
      wording: template.graph,
      known: [news, KnownTexts(texts, table)]
    )
    var known = template.words.union(familiar)
    for text in texts + contacts.flatMap({ $0.notes.compactMap(\.say) }) + [draft.subject] {
      known.formUnion(LetterWords(text, table).numbers)
    }
    return DraftReading(
      contacts: contacts,
      measure: measure,
      quotes: quotes.map { LetterMeasure($0, wording: template.graph, known: [news]) },
      known: known,
      told: newsTexts.told(in: measure.words),
      bound: template.bound
    )
  }

  /// The words of a draft's template, and of all where it names none that there is.
  private mutating func template(_ name: String?) -> Template {
    let key = name ?? ""
    if let known = templates[key] { return known }
    let named = name.flatMap(reviewer.templateText)
    let wordings =
      named.map { [$0] } ?? reviewer.templateNames().compactMap(reviewer.templateText)
    let graph = WordingGraph(wordings, table)
    let template = Template(graph: graph, words: graph.vocabulary, bound: named?.ownWords)
    templates[key] = template
    return template
  }
}
