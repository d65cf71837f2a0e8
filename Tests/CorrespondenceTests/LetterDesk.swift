import Contacts
import Correspondence
import DurableFiles
import MailMessage
import TestSupport

/// A small workspace for tests of what is written: templates, people, news, drafts, earlier letters.
struct LetterDesk {
  var templates: [String: String] = [:]
  var people: [Contact] = []
  var news: [NewsItem] = []
  var settings: Settings
  var drafts: [Draft] = []
  var approved: [OtherLetters.Approved] = []
  var history = History()
  var earlier: [String: Draft] = [:]
  var today: CalendarDay?

  init(bound: Double = 0.25) throws {
    let address = try EmailAddress("sam@example.org")
    settings = Settings(me: Profile(name: "Sam Rivera", address: address, city: "Ames"))
    settings.ownWords = bound
    today = CalendarDay(year: 2026, month: 11, day: 21)
  }

  /// Adds somebody: keys, then notes.
  mutating func add(_ id: String, _ keys: String = "", notes: String = "") throws {
    let text = "---\nname: \(id)\nemail: \(id)@example.net\n\(keys)\n---\n\(notes)\n"
    // A later key of the same name is the one that was meant.
    let bytes = Array(
      (keys.contains("name:") ? text.replacing("name: \(id)\n", with: "") : text).utf8
    )
    people.append(try ContactFile(path: "contacts/\(id).md", bytes: bytes).contact())
  }

  mutating func addNews(_ sentences: String...) {
    let lines = sentences.map { "- 2026-11-01 \($0)\n" }.joined()
    news = NewsFile(path: "news.md", bytes: Array(lines.utf8)).items
  }

  /// The draft of a text to somebody.
  static func draft(
    _ contact: String,
    _ text: String,
    template: String? = "letter",
    header: [String] = []
  ) -> Draft {
    var lines = [
      "From: Sam Rivera <sam@example.org>", "To: \(contact)@example.net", "Subject: \(contact)",
      "X-Touchbase-Draft: \(contact)", "X-Touchbase-Contact: \(contact)",
    ]
    if let template { lines.append("X-Touchbase-Template: \(template)") }
    lines += header + ["", text, "", "# ------------------------ >8 ------------------------", ""]
    return Draft(
      path: "drafts/2026-11-\(contact).eml",
      bytes: Array(lines.joined(separator: "\n").utf8)
    )
  }

  /// What the template says to somebody, untouched, with the brackets of its places taken away.
  func rendered(for id: String, template: String = "letter") throws -> String {
    let renderer = LetterRenderer(
      templates: try library(),
      settings: settings,
      history: history,
      news: news,
      today: today ?? CalendarDay(daysSinceEpoch: 0)
    )
    let letter = try renderer.render(for: people.filter { $0.id == id }, template: template)
    return letter.text.replacing("[[? ", with: "").replacing("[[ ", with: "")
      .replacing(" ]]", with: "")
  }

  /// The templates as files.
  func library() throws -> LetterTemplates {
    let disk = MemoryFileSystem()
    try disk.makeDirectory("/letters")
    try disk.makeDirectory("/letters/templates")
    for (name, text) in templates {
      disk.place(Array(text.utf8), at: "/letters/templates/\(name).liquid")
    }
    return LetterTemplates(Workspace(root: "/letters"), fileSystem: disk)
  }

  func reviewer() throws -> Reviewer {
    let (library, drafts, approved, earlier) = (try library(), drafts, approved, earlier)
    let names = Array(templates.keys)
    return Reviewer(
      settings: settings,
      people: people,
      news: news,
      attachments: Scenario.noAttachments,
      others: OtherLetters(
        drafts: { drafts },
        approved: { since, visit in
          for letter in approved where letter.sent.map({ $0 >= since }) ?? true { visit(letter) }
        },
        earlier: { earlier[$0.id] }
      ),
      history: history,
      today: today,
      isKnown: { _ in false },
      templateText: { name in
        do { return try library.wording(of: name) } catch { return nil }
      },
      templateNames: { names }
    )
  }
}
