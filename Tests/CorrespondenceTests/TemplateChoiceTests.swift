import Contacts
import Correspondence
import MailMessage
import Testing

@Suite struct TemplateChoiceTests {
  /// What a contact's file says, what `history.jsonl` says of them, and what is chosen.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var keys = ""
    var history = ""
    var group: String?
    var usual = "catch-up"
    var own: [String: String] = [:]
    let choice: String
  }

  static let letter = #"{"at":"DATE","contacts":["ada"],"id":"1","kind":"letter"}"#
  static let call = #"{"at":"DATE","contacts":["ada"],"id":"1","kind":"call"}"#
  static let reply = #"{"at":"2026-11-12T09:00:00Z","contacts":["ada"],"id":"2","kind":"reply"}"#

  private static func on(_ date: String, _ line: String) -> String {
    line.replacing("DATE", with: date + "T09:00:00Z")
  }

  static let cases = [
    Case(testDescription: "nothing yet", choice: "hello, the first letter"),
    Case(testDescription: "a letter", history: on("2026-05-01", letter), choice: "catch-up"),
    Case(testDescription: "a call", history: on("2026-05-01", call), choice: "catch-up"),
    Case(
      testDescription: "two years to the day",
      history: on("2024-11-21", letter),
      choice: "catch-up"
    ),
    Case(
      testDescription: "longer than two years",
      history: on("2024-11-20", letter),
      choice: "long-silence, nothing since November 2024"
    ),
    Case(
      testDescription: "a birthday near this hour",
      keys: "birthday: 11-24",
      history: on("2026-05-01", letter),
      choice: "birthday, on 24 Nov"
    ),
    Case(
      testDescription: "a birthday nearer to the next hour",
      keys: "birthday: 12-19",
      history: on("2026-05-01", letter),
      choice: "catch-up"
    ),
    Case(
      testDescription: "a birthday, but an answer is owed",
      keys: "birthday: 11-24",
      history: on("2026-05-01", letter) + "\n" + reply,
      choice: "catch-up"
    ),
    Case(
      testDescription: "the contact's own",
      keys: "template: thank-you\nbirthday: 11-24",
      choice: "thank-you, as the contact says"
    ),
    Case(
      testDescription: "the group's",
      keys: "groups: [ames]",
      group: "local",
      choice: "local, for the group 'ames'"
    ),
    Case(
      testDescription: "a birthday comes before the group's",
      keys: "groups: [ames]\nbirthday: 11-24",
      group: "local",
      choice: "birthday, on 24 Nov"
    ),
    Case(
      testDescription: "but not before one in the user's own words",
      keys: "groups: [ames]\nbirthday: 11-24",
      group: "mine",
      own: ["mine.liquid": "x"],
      choice: "mine, for the group 'ames'"
    ),
    Case(
      testDescription: "whose letters are their own gets no built-in one unasked",
      usual: "mine",
      own: ["mine.liquid": "x"],
      choice: "mine"
    ),
    Case(
      testDescription: "whose letters are their own, the hello included",
      usual: "mine",
      own: ["mine.liquid": "x", "hello.liquid": "y"],
      choice: "hello, the first letter"
    ),
    Case(
      testDescription: "a language that the built-in letters have",
      keys: "language: de",
      choice: "hello, the first letter"
    ),
    Case(
      testDescription: "a language that only the usual letter has",
      keys: "language: fr",
      own: ["catch-up.fr.liquid": "x"],
      choice: "catch-up"
    ),
    Case(
      testDescription: "a language that no letter has",
      keys: "language: fr",
      choice: "hello, the first letter"
    ),
  ]

  @Test(arguments: cases)
  func `a letter's template follows from the person, the plan and the past`(given: Case) throws {
    let files = given.own.mapValues { "---\nsubject: \($0)\n---\n\($0)\n" }
    let (folder, templates) = try LetterTemplatesTests.folder(files)
    let text = "---\nname: Ada Park\nemail: ada@example.net\n\(given.keys)\n---\n"
    let ada = try ContactFile(path: "contacts/ada.md", bytes: Array(text.utf8)).contact()
    var settings = Settings(
      me: Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org"))
    )
    settings.template = given.usual
    if let template = given.group { settings.groups["ames"] = GroupSettings(template: template) }
    let renderer = LetterRenderer(
      templates: templates,
      settings: settings,
      history: History(path: "history.jsonl", bytes: Array(given.history.utf8)),
      news: [],
      today: try #require(CalendarDay(iso8601: "2026-11-21")),
      nextHour: CalendarDay(iso8601: "2026-12-19")
    )
    #expect(renderer.choice(for: [ada]).description == given.choice)
    #expect(renderer.choice(for: [ada], named: "local").description == "local")
    withExtendedLifetime(folder) {}
  }
}
