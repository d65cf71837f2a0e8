import DurableFiles
import TestSupport
import Testing

@testable import Correspondence

@Suite struct DraftTests {
  static let content = Draft.Content(
    fields: [
      DraftField("From", "Sam Rivera <sam@example.org>"),
      DraftField("To", "Ada Park <ada@example.net>"),
      DraftField("Subject", "How is Main Street?\nBcc: eve@example.org"),
      DraftField("X-Touchbase-Draft", "7f3k2"),
      DraftField("X-Touchbase-Contact", "ada-park"),
    ],
    text: "Hi Ada,\n\n[[ Moved the studio. ]]\n\n[[? Looking for\na bookkeeper. ]]\n\nSam\n",
    brief: ["Runs the letterpress studio;\ndry humour."]
  )

  @Test func `a draft is written as the person will see it`() {
    let text = String(decoding: Draft.bytes(of: Self.content), as: UTF8.self)
    #expect(
      text == """
        From: Sam Rivera <sam@example.org>
        To: Ada Park <ada@example.net>
        Subject: How is Main Street? Bcc: eve@example.org
        X-Touchbase-Draft: 7f3k2
        X-Touchbase-Contact: ada-park
        X-Touchbase-Written: \(Self.written)

        Hi Ada,

        [[ Moved the studio. ]]

        [[? Looking for
        a bookkeeper. ]]

        Sam

        # ------------------------ >8 ------------------------
        # Yours only: this line and everything below are never sent.
        # Runs the letterpress studio; dry humour.

        """
    )
  }

  private static var written: String {
    Draft(path: "x", bytes: Draft.bytes(of: content))["X-Touchbase-Written"] ?? ""
  }

  @Test func `what was written is read`() {
    let draft = Draft(path: "drafts/x.eml", bytes: Draft.bytes(of: Self.content))
    #expect(draft.problems.isEmpty)
    #expect(draft.id == "7f3k2")
    #expect(draft.contacts == ["ada-park"])
    #expect(draft.firstPlaceLine == 10)
    #expect(draft.openPlaces.map(\.cue) == ["Moved the studio."])
    #expect(draft.isUntouched)
    #expect(draft.letter == "Hi Ada,\n\n[[ Moved the studio. ]]\n\nSam\n")
  }

  @Test func `a draft that somebody touched is no longer untouched`() {
    let bytes = Draft.bytes(of: Self.content)
    let text = String(decoding: bytes, as: UTF8.self)
    for edited in [text.replacing("Hi Ada", with: "Dear Ada"), text + "# more\n"] {
      #expect(!Draft(path: "x", bytes: Array(edited.utf8)).isUntouched)
    }
    let crlf = text.replacing("\n", with: "\r\n")
    #expect(Draft(path: "x", bytes: Array(crlf.utf8)).isUntouched)
  }

  @Test(arguments: [
    ("a [[b]] c", "[[ a [ [b] ] c ]]"), ("[[[", "[[ [ [ [ ]]"), ("x]", "[[ x]  ]]"),
    ("two\nlines", "[[ two lines ]]"),
  ])
  func `a cue cannot end its place`(cue: String, place: String) {
    #expect(Place.written(cue: cue, isOptional: false) == place)
    let found = Place.all(in: [place])
    #expect(found.count == 1)
    #expect(found.first?.isClosed == true)
    #expect(found.first?.isParagraph == true)
  }

  @Test(arguments: [
    ("2026-11-ada-park.eml", true), (".2026-11-ada-park.eml.swp", false),
    ("2026-11-ada-park.eml~", false), ("2026-11-ada-park.eml.save", false),
    ("#2026-11-ada-park.eml#", false), (".hidden.eml", false), ("4913", false), (".eml", false),
    ("ADA.EML", true), ("notes.txt", false), ("2026-11-ada-park.eml.swp", false),
  ])
  func `what editors leave behind is no draft`(name: String, isDraft: Bool) {
    #expect(Workspace.isDraft(fileName: name) == isDraft)
  }

  static let choice = TemplateChoice(name: "catch-up", reason: .everybody)

  @Test func `a draft that was touched is never overwritten`() throws {
    let folder = try TemporaryFolder()
    let drafts = DraftFolder(folder.workspace, fileSystem: folder.fileSystem)
    #expect(try drafts.paths() == [])
    let path = "drafts/2026-11-ada-park.eml"
    let first = NewDraft(
      path: path,
      id: "7f3k2",
      choice: Self.choice,
      content: Self.content
    )
    #expect(try drafts.write(first) == .written)
    #expect(try drafts.write(first) == .kept)
    var content = Self.content
    content.brief.append("2026-11-20 Found a bookkeeper.")
    let second = NewDraft(
      path: path,
      id: "7f3k2",
      choice: Self.choice,
      content: content
    )
    #expect(try drafts.write(second) == .written)
    let mine = Array("mine".utf8)
    try folder.fileSystem.replaceFile(folder.workspace.path(path), with: mine)
    #expect(try drafts.write(first) == .kept)
    #expect(try folder.fileSystem.readFile(folder.workspace.path(path)) == mine)
  }

  @Test func `many drafts are written and told of in their order`() throws {
    let folder = try TemporaryFolder()
    let drafts = DraftFolder(folder.workspace, fileSystem: folder.fileSystem)
    let new = (100..<400).map { number in
      NewDraft(
        path: "drafts/2026-11-p\(number).eml",
        id: "\(number)",
        choice: Self.choice,
        content: Self.content
      )
    }
    let mine = Array("mine".utf8)
    try folder.fileSystem.makeDirectory(folder.workspace.drafts)
    try folder.fileSystem.replaceFile(folder.workspace.path(new[7].path), with: mine)
    let expected = new.indices.map { $0 == 7 ? DraftFolder.Outcome.kept : .written }
    #expect(try drafts.write(new) == expected)
    #expect(try drafts.write(new) == new.map { _ in .kept })
    try folder.fileSystem.makeDirectory(folder.workspace.path("drafts/2026-11-p250x.eml"))
    let summaries = try drafts.summaries()
    #expect(summaries.map(\.path) == new.map(\.path))
    #expect(summaries.map(\.isUntouched) == expected.map { $0 == .written })
    #expect(try folder.fileSystem.readFile(folder.workspace.path(new[7].path)) == mine)
  }

  /// At the end of time every stamp is old enough to be believed.
  @Test(arguments: [nil, Int64.max])
  func `only what was read is taken away`(now: Int64?) throws {
    let folder = try TemporaryFolder()
    let drafts = DraftFolder(folder.workspace, fileSystem: folder.fileSystem, now: now)
    let path = "drafts/2026-11-ada-park.eml"
    let new = NewDraft(
      path: path,
      id: "7f3k2",
      choice: Self.choice,
      content: Self.content
    )
    #expect(try drafts.write(new) == .written)
    let draft = try #require(try drafts.all().first)
    try folder.fileSystem.replaceFile(folder.workspace.path(path), with: new.bytes + [0x0A])
    #expect(try drafts.remove(draft) == false)
    try folder.fileSystem.replaceFile(folder.workspace.path(path), with: new.bytes)
    #expect(try drafts.remove(draft))
    #expect(try drafts.remove(draft))
    #expect(try drafts.restore(new.bytes, path: path) == path)
    #expect(try drafts.restore(new.bytes, path: path) == "drafts/2026-11-ada-park-2.eml")
    #expect(try drafts.paths() == ["drafts/2026-11-ada-park-2.eml", path])
  }

  /// Its status alone tells it: neither the length nor the time of the last writing does.
  @Test func `a draft that was written over in place and dated back is not taken away`() throws {
    let folder = try TemporaryFolder()
    let drafts = DraftFolder(folder.workspace, fileSystem: folder.fileSystem, now: .max)
    let path = "drafts/2026-11-ada-park.eml"
    _ = try drafts.restore(Array("To: ada@example.net\n\nHi\n".utf8), path: path)
    let draft = try drafts.read(path)
    let place = folder.workspace.path(path)
    // It sleeps until another tick of the clock by which files are dated.
    let script = """
      set -e
      sleep 0.1
      cp -p "$1" "$1.old"
      printf 'To: ada@example.net\\n\\nHo\\n' >"$1"
      touch -r "$1.old" "$1"
      rm "$1.old"
      """
    _ = try CommandRun("sh", "-c", script, "sh", place).checked("sh")
    #expect(try drafts.remove(draft) == false)
    #expect(try drafts.read(path).lines == ["Ho"])
  }

  /// The disk, its status, its name and the folder; or the opening, the status, the bytes and the
  /// closing in place of the one status.
  @Test(
    arguments: [
      (nil, "ext4", false, 7), (0, "ext4", false, 7), (.max, "ext4", false, 4),
      (.max, "nfs", true, 7), (.max, nil, false, 7),
    ] as [(Int64?, String?, Bool, Int)]
  )
  func `a draft that its stamp says is unchanged is not read once more`(
    now: Int64?,
    kind: String?,
    isShared: Bool,
    calls: Int
  ) throws {
    let folder = try TemporaryFolder()
    let disk = Volume(kind: kind, isShared: isShared, free: 1)
    let files = FaultyFileSystem(folder.fileSystem, volume: disk)
    let drafts = DraftFolder(folder.workspace, fileSystem: files, now: now)
    let path = "drafts/2026-11-ada-park.eml"
    _ = try drafts.restore(Array("To: ada@example.net\n\nHi\n".utf8), path: path)
    let draft = try drafts.read(path)
    files.disarm()
    #expect(try drafts.remove(draft))
    #expect(files.count == calls)
    #expect(try drafts.paths() == [])
  }

  @Test func `a disk that says nothing of itself keeps no draft from being taken away`() throws {
    let folder = try TemporaryFolder()
    let files = FaultyFileSystem(folder.fileSystem)
    let drafts = DraftFolder(folder.workspace, fileSystem: files, now: .max)
    let path = "drafts/2026-11-ada-park.eml"
    _ = try drafts.restore(Array("Hi\n".utf8), path: path)
    let draft = try drafts.read(path)
    // The first call asks for the disk.
    files.arm(.once, at: 0)
    #expect(try drafts.remove(draft))
    files.disarm()
    #expect(try drafts.paths() == [])
  }

  @Test func `the same parts give the same id and a known id gives another`() {
    let one = DraftID.make(["ada-park", "2026-11"]) { _ in false }
    #expect(one == DraftID.make(["ada-park", "2026-11"]) { _ in false })
    #expect(one.count == 8)
    #expect(one != DraftID.make(["ada-park", "2026-12"]) { _ in false })
    #expect(one != DraftID.make(["ada-park", "2026-11"]) { $0 == one })
  }
}
