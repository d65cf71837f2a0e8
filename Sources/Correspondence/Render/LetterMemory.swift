internal import Contacts
internal import MailMessage
internal import Synchronization

/// What a letter being rendered draws on, and what its recipients had before.
///
/// One value belongs to one rendering; rendering itself writes nothing anywhere.
final class LetterMemory: Sendable {
  /// What changes while the letter is rendered.
  struct State: Sendable {
    /// What was taken so far, in the letter's order.
    var used = Used()
    /// The places as they were written into the text.
    var places: Set<String> = []
    /// What `{% require %}` found missing.
    var missing: [String] = []
    /// What `{% abort %}` said first.
    var aborted: String?
    /// What was wrong with a snippet's file.
    var snippetError: TemplateError?
  }

  private let mutex = Mutex(State())
  private let contacts: [Contact]
  private let had: Used
  private let items: [NewsItem]
  private let today: CalendarDay
  /// Person, month and template: what choices follow from.
  private let seed: [String]

  init(contacts: [Contact], renderer: LetterRenderer, template: String) {
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

  /// The state as it is; setting it takes back what happened since it was read.
  var state: State {
    get { mutex.withLock { $0 } }
    set { mutex.withLock { $0 = newValue } }
  }

  var used: Used { state.used }

  /// Takes a place in, and says how the text has it: a paragraph of its own.
  func place(cue: String, isOptional: Bool) -> String {
    let place = Place.written(cue: cue, isOptional: isOptional)
    mutex.withLock { _ = $0.places.insert(place) }
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
  func takeNotes(among ids: Set<String>, _ filter: NoteFilter) -> [Note] {
    let past = Set(had.notes + used.notes)
    let notes = contacts.flatMap(\.notes).filter { note in
      guard let date = note.date, !note.isPrivate, note.promise == nil, !note.text.isEmpty,
        ids.contains(note.id), !past.contains(note.id), date <= today
      else { return false }
      return (filter.tag.map(note.tags.contains) ?? true) && date >= (filter.since ?? date)
    }
    let newest = notes.sorted { one, other in
      (one.date?.description ?? "", other.line) > (other.date?.description ?? "", one.line)
    }
    let taken = Array(newest.prefix(max(0, filter.limit)))
    mutex.withLock { $0.used.notes += taken.map(\.id) }
    return taken
  }

  /// Takes news for this person's groups that they were not told yet: the newest, oldest first.
  func takeNews(limit: Int) -> [NewsItem] {
    let past = Set(had.news + used.news)
    let groups = Set(contacts.flatMap(\.groups).map { $0.lowercased() })
    let fresh = items.enumerated().filter { _, item in
      !past.contains(item.id) && (item.date.map { $0 <= today } ?? true)
        && (item.tags.isEmpty || item.tags.contains { groups.contains($0.lowercased()) })
    }
    let newest = fresh.sorted { one, other in
      (one.element.date?.description ?? "", one.offset)
        > (other.element.date?.description ?? "", other.offset)
    }
    let taken = newest.prefix(max(0, limit)).reversed().map(\.element)
    mutex.withLock { $0.used.news += taken.map(\.id) }
    return taken
  }

  /// Picks one of several ways to say something: one this person never had, else the one they had
  /// longest ago.
  ///
  /// - Returns: The index of the variant; nil where all were had and none may come again.
  func pick(_ name: String, among texts: [String], mayRepeat: Bool) -> Int? {
    let digests = texts.map { SeededHash([$0]).hex(digits: 4) }
    let past = had.variants.filter { $0.name == name }.map(\.digest)
    let fresh = digests.indices.filter { !past.contains(digests[$0]) }
    let index: Int?
    if fresh.isEmpty {
      let last = digests.indices.map { index in
        (past.lastIndex(of: digests[index]) ?? -1, index)
      }
      index = mayRepeat ? last.min { $0 < $1 }?.1 : nil
    } else {
      let hash = SeededHash(seed + [name]).value
      index = fresh[Int(hash % UInt64(fresh.count))]
    }
    if let index {
      let variant = Used.Variant(name: name, digest: digests[index])
      mutex.withLock { $0.used.variants.append(variant) }
    }
    return index
  }

  /// Whether something may be said that is said to a person once.
  func mayStillSay(_ name: String) -> Bool {
    guard !had.once.contains(name) else { return false }
    mutex.withLock { if !$0.used.once.contains(name) { $0.used.once.append(name) } }
    return true
  }

  func require(_ isThere: Bool, orAskFor what: String) {
    mutex.withLock { if !isThere, !$0.missing.contains(what) { $0.missing.append(what) } }
  }

  func abort(_ reason: String) {
    mutex.withLock { if $0.aborted == nil { $0.aborted = reason } }
  }

  func note(_ error: TemplateError) {
    mutex.withLock { if $0.snippetError == nil { $0.snippetError = error } }
  }
}
