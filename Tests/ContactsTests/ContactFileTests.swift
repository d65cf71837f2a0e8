import Contacts
import MailMessage
import Testing

@Suite struct ContactFileTests {
  private static let ada = """
    ---
    name: Ada Park
    email: ada@example.net
    groups: [professional, ames]
    offers: [logo design, letterpress]
    needs: [a bookkeeper]
    city: Ames
    phone: "+1 515 555 0142"
    met: PrintFest 2019
    birthday: 03-07
    zip: 01234
    country: NO
    hour: 12:30
    age: 40
    ---
    - Runs the letterpress studio; dry humour, hates exclamation marks.
    - 2026-10-02 Moved the studio to Main Street; daughter Joon started at Iowa State. #family
    - 2026-11-01 Looking for a bookkeeper before the tax season. #work
    - [ ] send her the trail map

    """

  private func contact(_ text: String) throws -> Contact {
    try ContactFile(path: "contacts/ada-park.md", bytes: Array(text.utf8)).contact()
  }

  @Test func `every key is read and unknown ones are kept as they were written`() throws {
    let ada = try contact(Self.ada)
    #expect(ada.id == "ada-park")
    #expect(ada.firstName == "Ada")
    #expect(ada.emails.map(\.description) == ["ada@example.net"])
    #expect(ada.groups == ["professional", "ames"])
    #expect(ada.phones == ["+1 515 555 0142"])
    #expect(ada.birthday == Birthday("03-07"))
    #expect(ada["zip"] == .text("01234"))
    #expect(ada["country"] == .text("NO"))
    #expect(ada["hour"] == .text("12:30"))
    #expect(ada["age"] == .integer(40))
    #expect(ada.problems.isEmpty)
    #expect(ada.notes.map(\.line) == [16, 17, 18, 19])
    #expect(ada.notes[3].promise == .open)
    #expect(ada.notes[1].date == CalendarDay(iso8601: "2026-10-02"))
    #expect(ada.notes[1].tags == ["family"])
  }

  /// Lines that YAML takes as they stand or not, and the same with a comment, which needs a parser.
  @Test(arguments: [
    "name: Ada Park\nemail: ada@example.net", "name: Ada  Park 2nd\nzip: 01234\nage: 40\nno: email",
    "name: O'Brien\nmet: 2026-05\nok: true\nnothing: null", "name: Ada - Park -\ntilde: a~",
    "name: Ada\nemail: a@b\nemail: c@d", "name:  Ada", "name: Ada ", "name: Ada\n city: Oslo",
    "name: Ada\n\ncity: Oslo", "name: Ada\ncity:", "name: Ada\ncity:Oslo", "name: Ada: x",
    "name: Ada #x", "name: Ada\nName: B", "name: -5", "name: Ada\nemail: nobody", "email: a@b",
    "name: Zoë\ncity: Köln", "name: Ada\nbirthday: tomorrow\nevery: 3 months", "name: 5\nx: y",
    "name: Ada\r\nemail: a@b\r", "", "name: A.\ndied: false\ndo_not_contact: no",
  ])
  func `plain lines are read as YAML has them`(lines: String) {
    func reading(_ text: String) -> String {
      do {
        let it = try contact(text)
        return "\(it.name) \(it.firstName ?? "-") \(it.emails) \(it.fields) \(it.problems)"
          + "\(it.no) \(it.died ?? "-") \(it.doNotContact) \(it.every.map { "\($0)" } ?? "-")"
      } catch {
        return "\(error)"
      }
    }
    #expect(reading("---\n\(lines)\n---\n") == reading("---\n\(lines)\n# remark\n---\n"))
  }

  @Test(arguments: ["\n", "\r\n"])
  func `a note goes behind the last one and no other byte changes`(end: String) throws {
    let text = Self.ada.replacing("\n", with: end) + end
    let file = try ContactFile(path: "contacts/ada-park.md", bytes: Array(text.utf8))
    let note = try NewNote("Has a new press.", date: CalendarDay(iso8601: "2026-11-23"))
    let edited = String(decoding: try file.appending(note).bytes, as: UTF8.self)
    #expect(edited == text.dropLast() + "- 2026-11-23 Has a new press." + end + end)
  }

  @Test(arguments: [
    ("---\nname: A\n---", "---\nname: A\n---\n- x\n"),
    ("---\nname: A\n---\n", "---\nname: A\n---\n- x\n"),
    ("---\nname: A\n---\n\n", "---\nname: A\n---\n- x\n\n"),
    ("---\nname: A\n---\n- y", "---\nname: A\n---\n- y\n- x\n"),
    ("\u{FEFF}---\nname: A\n---\ntext\n\n", "\u{FEFF}---\nname: A\n---\ntext\n- x\n\n"),
  ])
  func `a note finds its place in any file`(before: String, after: String) throws {
    let file = try ContactFile(path: "contacts/a.md", bytes: Array(before.utf8))
    #expect(Array(after.utf8) == (try file.appending(NewNote("x")).bytes))
  }

  @Test(arguments: [
    ("city: Ames # home\n", "city: Boone # home\n"),
    ("city:   'A # b'   # c\n", "city: Boone   # c\n"),
    ("city: >\n  folded\n  text\n\n# comment\n", "city: Boone\n\n# comment\n"),
    ("city:\n- a\n- b\n", "city: Boone\n"),
    ("city: [a,\n  b] # two\n", "city: Boone\n"),
    ("\"city\": Ames\n", "city: Boone\n"),
    ("city:\n", "city: Boone\n"),
    ("city: Ames\r\n", "city: Boone\r\n"),
  ])
  func `a key is set in its place and no other line changes`(old: String, new: String) throws {
    let end = old.hasSuffix("\r\n") ? "\r\n" : "\n"
    let head = ["---", "# mine", "name:  \"Ada\"   # quoted", ""].joined(separator: end)
    let tail = ["zip: 01234", "---", "- a note", ""].joined(separator: end)
    let file = try ContactFile(path: "contacts/a.md", bytes: Array((head + old + tail).utf8))
    let edited = try file.setting("city", to: .text("Boone")).bytes
    #expect(String(decoding: edited, as: UTF8.self) == head + new + tail)
  }

  @Test func `a new key goes below the others and null takes one away`() throws {
    let text = "---\nname: Ada\ncity: Ames\n---\n"
    let file = try ContactFile(path: "contacts/a.md", bytes: Array(text.utf8))
    let set = try file.setting("more", to: .mapping([Field(key: "a: b", value: .text("#1"))]))
    #expect(
      String(decoding: set.bytes, as: UTF8.self)
        == "---\nname: Ada\ncity: Ames\nmore:\n  \"a: b\": \"#1\"\n---\n"
    )
    let unset = try file.setting("city", to: .null)
    #expect(String(decoding: unset.bytes, as: UTF8.self) == "---\nname: Ada\n---\n")
  }

  @Test func `front matter that cannot be edited by lines is left alone`() throws {
    let text = "---\n{name: Ada, city: Ames}\n---\n"
    let file = try ContactFile(path: "contacts/a.md", bytes: Array(text.utf8))
    #expect(throws: ContactsError.notEditable(path: "contacts/a.md", key: "city")) {
      try file.setting("city", to: .text("Boone"))
    }
  }

  @Test(arguments: [
    "plain", "true", "no", "1", "0123", "12:30", "a: b", "a #b", "#a", "- a", "[a", "a]", "a, b",
    "\"", "'", "\\", "*a", "&a", "!a", "%a", "@a", "`a", "a:", " a", "a ", "a\nb", "\t",
    "\u{1B}[31m",
    "\u{0}", "\u{85}", "\u{2028}", "\u{FFFF}", "é", "😀", "~", "null", "---", "...",
    "? a",
    "|", ">", "=", "<<", "-", "--", "1e5", "0x1F", "+1 515", "{a}", "http://x/y",
  ])
  func `every text is read back as it was written`(text: String) throws {
    let values: [FieldValue] = [
      .text(text), .list([.text(text), .text("b")]),
      .mapping([Field(key: text, value: .list([.text(text)])), Field(key: "b", value: .text("c"))]),
    ]
    for value in values {
      let fields = [Field(key: "name", value: .text("Ada")), Field(key: "x", value: value)]
      let file = try ContactFile(path: "contacts/a.md", fields: fields)
      #expect(try file.contact()["x"] == value)
    }
  }

  @Test func `known keys never hold control characters`() throws {
    let ada = try contact("---\nname: \"Ada\\e[31m\\r\\nBcc: x\"\ncity: \"A\\u202Eb\"\n---\n")
    #expect(ada.name == "Ada[31m Bcc: x")
    #expect(ada.city == "Ab")
  }
}
