import TestSupport
import Testing

/// Drafts that are written again while nobody has touched them.
@Suite struct DraftAgainTests {
  @Test func `the turns of phrase of a month are used alike, and stay whoever is drafted again`()
    throws
  {
    let workspace = try TestWorkspace()
    for number in 1...12 {
      let text = "---\nname: Ann\nemail: p\(number)@example.net\n---\n"
      try workspace.write("contacts/p\(number).md", text)
    }
    #expect(try workspace.run("draft", "--all", "--template", "catch-up").status == 0)
    let names = try workspace.list("drafts")
    #expect(names.count == 12)
    let before = try names.map { try workspace.text("drafts/\($0)") }
    // Twelve ways to close such a letter, and twelve letters.
    let closings = before.compactMap { text in
      text.split(separator: "vary closing ").dropFirst().first?.prefix(4)
    }
    #expect(closings.count == 12 && Set(closings).count == 12, "\(closings)")
    #expect(try workspace.run("draft", "--all", "--template", "catch-up").status == 0)
    #expect(try workspace.run("draft", "p7", "--template", "catch-up").status == 0)
    #expect(try names.map { try workspace.text("drafts/\($0)") } == before)
  }
}
