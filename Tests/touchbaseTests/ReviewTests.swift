import DurableFiles
import FoundationEssentials
import TestSupport
import Testing

/// `review` and `send` with a person at the terminal.
@Suite(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
struct ReviewTests {
  /// A workspace with a draft that has a place, and an editor that does what a shell script says
  /// with `$1`, the draft.
  private struct Desk {
    let workspace: TestWorkspace
    let editor: String

    init(editor script: String, letters: [String] = ["ada"]) throws {
      workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:1"])
      for letter in letters {
        try workspace.addLetter(letter, name: "Ann", email: "\(letter)@example.net")
        let path = "drafts/2026-11-\(letter).eml"
        let text = try workspace.text(path).replacing(
          "I walked",
          with: "[[ The window? ]]\n\nI walked"
        )
        try workspace.write(path, text)
      }
      try workspace.write("editor.sh", script + "\n")
      editor = "sh \(workspace.root)/editor.sh"
    }

    init(_ workspace: TestWorkspace, editor: String) {
      self.workspace = workspace
      self.editor = editor
    }

    /// Types the keys when the words are on the screen; returns the status and all that was shown.
    func play(
      _ command: [String],
      _ steps: [(String, String)]
    ) throws -> (status: Int32, shown: String) {
      let play = Play(
        command: [workspace.program.path, "-C", workspace.root] + command,
        environment: [
          "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": workspace.root, "TERM": "xterm",
          "LANG": "C.UTF-8", "EDITOR": editor, "TOUCHBASE_NOW": "2026-11-23T09:00:00Z",
        ],
        steps: steps.map { [$0.0, $0.1] }
      )
      let driver = FilePath.parent(of: #filePath) + "/Fixtures/terminal.py"
      let run = try CommandRun("python3", driver, input: Array(JSONEncoder().encode(play)))
      return (run.status, String(decoding: run.output, as: UTF8.self))
    }

    /// The letters that wait to be sent.
    func queue() throws -> [String] {
      guard try workspace.list("outbox").contains("queue") else { return [] }
      return try workspace.list("outbox/queue")
    }
  }

  private struct Play: Encodable {
    let command: [String]
    let environment: [String: String]
    let steps: [[String]]
  }

  private static let keys = "q quit"
  private static let writing = "sed -i 's/^\\[\\[.*/The lamp was on; are the presses in?/' \"$1\""

  @Test func `the editor opens first, Enter approves nothing, y queues`() throws {
    let desk = try Desk(editor: Self.writing)
    let (status, shown) = try desk.play(["review"], [(Self.keys, "\r\r\ry")])
    #expect(status == 0)
    #expect(shown.contains("The lamp was on; are the presses in?"))
    #expect(shown.contains("All checks passed."))
    let letter = shown.split(separator: "Subject:", maxSplits: 1).last ?? ""
    #expect(!letter.contains("exclamation"))
    #expect(shown.contains("1 queued, 0 left in drafts/."))
    #expect(try desk.queue() == ["ada.eml"])
  }

  @Test func `Enter alone leaves the letter where it is`() throws {
    let desk = try Desk(editor: Self.writing)
    let (status, _) = try desk.play(["review"], [(Self.keys, "\r\r\rq")])
    #expect(status == 0)
    #expect(try desk.queue().isEmpty)
  }

  @Test func `what was typed while the editor was open approves nothing`() throws {
    let desk = try Desk(editor: "echo editing; sleep 1; " + Self.writing)
    let (status, _) = try desk.play(["review"], [("editing", "yyyyyy"), (Self.keys, "q")])
    #expect(status == 0)
    #expect(try desk.queue().isEmpty)
  }

  @Test func `an unfinished draft cannot be queued by any key`() throws {
    let desk = try Desk(editor: ":")
    let (_, shown) = try desk.play(["review"], [(Self.keys, "ymq")])
    #expect(shown.contains("Not yet. Line 9: a place still to be written"))
    #expect(!shown.contains("y queue it"))
    #expect(try desk.queue().isEmpty)
  }

  @Test func `an editor that fails or leaves an empty file loses nothing`() throws {
    for script in ["exit 1", ": > \"$1\""] {
      let desk = try Desk(editor: script)
      let before = try desk.workspace.bytes("drafts/2026-11-ada.eml")
      let (_, shown) = try desk.play(["review"], [(Self.keys, "q")])
      #expect(shown.contains("editor"))
      #expect(try desk.workspace.bytes("drafts/2026-11-ada.eml") == before)
      #expect(try desk.queue().isEmpty)
    }
  }

  @Test func `u takes back a letter and a deletion; the rest waits for the next sitting`() throws {
    let desk = try Desk(editor: Self.writing, letters: ["ada", "bob", "cyn"])
    let (status, shown) = try desk.play(
      ["review"],
      [
        ("1 of 3", ""), (Self.keys, "y"), ("2 of 3", ""), (Self.keys, "u"), ("1 of 3", ""),
        (Self.keys, "n"), ("2 of 3", ""), (Self.keys, "d"), ("3 of 3", ""), (Self.keys, "u"),
        ("2 of 3", ""), (Self.keys, "b"), (Self.keys, "y"), ("3 of 3", ""), (Self.keys, "q"),
      ]
    )
    #expect(status == 0, "\(shown)")
    #expect(shown.contains("Hates exclamation marks."))
    #expect(try desk.queue() == ["bob.eml"])
    #expect(try desk.workspace.list("drafts").filter { $0.hasSuffix(".eml") }.count == 2)
    let (_, again) = try desk.play(["review"], [(Self.keys, "y"), (Self.keys, "y")])
    #expect(again.contains("2 queued, 0 left in drafts/."))
  }

  @Test(.enabled(if: CommandRun.find("vim") != nil, "needs vim"))
  func `vim opens at the first place`() throws {
    let vim = Desk(try Desk(editor: "").workspace, editor: "vim -u NONE -N")
    let (status, shown) = try vim.play(
      ["review"],
      [("[[ The window", "ccThe lamp was on.\u{1B}:wq\r"), (Self.keys, "y")]
    )
    #expect(status == 0, "\(shown)")
    #expect(try vim.queue() == ["ada.eml"])
    let raw = try vim.workspace.run("queue", "show", "--raw", "ada").output
    #expect(raw.contains("The lamp was on."))
    #expect(!raw.contains("[["))
  }

  @Test func `send asks once, and anything but y sends nothing`() throws {
    let desk = try Desk(editor: Self.writing)
    _ = try desk.play(["review"], [(Self.keys, "y")])
    for answer in ["\r", "n\r", "Y?\r"] {
      let (status, shown) = try desk.play(["send"], [("read one again]", answer)])
      #expect(status == 0, "\(shown)")
      #expect(shown.contains("Nothing was sent."))
    }
    let (status, _) = try desk.play(["send"], [("read one again]", "y\r")])
    #expect(status == 69)
    #expect(try desk.queue() == ["ada.eml"])
  }
}
