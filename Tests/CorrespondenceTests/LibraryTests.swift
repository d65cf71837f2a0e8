import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Testing

/// Every built-in letter to people of all kinds, as they are read aloud: `Fixtures/library`.
@Suite struct LibraryTests {
  /// Who is in `people.txt`; a line names one person, or several whom one letter goes to.
  static func people() throws -> (scenario: Scenario, recipients: [[Contact]]) {
    let all = Scenario.all(in: "library")
    let scenario = try #require(all.first { $0.testDescription == "people.txt" })
    let people = Dictionary(uniqueKeysWithValues: try scenario.people().map { ($0.id, $0) })
    let recipients = scenario.values("to").map { line in
      line.split(separator: "+").compactMap { people[String($0)] }
    }
    return (scenario, recipients)
  }

  @Test(arguments: LetterTests.letters)
  func `a built-in letter reads well whoever it goes to`(letter: String) throws {
    let (scenario, recipients) = try Self.people()
    let (drafter, _) = try LetterTests.drafter(scenario)
    var text = ""
    for people in recipients {
      let new = try drafter.draft(for: people, template: letter)
      let draft = Draft(path: new.path, bytes: new.bytes)
      text += "# \(people.map(\.id).joined(separator: "+")): \(draft.subject)\n\n\(draft.text)\n\n"
      #expect(!draft.openPlaces.isEmpty)
    }
    #expect(!text.contains("!"), "a letter does not shout")
    let golden = try #require(
      Scenario.all(in: "library").first { $0.testDescription == "\(letter).txt" }
    )
    try golden.expect(text)
  }

  /// The variants of each letter that comes regularly; a person may get it once a month.
  @Test(arguments: ["catch-up", "local"], [nil, "de"])
  func `a letter a month for two years never says the same of its own accord twice`(
    letter: String,
    language: String?
  ) throws {
    let keys = language.map { "language: \($0)\n" } ?? ""
    let text = "---\nname: Ada Park\nemail: ada@example.net\n\(keys)---\n"
    let ada = try ContactFile(path: "contacts/ada.md", bytes: Array(text.utf8)).contact()
    var entries: [HistoryEntry] = []
    var letters: [String] = []
    for month in 0..<24 {
      let first = try #require(CalendarDay(iso8601: "2026-01-17"))
      let today = first.adding(months: month)
      let renderer = LetterRenderer(
        templates: LetterTemplates(nil, fileSystem: PosixFileSystem()),
        settings: Settings(
          me: Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org"))
        ),
        history: History(entries: entries),
        news: [],
        today: today
      )
      let rendered = try renderer.render(for: [ada], template: letter)
      let at = try #require(DateTime(iso8601: "\(today)T09:00:00Z"))
      var entry = HistoryEntry(id: "\(month)", kind: .letter, contacts: ["ada"], at: at)
      entry.used = rendered.used
      entries.append(entry)
      letters.append(rendered.text)
    }
    let variants = History(entries: entries).used(with: "ada").variants
    let inText = variants.filter { $0.name != "subject" }
    #expect(Set(inText).count == inText.count)
    #expect(inText.count >= 12, "a year has twelve letters")
    // No subject comes again within a year.
    let subjects = variants.filter { $0.name == "subject" }
    #expect(subjects.count == 24)
    #expect(Set(subjects.prefix(12)).count == 12)
    // What is left when all was said is a letter of one's own.
    let last = try #require(letters.last).split(separator: "\n\n")
    #expect(last.count == 3, "greeting, place and sign-off: \(last)")
  }

  @Test func `every built-in letter says in a few words what it is for`() throws {
    let templates = LetterTemplates(nil, fileSystem: PosixFileSystem())
    for letter in try templates.letters() {
      for source in try templates.sources(named: letter.name) {
        let words = source.frontMatter.description ?? ""
        #expect((10...45).contains(words.count), "\(source.path): \(words)")
        #expect(source.frontMatter.subject?.isEmpty == false)
      }
    }
  }
}
