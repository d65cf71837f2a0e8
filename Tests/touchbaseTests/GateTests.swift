import Correspondence
import TestSupport
import Testing

/// What the gate lets pass when the person insists, what that leaves behind, and what it never lets
/// pass.
@Suite struct GateTests {
  /// A draft that must not be sent, and why.
  struct Spoiled: Sendable, CustomTestStringConvertible {
    let check: CheckName
    /// Replaced in the draft, and by what.
    var draft = ("", "")
    /// Lines in the person's file below the name.
    var keys = ""
    var notes = ""
    /// Whether this draft was approved once already.
    var isKnown = false

    var testDescription: String { check.rawValue }
  }

  static let never = [
    Spoiled(check: .duplicate, isKnown: true),
    Spoiled(check: .briefInLetter, draft: ("# \(dashes) >8 \(dashes)\n", "")),
    Spoiled(check: .header, draft: ("Subject:", "Subject: twice\nSubject:")),
    Spoiled(check: .header, draft: ("Subject: A", "Subject: \u{7}A")),
    Spoiled(check: .recipient, draft: ("To: Ann <ann@example.net>", "To: Ann <ann@>")),
    Spoiled(check: .recipient, draft: ("To: Ann <ann@example.net>\n", "")),
    Spoiled(check: .doNotContact, keys: "do_not_contact: true\n"),
    Spoiled(
      check: .privateNote,
      draft: ("From here", "I heard that her sister left her husband; I am sorry. From here"),
      notes: "- Her sister left her husband in March. #private\n"
    ),
  ]

  /// A place, a template's marks and a missing letter are what no key lets pass; `--allow` does.
  static let unwritten = [
    Spoiled(check: .unfinished, draft: ("From here", "[[ The window? ]]\n\nFrom here")),
    Spoiled(check: .unfinished, draft: ("From here", "{{ contact.city }} From here")),
    Spoiled(check: .empty, draft: ("A window for ann", "")),
  ]

  private static let dashes = String(repeating: "-", count: 24)
  private static let path = "drafts/2026-11-ann.eml"

  private static func workspace(_ spoiled: Spoiled) throws -> TestWorkspace {
    let workspace = try TestWorkspace()
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    let person = "---\nname: Ann\nemail: ann@example.net\n\(spoiled.keys)---\n\(spoiled.notes)"
    try workspace.write("contacts/ann.md", person)
    var text = try workspace.text(path)
    if spoiled.isKnown {
      #expect(try workspace.run("approve", "ann").status == 0)
    }
    if !spoiled.draft.0.isEmpty {
      #expect(text.contains(spoiled.draft.0))
      text = text.replacing(spoiled.draft.0, with: spoiled.draft.1)
    }
    try workspace.write(path, text)
    return workspace
  }

  @Test(arguments: never)
  func `no option lets pass what must never be sent`(spoiled: Spoiled) throws {
    let workspace = try Self.workspace(spoiled)
    let (text, queued) = (try workspace.text(Self.path), try workspace.queued())
    let all = CheckName.allCases.flatMap { ["--allow", $0.rawValue] }
    for options in [[], ["--allow", spoiled.check.rawValue], all] {
      let run = try workspace.program.run(["-C", workspace.root, "approve", Self.path] + options)
      #expect(run.status == 1)
      #expect(run.output.contains("block: \(spoiled.check.rawValue)"), "\(run.output)")
      #expect(run.output.contains("\(Self.path) not approved"))
    }
    #expect(try workspace.text(Self.path) == text)
    #expect(try workspace.queued() == queued)
  }

  @Test(
    .enabled(if: CommandRun.find("python3") != nil, "needs python3"),
    arguments: never + unwritten
  )
  func `no key lets it pass, nor what is not written yet`(spoiled: Spoiled) throws {
    let workspace = try Self.workspace(spoiled)
    let (text, queued) = (try workspace.text(Self.path), try workspace.queued())
    // Keys that show the letter again, then all others; those that leave come last.
    let others = String(String.UnicodeScalarView((0x20...0x7E).compactMap(UnicodeScalar.init)))
      .filter { !"ebudnq".contains($0) }
    let run = try workspace.sit(
      "EDITOR=: touchbase review",
      ["q quit => e", "q quit => b", "q quit => u", "q quit => <cr>\(others)q"]
    )
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("Not yet."))
    #expect(!run.output.contains("y queue it") && !run.output.contains("m I mean it"))
    #expect(run.output.contains("0 queued, 1 left in drafts/."))
    #expect(try workspace.text(Self.path) == text)
    #expect(try workspace.queued() == queued)
  }

  /// How a person says that they mean it.
  @Test(
    .enabled(if: CommandRun.find("python3") != nil, "needs python3"),
    arguments: [true, false]
  )
  func `whoever means it is not asked again: the contact knows the other`(isKey: Bool) throws {
    let words = "Joon has moved to Iowa State with her sister. From here"
    let workspace = try Self.workspace(
      Spoiled(check: .mixUp, draft: ("From here", words), keys: "city: Ames # since May\n")
    )
    try workspace.write(
      "contacts/ada-park.md",
      "---\nname: Ada Park\n---\n- 2026-10-02 Daughter Joon started at Iowa State.\n"
    )
    #expect(try workspace.run("check", "ann").output.contains("block: mix-up"))
    if isKey {
      let run = try workspace.sit("EDITOR=: touchbase review", ["q quit => m"])
      #expect(run.output.contains("m I mean it"))
      #expect(run.output.contains("1 queued, 0 left in drafts/."), "\(run.output)")
    } else {
      #expect(try workspace.run("approve", "ann", "--allow", "own-words").status == 1)
      #expect(try workspace.run("approve", "ann", "--allow", "mix-up").status == 0)
    }
    #expect(try workspace.queued() == ["ann.eml"])
    let person = "---\nname: Ann\nemail: ann@example.net\ncity: Ames # since May\n"
    #expect(try workspace.text("contacts/ann.md") == person + "knows: [ada-park]\n---\n")
    // The next letter may name them.
    try workspace.write(
      Self.path,
      TestWorkspace.draft("ann", "Ann", "ann@example.net", header: "")
        .replacing("Draft: ann", with: "Draft: ann2").replacing("From here", with: words)
    )
    let again = try workspace.run("check", "ann")
    #expect(!again.output.contains("mix-up"), "\(again.output)")
  }
}

extension TestWorkspace {
  /// The letters that wait to be sent.
  fileprivate func queued() throws -> [String] {
    try list("outbox").contains("queue") ? try list("outbox/queue") : []
  }
}
