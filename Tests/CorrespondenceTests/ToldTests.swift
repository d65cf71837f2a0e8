import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Testing

/// What becomes history is read off the text that was approved.
@Suite struct ToldTests {
  /// A draft, what a person makes of it, and what their letter then used.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var template = "mine"
    var notes = english
    var news = Self.englishNews
    var keys = ""
    /// What is replaced in the draft, in order; a place by its cue.
    let edits: [(of: String, by: String)]
    /// The beginnings of the notes and news, and the names of the rest.
    let used: [String]

    static let english = """
      - 2026-11-01 Looking for a bookkeeper before the tax season.
      - 2026-10-02 Moved the studio to Main Street.
      """
    static let englishNews = """
      - 2026-10-12 I finished the county trail map, all of it, in October.
      - 2026-11-08 In January I start teaching a drawing class at the library.
      """
  }

  /// Asks for a passage on the first note, may have one on the second, tells news, varies, and says
  /// something once.
  static let mine = """
    ---
    subject: "{% vary 'subject' %}A line for {{ contact.first_name }}{% endvary %}"
    ---
    {% render 'greeting' %}

    {% note n in contact.notes limit: 1 %}
    {% personal n.text %}
    {% endnote %}

    {% note n in contact.notes limit: 1 %}
    {% personal n.text optional: true %}
    {% endnote %}

    {% news item limit: 2 %}{{ item.text }} {% endnews %}

    {% once 'map' %}
    The map is on my wall, should you ever want to see it.
    {% endonce %}

    {% vary 'closing' %}
    Write when you find a quiet moment for it.
    {% endvary %}

    {% render 'sign-off' %}
    """

  static let first = "[[ Looking for a bookkeeper before the tax season. ]]"
  static let second = "[[? Moved the studio to Main Street. ]]"
  static let all = [
    "Looking", "I finished", "In January", "vary closing", "vary subject", "once map",
  ]

  static let cases = [
    Case(
      testDescription: "a passage in the note's words",
      edits: [(first, "Did a bookkeeper turn up before the season began?")],
      used: all
    ),
    Case(
      testDescription: "a passage in words of its own",
      edits: [(first, "Who does your numbers now, since Ellen left for the coast?")],
      used: all
    ),
    Case(
      testDescription: "the optional place written too",
      edits: [
        (first, "Who does your numbers now, since Ellen left for the coast?"),
        (second, "And how are the presses liking it on Main Street?"),
      ],
      used: ["Moved"] + all
    ),
    Case(
      testDescription: "the first place deleted, the optional one written",
      edits: [(first, ""), (second, "How are the presses liking their new Main Street floor?")],
      used: ["Moved"] + all.dropFirst()
    ),
    Case(
      testDescription: "every place deleted",
      edits: [(first, ""), (second, "")],
      used: Array(all.dropFirst())
    ),
    Case(
      testDescription: "paragraphs deleted",
      edits: [
        (first, "Who does your numbers now, since Ellen left for the coast?"),
        ("I finished the county trail map, all of it, in October. ", ""),
        ("The map is on my wall, should you ever want to see it.\n\n", ""),
        ("Write when you find a quiet moment for it.\n\n", ""),
      ],
      used: ["Looking", "In January", "vary subject"]
    ),
    Case(
      testDescription: "sentences edited a little",
      edits: [
        (first, "Who does your numbers now, since Ellen left for the coast?"),
        ("all of it, in October", "all 212 miles of it, in October"),
        ("on my wall, should you ever want to see it", "on my wall, if you want to see it"),
        ("find a quiet moment for it", "find a quiet moment for it, Ada"),
      ],
      used: all
    ),
    Case(
      testDescription: "sentences written anew",
      edits: [
        (first, "Who does your numbers now, since Ellen left for the coast?"),
        ("I finished the county trail map, all of it, in October.", "The map is done, by the way."),
        ("Write when you find a quiet moment for it.", "Call me."),
        ("Subject: A line for Ada", "Subject: Numbers"),
      ],
      used: ["Looking", "In January", "once map"]
    ),
    Case(
      testDescription: "news moved and wrapped",
      edits: [
        (
          first,
          "In January I start teaching\na drawing class at the\nlibrary. Did you find somebody?"
        ),
        (" In January I start teaching a drawing class at the library.", ""),
      ],
      used: all
    ),
    Case(
      testDescription: "German",
      notes: "- 2026-11-01 Sucht eine Buchhalterin.\n- 2026-10-02 Neue Wohnung in Leipzig.",
      news:
        "- 2026-10-12 Die Wanderkarte ist fertig, alle 212 Meilen.\n- 2026-11-08 Ab Januar gebe ich Zeichenunterricht.",
      keys: "language: de",
      edits: [
        ("[[ Sucht eine Buchhalterin. ]]", "wie gefällt es dir in der neuen Wohnung?"),
        ("Ab Januar gebe ich Zeichenunterricht.", ""),
      ],
      used: ["Neue", "Die Wander", "vary closing", "vary subject", "once map"]
    ),
    Case(
      testDescription: "Japanese",
      notes: "- 2026-11-01 京都で店を開いた。\n- 2026-10-02 猫を二匹飼い始めた。",
      news: "- 2026-10-12 十月に郡の登山地図が完成しました。\n- 2026-11-08 一月から図書館で絵を教えます。",
      edits: [
        ("[[ 京都で店を開いた。 ]]", "二匹の猫は元気ですか。もう仲良くなりましたか。"),
        ("一月から図書館で絵を教えます。", ""),
      ],
      used: ["猫を", "十月に", "vary closing", "vary subject", "once map"]
    ),
    Case(
      testDescription: "Thai",
      notes: "- 2026-11-01 เปิดร้านกาแฟที่เชียงใหม่\n- 2026-10-02 ลูกสาวเข้ามหาวิทยาลัย",
      news: "- 2026-10-12 ฉันทำแผนที่เส้นทางเดินป่าเสร็จแล้ว\n- 2026-11-08 เดือนมกราคมฉันจะสอนวาดรูป",
      edits: [
        ("[[ เปิดร้านกาแฟที่เชียงใหม่ ]]", "ร้านกาแฟเป็นอย่างไรบ้าง มีลูกค้าเยอะไหม"),
        ("เดือนมกราคมฉันจะสอนวาดรูป", ""),
      ],
      used: ["เปิด", "ฉันทำ", "vary closing", "vary subject", "once map"]
    ),
  ]

  @Test(arguments: cases)
  func `what was told is read off the letter`(given: Case) throws {
    let world = try World(given)
    let new = try world.draft()
    var text = String(decoding: new.bytes, as: UTF8.self)
    for edit in given.edits {
      #expect(text.contains(edit.of), "\(edit.of) in \(text)")
      text = text.replacing(edit.of, with: edit.by)
    }
    let letter = try world.approved(Draft(path: new.path, bytes: Array(text.utf8)))
    #expect(world.words(letter.used) == Set(given.used))
    // Withdrawn, the letter is the draft it was, with all that it drew on.
    let again = Draft(path: new.path, bytes: letter.source)
    #expect(again.used == Draft(path: new.path, bytes: new.bytes).used)
    #expect(try world.approved(again).used == letter.used)
  }

  @Test func `what was given back is there for the next letter, and what was told is not`() throws {
    let world = try World(
      try #require(Self.cases.first { $0.testDescription == "every place deleted" })
    )
    let new = try world.draft()
    let text = String(decoding: new.bytes, as: UTF8.self).replacing(Self.first, with: "")
    let letter = try world.approved(Draft(path: new.path, bytes: Array(text.utf8)))
    let draft = try world.draft(after: letter.used)
    // Below the scissors the brief says what was told.
    let next = Draft(path: draft.path, bytes: draft.bytes).text
    #expect(next.contains(Self.first))
    #expect(!next.contains("I finished"))
    #expect(!next.contains("The map is on my wall"))
  }

  @Test func `a letter to two is told to both`() throws {
    let world = try World(Self.cases[0], names: ["Ada Park", "Joon Park"])
    let new = try world.draft()
    let text = String(decoding: new.bytes, as: UTF8.self)
    #expect(text.contains("Hi Ada and Joon,"))
    // Joon's notes are the same as Ada's here: each is a cue of its own.
    let written = text.replacing(Self.first, with: "Who does your numbers now, since Ellen left?")
    let letter = try world.approved(Draft(path: new.path, bytes: Array(written.utf8)))
    #expect(letter.contacts == ["ada", "joon"])
    for alone in world.people {
      let next = try world.draft(for: [alone], after: letter.used, with: letter.contacts)
      let text = Draft(path: next.path, bytes: next.bytes).text
      #expect(!text.contains("I finished"))
      #expect(!text.contains(Self.first))
    }
  }
}

extension ToldTests {
  /// The people, news and template of a case.
  struct World {
    let people: [Contact]
    let news: [NewsItem]
    let settings: Settings
    let templates: LetterTemplates
    let template: String
    private let folder: TemporaryFolder

    init(_ given: Case, names: [String] = ["Ada Park"]) throws {
      people = try names.map { name in
        let id = name.lowercased().prefix { $0 != " " }
        let text =
          "---\nname: \(name)\nemail: \(id)@example.net\n\(given.keys)\n---\n\(given.notes)\n"
        return try ContactFile(path: "contacts/\(id).md", bytes: Array(text.utf8)).contact()
      }
      news = NewsFile(path: "news.md", bytes: Array(given.news.utf8)).items
      var settings = Settings(
        me: Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org"))
      )
      settings.ownWords = 0
      self.settings = settings
      (folder, templates) = try LetterTemplatesTests.folder(["mine.liquid": ToldTests.mine])
      template = given.template
    }

    func renderer(after used: Used = Used(), with contacts: [String] = ["ada"]) throws
      -> LetterRenderer
    {
      let at = try #require(DateTime(iso8601: "2026-11-21T09:00:00Z"))
      var entry = HistoryEntry(id: "1", kind: .letter, contacts: contacts, at: at)
      entry.used = used
      return LetterRenderer(
        templates: templates,
        settings: settings,
        history: History(entries: used.isEmpty ? [] : [entry]),
        news: news,
        today: try #require(CalendarDay(iso8601: "2026-11-21"))
      )
    }

    func draft(
      for some: [Contact]? = nil,
      after used: Used = Used(),
      with contacts: [String] = ["ada"]
    ) throws -> NewDraft {
      try Drafter(renderer: renderer(after: used, with: contacts), isKnown: { _ in false })
        .draft(for: some ?? people, template: template)
    }

    func approved(_ draft: Draft) throws -> ApprovedLetter {
      let reviewer = Reviewer(
        settings: settings,
        people: people,
        news: news,
        attachments: Scenario.noAttachments,
        isKnown: { _ in false },
        templateText: { [templates] in try? templates.wording(of: $0) },
        wordings: try renderer().wordings
      )
      let now = try #require(DateTime(iso8601: "2026-11-21T09:00:00Z"))
      return try reviewer.approve(reviewer.review(draft), now: now, seed: 0)
    }

    /// What was used as the cases have it.
    func words(_ used: Used) -> Set<String> {
      let notes = people.flatMap(\.notes).filter { used.notes.contains($0.id) }.map(\.text)
      let texts = notes + news.filter { used.news.contains($0.id) }.map(\.text)
      let expected = ToldTests.cases.flatMap(\.used)
      let named = texts.map { text in expected.first { text.hasPrefix($0) } ?? text }
      return Set(named + used.variants.map { "vary \($0.name)" } + used.once.map { "once \($0)" })
    }
  }
}
