import Contacts
import Correspondence
import DurableFiles
import MailMessage
import TestSupport
import Testing

/// A year of twelve hours on a disk in memory: plan, draft, write the places, review, approve, and
/// the letters become history as they do when they are sent.
final class Year {
  /// A letter as it was approved.
  struct Sent {
    let hour: Int
    let contacts: [String]
    let letter: ApprovedLetter
    let text: String
  }

  /// The hour a touch was in, by person; an answer from them is none.
  private(set) var touches: [String: [Int]] = [:]
  /// The hour somebody could first be met in, by person.
  private(set) var since: [String: Int] = [:]
  private(set) var letters: [Sent] = []
  /// Everything that was written, in order.
  private(set) var bytes: [UInt8] = []
  /// The least share of own words in a letter that was approved, and the most in a draft that was
  /// not written yet.
  private(set) var shares = (written: 1.0, unwritten: 0.0)
  private(set) var counts: [String: Int] = [:]
  /// What happened in this hour and is not in the file yet.
  private var happened: [HistoryEntry] = []

  private let disk = MemoryFileSystem()
  private let workspace = Workspace(root: "/letters")
  private let isMixed: Bool
  private var settings: Settings
  private var store: ContactStore { ContactStore(folder: workspace.contacts, fileSystem: disk) }
  private var historyFile: HistoryFile { HistoryFile(workspace, fileSystem: disk) }

  init(isMixed: Bool) throws {
    self.isMixed = isMixed
    settings = Settings(
      me: Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org"))
    )
    settings.groups = [
      "local": GroupSettings(every: Cadence("1 month"), template: "local"),
      "old-friends": GroupSettings(every: Cadence("3 months")),
    ]
    try disk.makeDirectory(workspace.root)
    try disk.makeDirectory(workspace.contacts)
    for (name, text) in YearPopulation.files(isMixed: isMixed) {
      disk.place(Array(text.utf8), at: "\(workspace.contacts)/\(name)")
    }
    for number in 0..<80 { since[YearPopulation.id(number)] = 0 }
  }

  /// The day of an hour: the third Saturday, roughly.
  static func day(_ hour: Int) throws -> CalendarDay {
    try #require(CalendarDay(iso8601: "2026-01-17")).adding(months: hour)
  }

  func play() throws {
    for hour in 0..<12 { try play(hour) }
  }

  private func play(_ hour: Int) throws {
    let today = try Self.day(hour)
    if isMixed { try live(before: hour, today) }
    try tell(hour, today)
    let book = try store.load()
    #expect(book.problems.isEmpty)
    let history = try historyFile.load()
    let planner = Planner(
      settings: settings,
      history: history,
      today: today,
      nextHour: try Self.day(hour + 1)
    )
    let plan = planner.plan(for: book.contacts)
    let letters = plan.thisHour.filter { $0.channel == .email }.map(\.contact)
    try write(letters, book, history, hour)
    counts["answers", default: 0] += plan.thisHour.count { $0.cause == .answer }
    for touch in plan.thisHour where touch.channel != .email {
      try log(touch.channel == .call ? .call : .visit, touch.contact.id, today, hour)
    }
    try historyFile.append(happened)
    happened = []
    try remember(plan.thisHour.map(\.contact), today)
  }

  /// One more sentence of news each month.
  private func tell(_ hour: Int, _ today: CalendarDay) throws {
    let old = try disk.exists(workspace.news) ? try disk.readFile(workspace.news) : []
    let word = ["first", "second", "third", "fourth", "fifth", "sixth"][hour % 6]
    let year = hour < 6 ? "spring" : "autumn"
    let sentence = "I planted the \(word) row of the \(year) orchard on a wet morning."
    let note = try NewNote(sentence, date: today.adding(days: -3))
    disk.place(
      try NewsFile(path: "news.md", bytes: old).appending(note),
      at: workspace.news
    )
  }

  /// Drafts for these people, written, reviewed, approved and sent.
  private func write(
    _ people: [Contact],
    _ book: AddressBook,
    _ history: History,
    _ hour: Int
  ) throws {
    let today = try Self.day(hour)
    let news = NewsFile(path: "news.md", bytes: try disk.readFile(workspace.news)).items
    let templates = LetterTemplates(workspace, fileSystem: disk)
    let renderer = LetterRenderer(
      templates: templates,
      settings: settings,
      history: history,
      news: news,
      today: today,
      nextHour: try Self.day(hour + 1)
    )
    let known = Set(letters.map(\.letter.draftID))
    let drafter = Drafter(renderer: renderer, isKnown: known.contains)
    let folder = DraftFolder(workspace, fileSystem: disk)
    for person in people {
      let new = try drafter.draft(for: [person])
      bytes += new.bytes
      #expect(try folder.write(new) == .written)
      counts["template \(new.choice.name)", default: 0] += 1
    }
    let reviewer = Reviewer(
      settings: settings,
      people: book.contacts,
      news: news,
      attachments: Scenario.noAttachments,
      isKnown: known.contains,
      templateText: { try? templates.wording(of: $0) },
      wordings: renderer.wordings
    )
    for draft in try folder.all() {
      let review = reviewer.review(draft)
      #expect(!review.isReady(), "\(draft.path) of hour \(hour)")
      shares.unwritten = max(shares.unwritten, review.ownWordsShare)
      try write(into: draft, hour)
    }
    let at = try #require(DateTime(iso8601: "\(today)T09:00:00Z"))
    for draft in try folder.all() {
      let review = reviewer.review(draft)
      shares.written = min(shares.written, review.ownWordsShare)
      let letter = try reviewer.approve(review, now: at, seed: UInt64(hour))
      bytes += letter.message
      #expect(try folder.remove(draft))
      if isMixed, isBounced(letter, hour) { continue }
      try send(letter, draft, at, hour)
    }
  }

  /// The person takes each place and writes what comes to mind; every fourth answers an optional one
  /// too.
  private func write(into draft: Draft, _ hour: Int) throws {
    let person = Int(draft.contacts.first?.dropFirst() ?? "") ?? 0
    var passages = 0
    let lines = String(decoding: draft.source, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { line in
        guard line.hasPrefix("[[ ") || (line.hasPrefix("[[? ") && person % 4 == 0) else {
          return String(line)
        }
        passages += 1
        // A cue is answered in words of its own, or in some of the cue's.
        let cue = line.split(separator: " ").dropFirst().dropLast().joined(separator: " ")
        let own = YearPopulation.passage(person, hour * 2 + passages)
        return person % 2 == 0 || cue.hasSuffix("?")
          ? own : "\(own) \(cue.split(separator: " ").suffix(3).joined(separator: " "))"
      }
    try disk.replaceFile(
      workspace.path(draft.path),
      with: Array(lines.joined(separator: "\n").utf8)
    )
  }

  /// The mailbox of one person is gone in the third hour, and known again in the sixth.
  private func isBounced(_ letter: ApprovedLetter, _ hour: Int) -> Bool {
    let isBounced = letter.contacts == [YearPopulation.id(40)] && (2..<5).contains(hour)
    if isBounced { counts["bounced", default: 0] += 1 }
    return isBounced
  }

  private func send(
    _ letter: ApprovedLetter,
    _ draft: Draft,
    _ at: DateTime,
    _ hour: Int
  ) throws {
    var entry = HistoryEntry(
      id: letter.draftID,
      kind: .letter,
      contacts: letter.contacts,
      at: at
    )
    entry.subject = letter.subject
    entry.template = letter.template
    entry.used = letter.used
    entry.messageID = letter.messageID
    happened.append(entry)
    letters.append(
      Sent(hour: hour, contacts: letter.contacts, letter: letter, text: draft.letter)
    )
    for id in letter.contacts { touches[id, default: []].append(hour) }
    // Every third person answers after twelve days; an answer is owed one.
    guard isMixed, let id = letter.contacts.first, let number = Int(id.dropFirst()),
      (number + hour) % 3 == 0
    else { return }
    let day = CalendarDay(at).adding(days: 12)
    let later = try #require(DateTime(iso8601: "\(day)T18:00:00Z"))
    happened.append(
      HistoryEntry(id: "reply-\(letter.draftID)", kind: .reply, contacts: [id], at: later)
    )
    counts["replies", default: 0] += 1
  }

  private func log(
    _ kind: HistoryEntry.Kind,
    _ id: String,
    _ today: CalendarDay,
    _ hour: Int
  ) throws {
    let at = try #require(DateTime(iso8601: "\(today)T09:30:00Z"))
    happened.append(
      HistoryEntry(id: "\(kind)-\(id)-\(hour)", kind: kind, contacts: [id], at: at)
    )
    touches[id, default: []].append(hour)
    counts["\(kind)s", default: 0] += 1
  }

  /// One thing to remember about every second person, and a promise kept is a promise no more.
  private func remember(_ people: [Contact], _ today: CalendarDay) throws {
    for person in people {
      let number = Int(person.id.dropFirst()) ?? 0
      let current = try contact(person.id)
      if number % 2 == 0 {
        let text =
          "Heard on \(today.day) of the month \(today.month): plan number \(number) went well."
        _ = try store.add(NewNote(text, date: today), to: current)
      }
      let path = "\(workspace.contacts)/\(person.id).md"
      let file = String(decoding: try disk.readFile(path), as: UTF8.self)
      disk.place(Array(file.replacing("- [ ] ", with: "- [x] ").utf8), at: path)
    }
  }

  /// What happens to people between two hours.
  private func live(before hour: Int, _ today: CalendarDay) throws {
    func set(_ number: Int, _ key: String, _ value: FieldValue) throws {
      let contact = try contact(YearPopulation.id(number))
      _ = try store.set(key, to: value, in: contact)
    }
    switch hour {
    case 3:
      try set(40, "email", .null)
      try set(41, "died", .text("2026-03"))
      for number in 80..<83 { try join(number, hour) }
    case 5:
      try set(40, "email", .text("p40-new@example.net"))
      try set(42, "do_not_contact", .boolean(true))
      try set(43, "snooze", .text(try Self.day(7).description))
    case 6: for number in 83..<86 { try join(number, hour) }
    case 8:
      let contact = try contact(YearPopulation.id(44))
      _ = try store.add(NewNote("call about the van", promise: true), to: contact)
    default: break
    }
  }

  /// Somebody's file as it is now.
  private func contact(_ id: String) throws -> Contact {
    let path = "contacts/\(id).md"
    return try ContactFile(path: path, bytes: try disk.readFile(workspace.path(path))).contact()
  }

  private func join(_ number: Int, _ hour: Int) throws {
    let id = YearPopulation.id(number)
    disk.place(
      Array(YearPopulation.file(number, keys: []).utf8),
      at: "\(workspace.contacts)/\(id).md"
    )
    since[id] = hour
  }
}

extension Year {
  var history: History {
    get throws { try historyFile.load() }
  }

  var people: [Contact] {
    get throws { try store.load().contacts }
  }

  var newsItems: [NewsItem] {
    get throws { NewsFile(path: "news.md", bytes: try disk.readFile(workspace.news)).items }
  }

  /// The longest time, in hours, that somebody waited for a touch, the end of the year included.
  func longestWait(of id: String) -> Int {
    let marks = [(since[id] ?? 0) - 1] + (touches[id] ?? []) + [12]
    return zip(marks, marks.dropFirst()).map { $1 - $0 }.max() ?? 0
  }
}
