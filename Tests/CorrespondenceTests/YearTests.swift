import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Testing

/// A year of hours: each letter is drafted, written, approved and becomes history.
@Suite struct YearTests {
  static let people = ["ada-park", "tom-becker", "may-ito"]

  @Test func `in a year nobody reads a note, news or a turn of phrase twice`() throws {
    var entries: [HistoryEntry] = []
    var texts: [String: [String]] = [:]
    for month in 1...12 {
      let day = try #require(CalendarDay(year: 2026, month: month, day: 21))
      for id in Self.people {
        let letter = try Self.letter(to: id, on: day, after: entries)
        let at = try #require(DateTime(iso8601: "\(day)T09:00:00Z"))
        var entry = HistoryEntry(id: letter.draftID, kind: .letter, contacts: [id], at: at)
        entry.used = letter.used
        entries.append(entry)
        texts[id, default: []].append(String(decoding: letter.message, as: UTF8.self))
      }
    }
    let history = History(entries: entries)
    #expect(history.entries.count == 36, "every letter has an id of its own")
    for id in Self.people {
      let used = history.used(with: id)
      #expect(used.notes.count == 2)
      #expect(Set(used.notes).count == 2)
      #expect(used.news.count == (id == "may-ito" ? 3 : 2))
      #expect(Set(used.news).count == used.news.count)
      // Three closings: none comes again before the others were had.
      for (index, variant) in used.variants.enumerated().dropFirst(2) {
        #expect(!used.variants[(index - 2)..<index].contains(variant))
      }
      for (one, other) in zip(texts[id] ?? [], (texts[id] ?? []).dropFirst()) {
        #expect(one != other)
      }
    }
  }

  private static func letter(
    to id: String,
    on day: CalendarDay,
    after entries: [HistoryEntry]
  ) throws -> ApprovedLetter {
    let text = """
      ---
      name: \(id)
      first_name: \(id.prefix(3))
      email: \(id)@example.org
      groups: [\(id == "may-ito" ? "local" : "others")]
      ---
      - 2025-06-01 Bought a cello.
      - 2025-07-01 Sold a house.
      """
    let news = """
      - 2025-10-12 I finished the county trail map in October.
      - 2025-11-08 In January I start teaching a drawing class at the library.
      - 2025-11-14 The creek path gets its lamps in spring. #local
      """
    let path = "contacts/\(id).md"
    let person = try ContactFile(path: path, bytes: Array(text.utf8)).contact()
    let items = NewsFile(path: "news.md", bytes: Array(news.utf8)).items
    let settings = Settings(
      me: Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org"))
    )
    let renderer = LetterRenderer(
      templates: LetterTemplates(nil, fileSystem: PosixFileSystem()),
      settings: settings,
      history: History(entries: entries),
      news: items,
      today: day
    )
    let known = Set(entries.map(\.id))
    let new = try Drafter(renderer: renderer, isKnown: known.contains).draft(for: [person])
    let reviewer = Reviewer(
      settings: settings,
      people: [person],
      news: items,
      attachments: Scenario.noAttachments,
      isKnown: known.contains,
      templateText: { _ in nil }
    )
    let passage = "What a month, and how is the cello doing in the house on the hill?"
    let lines = String(decoding: new.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("[[ ") ? passage : String($0) }
    let draft = Draft(path: new.path, bytes: Array(lines.joined(separator: "\n").utf8))
    let now = try #require(DateTime(iso8601: "\(day)T09:00:00Z"))
    return try reviewer.approve(reviewer.review(draft), now: now, seed: 0)
  }
}
