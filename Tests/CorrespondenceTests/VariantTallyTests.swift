import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Testing

/// Turns of phrase over the letters of one month.
@Suite struct VariantTallyTests {
  private static let people = (0..<40).map { "p\($0)" }

  private func person(_ id: String) throws -> Contact {
    let text = "---\nname: Ada Park\nemail: \(id)@example.net\n---\n"
    return try ContactFile(path: "contacts/\(id).md", bytes: Array(text.utf8)).contact()
  }

  private func drafter(_ history: History = History()) throws -> Drafter {
    let me = Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org"))
    let renderer = LetterRenderer(
      templates: LetterTemplates(nil, fileSystem: PosixFileSystem()),
      settings: Settings(me: me),
      history: history,
      news: [],
      today: try #require(CalendarDay(iso8601: "2026-11-21"))
    )
    return Drafter(renderer: renderer, isKnown: { _ in false })
  }

  private func letters(
    _ drafter: Drafter,
    _ template: String,
    keeping: [Used] = []
  ) throws -> [NewDraft] {
    try Self.people.enumerated().map { index, id in
      let draft = try drafter.draft(
        for: [person(id)],
        template: template,
        keeping: keeping.indices.contains(index) ? keeping[index] : Used()
      )
      drafter.renderer.tally.add(draft.used)
      return draft
    }
  }

  /// How often each variant of a name is used.
  private func counts(_ drafts: [NewDraft]) -> [String: [Int]] {
    let variants = drafts.flatMap { $0.used.variants }
    let counts = Dictionary(grouping: variants) { $0 }.mapValues(\.count)
    return Dictionary(grouping: counts) { $0.key.name }.mapValues { $0.map(\.value) }
  }

  @Test(arguments: LetterTests.letters)
  func `all variants come into use alike, and the same again`(letter: String) throws {
    let drafts = try letters(drafter(), letter)
    let counts = counts(drafts)
    #expect(!counts.isEmpty)
    for (name, counts) in counts {
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(name): \(counts)")
    }
    #expect(try letters(drafter(), letter) == drafts)
    // Who has a letter keeps its turns, in whatever order they are written again.
    let again = try letters(drafter(), letter, keeping: drafts.map(\.used))
    #expect(again == drafts)
    let alone = try drafter().draft(
      for: [person("p17")],
      template: letter,
      keeping: drafts[17].used
    )
    #expect(alone == drafts[17])
  }

  @Test func `what somebody has had does not come again for the sake of it`() throws {
    let first = try letters(drafter(), "catch-up")
    let at = try #require(DateTime(iso8601: "2026-10-17T09:00:00Z"))
    let history = History(
      entries: zip(Self.people, first).map { id, draft in
        var entry = HistoryEntry(id: id, kind: .letter, contacts: [id], at: at)
        entry.used = draft.used
        return entry
      }
    )
    let second = try letters(drafter(history), "catch-up")
    for (one, other) in zip(first, second) {
      #expect(Set(one.used.variants).isDisjoint(with: other.used.variants))
    }
    for (name, counts) in counts(second) {
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 2, "\(name): \(counts)")
    }
  }
}
