import DurableFiles
import TestSupport
import Testing

@testable import Correspondence

/// Text that was typed below the scissors, and is taken up into the letter.
@Suite struct MovingUpTests {
  private static let head = "To: Ada <ada@example.net>\nX-Touchbase-Draft: x\n\nHi Ada,\n\nSam\n"
  private static let line = "# ------------------------ >8 ------------------------\n"

  @Test(arguments: [
    ("\n", "# Yours only.\n\nP.S. Bring the map.\n", "P.S. Bring the map.\n", "# Yours only.\n"),
    ("\n\n\n", "# Yours only.\nA line.", "A line.\n", "# Yours only.\n"),
    ("", "one\n\n  two\n# a\n#b\nthree\n\n", "one\n\n  two\nthree\n", "# a\n#b\n"),
    ("", "\nnot this # though\n", "not this # though\n", ""),
  ])
  func `it stands at the end of the letter, and the brief as it was`(
    gap: String,
    below: String,
    moved: String,
    brief: String
  ) throws {
    for end in ["\n", "\r\n"] {
      let before = (Self.head + gap + Self.line + below).replacing("\n", with: end)
      let draft = Draft(path: "drafts/x.eml", bytes: Array(before.utf8))
      let after = try #require(draft.sourceWithTextMovedUp)
      let wanted = (Self.head + "\n" + moved + "\n" + Self.line + brief).replacing("\n", with: end)
      #expect(String(decoding: after, as: UTF8.self) == wanted)
      let new = Draft(path: "drafts/x.eml", bytes: after)
      #expect(new.sourceWithTextMovedUp == nil)
      #expect(!new.brief.contains(where: Draft.isTypedBelow))
    }
  }

  @Test func `there is nothing to take up where the brief is whole or the line is gone`() {
    for text in [Self.head + Self.line + "# Yours.\n\n", Self.head, Self.head + "P.S. x\n"] {
      #expect(Draft(path: "x", bytes: Array(text.utf8)).sourceWithTextMovedUp == nil)
    }
  }

  @Test func `a file that was saved meanwhile stays as it is`() throws {
    let disk = MemoryFileSystem()
    let workspace = Workspace(root: "/letters")
    try disk.makeDirectory(workspace.root)
    try disk.makeDirectory(workspace.drafts)
    let text = Self.head + Self.line + "P.S.\n"
    let folder = DraftFolder(workspace, fileSystem: disk)
    try disk.createFile(workspace.path("drafts/x.eml"), with: Array(text.utf8))
    let draft = try folder.read("drafts/x.eml")
    let later = Array((text + "more\n").utf8)
    try disk.replaceFile(workspace.path("drafts/x.eml"), with: later)
    #expect(try !folder.moveTextUp(in: draft))
    #expect(try folder.read("drafts/x.eml").source == later)
    #expect(try folder.moveTextUp(in: folder.read("drafts/x.eml")))
    #expect(try folder.read("drafts/x.eml").letter == "Hi Ada,\n\nSam\n\nP.S.\nmore\n")
  }
}
