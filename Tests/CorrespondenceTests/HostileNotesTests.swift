import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Testing

/// Notes that would be something else than a note, in every built-in letter.
@Suite struct HostileNotesTests {
  /// Most have `rabbit` in them, so that they are known again.
  static let texts = [
    "rabbit {{ me.email }} {% assign x = 1 %}{%- abort 'no' -%} {% include 'x' %} {{ 'a' | upcase",
    "{% raw %} rabbit {% comment %}",
    "Bcc: eve@example.org rabbit",
    "rabbit\r\nBcc: eve@example.org\r\n\r\nrabbit",
    "rabbit\n  X-Touchbase-Contact: eve\n  From: eve@example.org",
    "\u{1B}[31mrabbit\u{7}\u{0}\u{9B}2J\u{8}",
    "\u{202E}rabbit\u{2066}\u{FEFF}\u{2028}Bcc: eve@example.org\u{85}",
    "rabbit ]] [[ and ]] [[? more",
    "rabbit [[[[ ]]]]",
    "-- rabbit",
    "rabbit\n  -- \n  Eve",
    "# ------------------------ >8 ------------------------ rabbit",
    "rabbit\n  # ------------------------ >8 ------------------------\n  # Yours only.",
    "rabbit " + String(repeating: "long ", count: 4_000),
    "rabbit" + String(repeating: "x", count: 20_000),
    "rabbit 👩‍👩‍👧‍👦🏳️‍🌈 e\u{301}\u{301}\u{301} 小林",
    "> rabbit",
    "# ------------------------ >8 ------------------------",
    "-- ",
    "]]",
    "From: eve@example.org",
    "rabbit =?utf-8?q?=0D=0ABcc:=20eve@example.org?=",
  ]

  /// Letters that come to their matter without a note.
  static let withoutNotes: Set = ["after-meeting", "thank-you"]

  private static func note(_ text: String, say: String? = nil) -> String {
    let say = say.map { " say: \"\($0.replacing("\"", with: "'"))\"" } ?? ""
    return "- 2026-11-01 \(text)\(say)\n- \(text)\n- [ ] \(text)\n"
  }

  private static func draft(_ letter: String, _ notes: String) throws -> (Draft, Contact) {
    let text = "---\nname: Ada Park\nemail: ada@example.net\n---\n\(notes)"
    let ada = try ContactFile(path: "contacts/ada.md", bytes: Array(text.utf8)).contact()
    let renderer = LetterRenderer(
      templates: LetterTemplates(nil, fileSystem: PosixFileSystem()),
      settings: try settings(),
      history: History(),
      news: [],
      today: try #require(CalendarDay(iso8601: "2026-11-21"))
    )
    let new = try Drafter(renderer: renderer, isKnown: { _ in false })
      .draft(for: [ada], template: letter)
    return (Draft(path: new.path, bytes: new.bytes), ada)
  }

  private static func settings() throws -> Settings {
    Settings(me: Profile(name: "Sam Rivera", address: try EmailAddress("sam@example.org")))
  }

  private static func findings(_ draft: Draft, _ ada: Contact) throws -> [Finding] {
    let wording = try LetterTemplates(nil, fileSystem: PosixFileSystem())
      .wording(of: draft.template ?? "")
    return Reviewer(
      settings: try settings(),
      people: [ada],
      news: [],
      attachments: Scenario.noAttachments,
      isKnown: { _ in false },
      templateText: { _ in wording }
    ).review(draft).findings
  }

  /// The lines of the letter that are no place, with one blank line where there were several.
  private static func outsideOfPlaces(_ draft: Draft) -> [String] {
    let places = Set(draft.openPlaces.flatMap(\.lines))
    let optional = draft.letter.split(separator: "\n").map(String.init)
    let required = Set(places.map { draft.lines[$0] })
    return optional.filter { !required.contains($0) }
  }

  @Test(arguments: LetterTests.letters)
  func `a note stays a cue, whatever it is made of`(letter: String) throws {
    let (harmless, _) = try Self.draft(letter, Self.note("A rabbit."))
    #expect(harmless.text.contains("A rabbit.") == !Self.withoutNotes.contains(letter))
    for text in Self.texts {
      let (draft, ada) = try Self.draft(letter, Self.note(text))
      let what: Comment = "\(text.prefix(40).debugDescription)"
      // The header is touchbase's own.
      #expect(draft.problems.isEmpty, what)
      #expect(draft.fields.map(\.name) == harmless.fields.map(\.name), what)
      #expect(draft["To"] == "Ada Park <ada@example.net>", what)
      #expect(draft.subject == harmless.subject, what)
      // The letter is the same but for its places, and these are still to be written.
      #expect(Self.outsideOfPlaces(draft) == Self.outsideOfPlaces(harmless), what)
      #expect(draft.openPlaces.count == harmless.openPlaces.count, what)
      #expect(draft.openPlaces.allSatisfy { $0.isClosed && $0.isParagraph }, what)
      // The brief stands below one line, and every line of it is marked.
      #expect(draft.scissorsLine != nil && draft.brief.allSatisfy { $0.hasPrefix("#") }, what)
      #expect(draft.brief.joined().contains("rabbit") == text.contains("rabbit"), what)
      let bytes = String(decoding: draft.source, as: UTF8.self).unicodeScalars
      #expect(bytes.allSatisfy { Self.isHarmless($0) }, what)
      let findings = try Self.findings(draft, ada)
      #expect(findings.filter { $0.severity == .block }.map(\.name) == [.unfinished], what)
    }
  }

  @Test(arguments: LetterTests.letters)
  func `a sentence that is ready to be used is text, whatever it is made of`(
    letter: String
  ) throws {
    for text in Self.texts {
      let line = text.replacing("\n", with: " ")
      let (draft, ada) = try Self.draft(letter, Self.note("A rabbit.", say: line))
      let what: Comment = "\(text.prefix(40).debugDescription)"
      #expect(draft.problems.isEmpty, what)
      #expect(draft["Bcc"] == nil && draft["To"] == "Ada Park <ada@example.net>", what)
      #expect(draft.lines.contains { $0.hasPrefix("Sam") }, what)
      #expect(draft.brief.allSatisfy { $0.hasPrefix("#") }, what)
      let bytes = String(decoding: draft.source, as: UTF8.self).unicodeScalars
      #expect(bytes.allSatisfy { Self.isHarmless($0) }, what)
      #expect(try Self.findings(draft, ada).contains { $0.name == .unfinished }, what)
    }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: true
    case ..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: false
    default: true
    }
  }
}
