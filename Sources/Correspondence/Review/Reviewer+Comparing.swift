internal import Contacts
internal import MailMessage
internal import Threads

/// A draft as the checks read it: its words, and the people it is for.
///
/// A reference is one count, and a copy would be one for each of its lists. Two threads look at it
/// once its passages are found; nothing of it changes then.
final class DraftReading {
  let contacts: [Contact]
  fileprivate(set) var measure: LetterMeasure
  /// What is in the quotes; nil where there are none.
  fileprivate(set) var quotes: LetterMeasure?
  /// The words that point to nobody else.
  let known: KnownWords
  /// Which of the news it tells, by their numbers.
  let told: [Int]
  /// The share of own words that its template asks for; nil where it says nothing.
  let bound: Double?

  init(
    contacts: [Contact],
    measure: LetterMeasure,
    quotes: LetterMeasure?,
    known: KnownWords,
    told: [Int],
    bound: Double?
  ) {
    self.contacts = contacts
    self.measure = measure
    self.quotes = quotes
    self.known = known
    self.told = told
    self.bound = bound
  }
}

/// The words of the recipients' files, of news and of the template.
struct KnownWords {
  /// What many letters have in common, kept once for all of them.
  let shared: Set<UInt32>
  var own: Set<UInt32>

  func contains(_ word: UInt32) -> Bool { shared.contains(word) || own.contains(word) }
}

extension Reviewer {
  /// The last so many days are "these weeks": a letter sent in them is compared with all.
  static let recentDays = 30

  /// So many drafts are worth a second thread.
  static let many = 200

  /// Reads the drafts, and finds what they have in common with each other and with other letters.
  ///
  /// `isSifting` is true where runs are to be sifted however few they are.
  func read(
    _ drafts: [Draft],
    isSifting: Bool = false
  ) -> (readings: [DraftReading], comparison: LetterComparison) {
    let isMuch = max(drafts.count, everybody.count) >= Self.many
    let approved = Companion(isWanted: isMuch) { approvedLetters() }
    let table = WordTable()
    var comparison = LetterComparison(table: table)
    var reader = DraftReader(reviewer: self, table: table)
    let readings = drafts.map { reader.read($0) }
    let paths = Set(drafts.map(\.path))
    var letters = others.drafts().filter { !paths.contains($0.path) }.map { reader.letter($0) }
    let sent = approved.value()
    let numbers = table.numbers(of: sent.table)
    reader.kinds.learn(sent.lowerCase, numbers)
    letters += sent.letters.map { $0.translated(numbers) }
    comparison.attachmentWords = table.numbers { Self.speaksOfAFile($0) || $0 == "ci" }
    // It has the table for itself: passages are looked for by the words' numbers.
    let people = reader.people
    let traces = Companion(isWanted: isMuch) { people.traces() }
    let words = readings.reduce(0) { $0 + $1.measure.words.count }
    comparison.begin(drafts: drafts.count, words: words, isSifting: isSifting)
    let watched = comparison.count(drafts, readings, and: letters)
    for (watched, reading) in zip(watched, readings) { comparison.find(watched, in: reading) }
    comparison.traces = traces.value()
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
    let letters = earlierLetters(to: reading.contacts, besides: draft, comparison)
      .compactMap(others.earlier)
    let earlier = letters.map { LetterBody($0, writer: writerNames).words(comparison.table) }
    measure.add(earlier, as: .earlierLetter)
    let hidden = reading.quotes.map { hiddenWords(in: $0, of: draft, thread: letters) } ?? 0
    return measure.ownWords(of: draft, hidden: hidden)
  }

  /// Letters that these people got, and that are not compared with already.
  private func earlierLetters(
    to contacts: [Contact],
    besides draft: Draft,
    _ comparison: LetterComparison
  ) -> [HistoryEntry] {
    let entries = contacts.flatMap { history.entries(with: $0.id) }
      .filter { $0.kind == .letter && $0.id != draft.id }
    guard !entries.isEmpty else { return [] }
    let counted = contacts.flatMap { comparison.byContact[$0.id] ?? [] }
    let known = Set(counted.compactMap { comparison.letters[$0].id })
    return entries.filter { !known.contains($0.id) }
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
}

extension LetterComparison {
  /// What is watched for in a draft, and in its quotes.
  fileprivate typealias WatchedDraft = (
    words: PassageIndex.Watched, quotes: PassageIndex.Watched?
  )

  /// Watches for the passages of drafts, and counts these and other letters.
  fileprivate mutating func count(
    _ drafts: [Draft],
    _ readings: [DraftReading],
    and others: [CountedLetter]
  ) -> [WatchedDraft] {
    var watched: [WatchedDraft] = readings.map { reading in
      (
        watch(reading.measure.words, isReused: reading.measure.isReused),
        reading.quotes.map { watch($0.words, isReused: $0.isReused) }
      )
    }
    let letters = zip(drafts, readings).map { draft, reading in
      CountedLetter(draft, reading.measure.words, reading.quotes?.words)
    }
    for (letter, watched) in zip(letters, watched) { meet(letter, watched.words) }
    for letter in others { meet(letter) }
    sift(watched.map(\.words) + watched.compactMap(\.quotes))
    for index in watched.indices { settle(&watched[index]) }
    for (letter, watched) in zip(letters, watched) { count(letter, watched.words) }
    for letter in others { count(letter) }
    return watched
  }

  private mutating func settle(_ watched: inout WatchedDraft) {
    settle(&watched.words)
    if var quotes = watched.quotes {
      settle(&quotes)
      watched.quotes = quotes
    }
  }

  /// Finds the passages of a draft that stand in other letters, too, once all are counted.
  fileprivate func find(_ watched: WatchedDraft, in reading: DraftReading) {
    reading.measure.add(hits(in: reading.measure.words, watched.words))
    if let words = reading.quotes?.words, let watched = watched.quotes {
      reading.quotes?.add(hits(in: words, watched))
    }
  }
}

/// Everybody, and their files in words; for one thread.
private struct EverybodyInWords: @unchecked Sendable {
  let contacts: [Contact]
  /// In the contacts' order.
  let files: [ContactWords]
  let kinds: WordKinds
  private let numbers: [String: Int]

  init(_ contacts: [Contact], _ kinds: WordKinds) {
    self.contacts = contacts
    self.kinds = kinds
    files = contacts.map { ContactWords($0, kinds.table) }
    for file in files { for note in file.notes { kinds.learn(note) } }
    numbers = Dictionary(zip(contacts.map(\.id), contacts.indices)) { first, _ in first }
  }

  /// The file of somebody, by id.
  subscript(id: String) -> ContactWords? { numbers[id].map { files[$0] } }

  /// By what letters show that they are somebody's; nil where there is nobody else.
  func traces() -> PeopleTraces? {
    contacts.count > 1 ? PeopleTraces(contacts, files, kinds) : nil
  }
}

/// Reads drafts one after the other, and what they share once.
private struct DraftReader {
  let reviewer: Reviewer
  let table: WordTable
  private let writer: [String]
  /// What is known of words from all that was read.
  let kinds: WordKinds
  let people: EverybodyInWords
  private let news: KnownTexts
  private let newsTexts: ToldTexts
  /// The words of news, and of the writer's own name and place.
  private let familiar: Set<UInt32>
  private var templates: [String: Template] = [:]

  /// What a template says, and what it asks for.
  private struct Template {
    let graph: WordingGraph
    /// Its words, and those that are familiar anyway.
    let words: Set<UInt32>
    let bound: Double?
  }

  init(reviewer: Reviewer, table: WordTable) {
    self.reviewer = reviewer
    self.table = table
    writer = reviewer.writerNames
    kinds = WordKinds(table)
    people = EverybodyInWords(reviewer.everybody, kinds)
    let texts = reviewer.news.map { LetterWords($0.text, table) }
    news = KnownTexts(texts)
    newsTexts = ToldTexts(texts)
    let own = [reviewer.me.name, reviewer.me.city ?? ""].map { LetterWords($0, table) }
    familiar = Set((texts + own).flatMap(\.numbers))
  }

  /// A letter that is only compared with.
  func letter(_ draft: Draft) -> CountedLetter {
    let (words, quotes) = words(of: draft)
    return CountedLetter(draft, words, quotes)
  }

  private func words(of draft: Draft) -> (words: LetterWords, quotes: LetterWords?) {
    let body = LetterBody(draft, writer: writer)
    let words = body.words(table)
    kinds.learn(words)
    return (words, body.quotedWords(table))
  }

  mutating func read(_ draft: Draft) -> DraftReading {
    let contacts = draft.contacts.compactMap { reviewer.people[$0] }
    let files = contacts.compactMap { people[$0.id] }
    let template = template(draft.template)
    let (words, quotes) = words(of: draft)
    let measure = LetterMeasure(
      words,
      wording: template.graph,
      known: [news, KnownTexts(files.flatMap(\.texts))]
    )
    let subject = LetterWords(draft.subject, table)
    let own = Set(files.flatMap(\.vocabulary) + subject.numbers)
    return DraftReading(
      contacts: contacts,
      measure: measure,
      quotes: quotes.map { LetterMeasure($0, wording: template.graph, known: [news]) },
      known: KnownWords(shared: template.words, own: own),
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
    let words = graph.vocabulary.union(familiar)
    let template = Template(graph: graph, words: words, bound: named?.ownWords)
    templates[key] = template
    return template
  }
}
