import Contacts
import DurableFiles
import MailMessage
import Testing

@testable import Correspondence

@Suite struct LetterMemoryTests {
  static let ada = """
    name: Ada Park
    groups: [Local]
    ---
    - Runs the letterpress studio.
    - 2026-10-02 Moved the studio to Main Street. #work
    - 2026-11-01 Looking for a bookkeeper. #work
    - 2026-11-05 Her sister is ill. #private
    - 2026-11-06 [ ] send her the trail map
    - 2027-01-01 Something that is still to come.
    - 2024-01-01 Bought a cello.
    """
  static let news = """
    - 2026-10-12 I finished the trail map.
    - 2026-11-08 I start teaching.
    - 2026-11-14 The creek path gets lamps. #local
    - 2026-11-15 I have a new client. #professional
    """

  static func memory(
    _ used: [String] = [],
    month: String = "2026-11-21",
    template: String = "catch-up"
  ) throws -> (LetterMemory, Contact) {
    let contact = try SpeechTests.contact(ada)
    let entries = try used.enumerated().map { index, used in
      let at = try #require(DateTime(iso8601: "2026-0\(index + 1)-01T09:00:00Z"))
      var entry = HistoryEntry(id: "\(index)", kind: .letter, contacts: [contact.id], at: at)
      entry.used = Used(parsing: used)
      return entry
    }
    let items = NewsFile(path: "news.md", bytes: Array(news.utf8)).items
    let me = Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org"))
    let renderer = LetterRenderer(
      templates: LetterTemplates(nil, fileSystem: PosixFileSystem()),
      settings: Settings(me: me),
      history: History(entries: entries),
      news: items,
      today: try #require(CalendarDay(iso8601: month))
    )
    return (LetterMemory(contacts: [contact], renderer: renderer, template: template), contact)
  }

  @Test func `dated notes are taken once, newest first`() throws {
    var (memory, contact) = try Self.memory()
    let all = Set(contact.notes.map(\.id))
    let one = memory.takeNotes(among: all, .init(limit: 1)).map(\.text)
    #expect(one == ["Looking for a bookkeeper."])
    let rest = memory.takeNotes(among: all, .init()).map(\.text)
    #expect(rest == ["Moved the studio to Main Street.", "Bought a cello."])
    let none = memory.takeNotes(among: all, .init())
    #expect(none.isEmpty)
    var (next, _) = try Self.memory([memory.used.description])
    let later = next.takeNotes(among: all, .init())
    #expect(later.isEmpty)
  }

  @Test func `notes are taken by tag and by age`() throws {
    var (memory, contact) = try Self.memory()
    let all = Set(contact.notes.map(\.id))
    let unknown = memory.takeNotes(among: [], .init())
    #expect(unknown.isEmpty)
    let untagged = memory.takeNotes(among: all, .init(tag: "family"))
    #expect(untagged.isEmpty)
    let since = CalendarDay(iso8601: "2026-10-15")
    let tagged = memory.takeNotes(among: all, .init(tag: "work", since: since))
    #expect(tagged.count == 1)
  }

  @Test func `news is for everybody or for a group, and told once`() throws {
    var (memory, _) = try Self.memory()
    let newest = memory.takeNews(limit: 2).map(\.text)
    #expect(newest == ["I start teaching.", "The creek path gets lamps."])
    let rest = memory.takeNews(limit: 9).map(\.text)
    #expect(rest == ["I finished the trail map."])
    var (next, _) = try Self.memory([memory.used.description])
    let later = next.takeNews(limit: 9)
    #expect(later.isEmpty)
  }

  @Test func `no variant comes again before all were had`() throws {
    let texts = ["A", "B", "C"]
    var past: [String] = []
    var picked: [Int] = []
    for _ in 0..<6 {
      var (memory, _) = try Self.memory(past)
      let index = memory.pick("opening", among: texts, mayRepeat: true)
      picked.append(try #require(index))
      past.append(memory.used.description)
    }
    #expect(Set(picked[..<3]) == [0, 1, 2])
    #expect(picked[3...] == picked[..<3])
    var (memory, _) = try Self.memory(past)
    let again = memory.pick("opening", among: texts, mayRepeat: false)
    #expect(again == nil)
    let other = memory.pick("closing", among: texts, mayRepeat: false)
    #expect(other != nil)
  }

  @Test func `what is said once is not said again`() throws {
    var (memory, _) = try Self.memory(["once new-studio"])
    let said = ["new-studio", "new-job", "new-job"].map { memory.mayStillSay($0) }
    #expect(said == [false, true, true])
    #expect(memory.used.once == ["new-job"])
  }

  @Test(arguments: [
    ("Hi\n[[ a ]]\nBye", "Hi\n\n[[ a ]]\n\nBye\n"),
    ("\n\nHi\n\n\n\n[[ a ]]\n\n\n\n[[ b ]]\n\n", "Hi\n\n[[ a ]]\n\n[[ b ]]\n"),
    ("Hi  \n\n\nA value\t\n\n-- \nSam", "Hi\n\n\nA value\n\n-- \nSam\n"), ("", "\n"),
    ("Hi\r\n\r\nA value of \r\ntwo lines \u{301}\n", "Hi\n\nA value of\ntwo lines \u{301}\n"),
  ])
  func `places are paragraphs and nothing hangs over`(text: String, tidied: String) {
    #expect(LetterText.tidied(text, places: ["[[ a ]]", "[[ b ]]"]) == tidied)
  }
}
