internal import Contacts
internal import MailMessage

/// What a letter being rendered draws on, and what its recipients had before.
///
/// One value belongs to one rendering, and nobody else sees what it takes.
struct LetterMemory: Sendable {
  /// What was taken so far, in the letter's order.
  private(set) var used = Used()
  /// The places as they were written into the text.
  private(set) var places: Set<String> = []
  /// What `{% require %}` found missing.
  private(set) var missing: [String] = []
  /// What `{% abort %}` said first.
  private(set) var aborted: String?

  /// What the template may say in words of its own choice; empty unless it was asked for.
  private(set) var wordings = LetterWordings()

  /// Whether ``wordings`` are kept.
  let keepsWordings: Bool
  private let contacts: [Contact]
  private let had: Used
  private let items: [NewsItem]
  private let today: CalendarDay
  /// Person, month and template: what choices follow from.
  private let seed: [String]
  /// What the letter says already.
  private let kept: Set<Used.Variant>
  private let tally: VariantTally

  init(
    contacts: [Contact],
    renderer: LetterRenderer,
    template: String,
    keeping kept: [Used.Variant] = []
  ) {
    keepsWordings = false
    self.kept = Set(kept)
    tally = renderer.tally
    self.contacts = contacts
    self.had = contacts.map { renderer.history.used(with: $0.id) }.reduce(into: Used()) {
      $0.notes += $1.notes
      $0.news += $1.news
      $0.variants += $1.variants
      $0.once += $1.once
    }
    self.items = renderer.news
    self.today = renderer.today
    self.seed = contacts.map(\.id) + [DraftID.month(of: renderer.today), template]
  }

  /// A memory of nothing, for a template that is tried out, or that is asked what it may say.
  init(today: CalendarDay, contacts: [Contact] = [], keepsWordings: Bool = false) {
    self.keepsWordings = keepsWordings
    self.contacts = contacts
    had = Used()
    items = []
    self.today = today
    seed = []
    kept = []
    tally = VariantTally()
  }

  /// Takes a place in, and says how the text has it: a paragraph of its own.
  mutating func place(cue: String, isOptional: Bool) -> String {
    let place = Place.written(cue: cue, isOptional: isOptional)
    places.insert(place)
    return "\n\n\(place)\n\n"
  }

  /// What a note has to be to be taken.
  struct NoteFilter {
    var limit = Int.max
    var tag: String?
    /// No older than this day.
    var since: CalendarDay?
  }

  /// Takes dated notes that this person's letters did not draw on yet, newest first.
  ///
  /// Private notes and promises are never among them.
  mutating func takeNotes(among ids: Set<String>, _ filter: NoteFilter) -> [Note] {
    let past = Set(had.notes + used.notes)
    let notes = contacts.flatMap(\.notes).filter { note in
      guard let date = note.date, !note.isPrivate, note.promise == nil, !note.text.isEmpty,
        ids.contains(note.id), !past.contains(note.id), date <= today
      else { return false }
      return (filter.tag.map(note.tags.contains) ?? true) && date >= (filter.since ?? date)
    }
    let newest = notes.sorted { one, other in
      (one.date?.daysSinceEpoch ?? .min, other.line)
        > (other.date?.daysSinceEpoch ?? .min, one.line)
    }
    let taken = Array(newest.prefix(max(0, filter.limit)))
    used.notes += taken.map(\.id)
    return taken
  }

  /// Takes news for this person's groups that they were not told yet: the newest, oldest first.
  mutating func takeNews(limit: Int) -> [NewsItem] {
    let past = Set(had.news + used.news)
    let groups = Set(contacts.flatMap(\.groups).map { $0.lowercased() })
    let fresh = items.enumerated().filter { _, item in
      !past.contains(item.id) && (item.date.map { $0 <= today } ?? true)
        && (item.tags.isEmpty || item.tags.contains { groups.contains($0.lowercased()) })
    }
    let newest = fresh.sorted { one, other in
      (one.element.date?.daysSinceEpoch ?? .min, one.offset)
        > (other.element.date?.daysSinceEpoch ?? .min, other.offset)
    }
    let taken = newest.prefix(max(0, limit)).reversed().map(\.element)
    used.news += taken.map(\.id)
    return taken
  }

  /// Picks one of several ways to say something: of those this person never had the one that the
  /// month's letters use least, else the one they had longest ago.
  ///
  /// - Returns: The index of the variant; nil where all were had and none may come again.
  mutating func pick(_ name: String, among texts: [String], mayRepeat: Bool) -> Int? {
    let digests = texts.map(Self.digest)
    if keepsWordings {
      for (digest, text) in zip(digests, texts) {
        wordings.variants[Used.Variant(name: name, digest: digest)] = text
      }
    }
    let past = had.variants.filter { $0.name == name }.map(\.digest)
    let fresh = digests.indices.filter { !past.contains(digests[$0]) }
    let index: Int?
    if fresh.isEmpty {
      let last = digests.indices.map { index in
        (past.lastIndex(of: digests[index]) ?? -1, index)
      }
      index = mayRepeat ? last.min { $0 < $1 }?.1 : nil
    } else {
      index = pick(name, among: fresh, digests)
    }
    if let index {
      let variant = Used.Variant(name: name, digest: digests[index])
      used.variants.append(variant)
    }
    return index
  }

  /// Where several are used alike, the person decides, the month and the template.
  private func pick(_ name: String, among fresh: [Int], _ digests: [String]) -> Int? {
    let hash = SeededHash(seed + [name]).value
    let first = Int(hash % UInt64(fresh.count))
    let order = fresh[first...] + fresh[..<first]
    let variants = order.map { Used.Variant(name: name, digest: digests[$0]) }
    let chosen = variants.first(where: kept.contains) ?? tally.leastUsed(of: variants)
    return zip(order, variants).first { $0.1 == chosen }?.0
  }

  /// What a variant is known by: its words, however they are broken into lines.
  private static func digest(_ text: String) -> String {
    var hash = SeededHash()
    hash.add(wordsOf: text)
    return hash.hex(digits: 4)
  }

  /// Keeps what is said under a name once in a lifetime.
  mutating func keep(_ text: String, saidOnceAs name: String) {
    wordings.once[name] = text
  }

  /// Whether something may be said that is said to a person once.
  mutating func mayStillSay(_ name: String) -> Bool {
    guard !had.once.contains(name) else { return false }
    if !used.once.contains(name) { used.once.append(name) }
    return true
  }

  mutating func require(_ isThere: Bool, orAskFor what: String) {
    if !isThere, !missing.contains(what) { missing.append(what) }
  }

  mutating func abort(_ reason: String) {
    if aborted == nil { aborted = reason }
  }
}
