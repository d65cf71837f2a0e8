import Contacts
import MailMessage
import Testing

@Suite struct NoteTests {
  private func notes(_ body: String) throws -> [Note] {
    let bytes = Array(("---\nname: Ada\n---\n" + body).utf8)
    return try ContactFile(path: "contacts/ada.md", bytes: bytes).contact().notes
  }

  private func note(_ line: String) throws -> Note {
    try #require(notes("- \(line)\n").first)
  }

  @Test func `date, checkbox, sentence and tags are taken off the text`() throws {
    let note = try note("[x] 2026-11-01: Wants help. say: \"Did \\\"it\\\" work?\" #work #tax-2026")
    #expect(note.text == "Wants help.")
    #expect(note.say == "Did \"it\" work?")
    #expect(note.date == CalendarDay(iso8601: "2026-11-01"))
    #expect(note.promise == .kept)
    #expect(note.tags == ["work", "tax-2026"])
    #expect(!note.isPrivate)
  }

  @Test(arguments: [
    ("likes #jazz and C# #music", "likes jazz and C#", ["jazz", "music"]),
    ("room #1 is hers", "room #1 is hers", []),
    ("they say: never", "they say: never", []),
    ("#work only", "work only", ["work"]),
    ("ends so (#work).", "ends so (#work).", []),
    ("went to #Ames.", "went to Ames.", ["Ames"]),
  ])
  func `a tag inside a sentence stays as a word`(line: String, text: String, tags: [String]) throws
  {
    let note = try note(line)
    #expect(note.text == text)
    #expect(note.tags == tags)
  }

  @Test(arguments: [
    "x #private", "#private x", "a #Private b", "x say: \"y\" #private", "x #private.",
  ])
  func `private is private wherever it stands`(line: String) throws {
    let note = try note(line)
    #expect(note.isPrivate)
    #expect(!note.tags.contains("private"))
  }

  @Test func `lines that belong together are one note and nothing written is overlooked`() throws {
    let body = """
      # About Ada
      A paragraph
      on two lines.

      * a star
        and its second line
      - an item
        - [ ] a nested promise
      2026-10-02 no dash
      -
      ---
      last
      """
    let notes = try notes(body)
    #expect(
      notes.map(\.text) == [
        "A paragraph on two lines.", "a star and its second line", "an item", "a nested promise",
        "no dash", "last",
      ]
    )
    #expect(notes.map(\.line) == [5, 8, 10, 11, 12, 15])
    #expect(notes[3].promise == .open)
  }

  @Test func `ids are four digits, stay when date and tags change, and differ in a file`() throws {
    let plain = try note("Moved the studio.")
    #expect(plain.id.count == 4)
    #expect(try note("2026-01-01 Moved the studio. #x").id == plain.id)
    #expect(try note("Moved the shop.").id != plain.id)
    let twice = try notes("- same\n- same\n")
    #expect(twice[0].id != twice[1].id)
  }

  @Test func `a new note is one line whatever its text`() throws {
    let day = CalendarDay(iso8601: "2026-11-23")
    #expect(try NewNote("a\n---\n- b\u{1B}[2J", date: day).line == "2026-11-23 a --- - b[2J")
    #expect(try NewNote("2020-01-01 a", date: day).line == "2020-01-01 a")
    #expect(try NewNote("a", say: "b \"c\"", promise: true).line == "[ ] a say: \"b \\\"c\\\"\"")
    #expect(throws: ContactsError.emptyNote) { try NewNote(" \n ") }
  }

  @Test func `news has the same lines, with or without front matter`() throws {
    let body = "# News\n- 2026-11-20 I finished the map. #local\n- secret #private\n- Undated.\n"
    for head in ["", "---\nversion: 1\n---\n"] {
      let news = NewsFile(path: "news.md", bytes: Array((head + body).utf8))
      #expect(news.items.map(\.text) == ["I finished the map.", "Undated."])
      #expect(news.items[0].tags == ["local"])
      #expect(news.problems.isEmpty)
      let added = try news.appending(NewNote("More."))
      #expect(String(decoding: added, as: UTF8.self) == head + body + "- More.\n")
    }
    #expect(try NewsFile(path: "news.md", bytes: []).appending(NewNote("x")) == Array("- x\n".utf8))
    #expect(!NewsFile(path: "news.md", bytes: [0xFF]).problems.isEmpty)
  }
}
