import DurableFiles
import TestSupport
import Testing

/// The steps of the first hour on the command line, one after the other.
@Suite struct FirstHourTests {
  private static let people = """
    Name,E-mail,Phone,City,Groups,Notes
    Ada Park,ada@example.net,,Ames,local,"2026-11-01 Looking for a bookkeeper. #work"
    Tom Becker,tom@example.net,,Omaha,,
    Nameless,,+1 515 555 0161,Ames,,
    ,,,,,
    """

  private func workspace() throws -> TestWorkspace {
    let workspace = try TestWorkspace()
    try workspace.write("people.csv", Self.people)
    let result = try workspace.run("import", "\(workspace.root)/people.csv")
    #expect(result.output.hasPrefix("3 added, 0 updated, 0 unchanged.\n"), "\(result)")
    return workspace
  }

  @Test func `approve takes the drafts' names from standard input, and nothing for no name`() throws
  {
    let workspace = try TestWorkspace()
    for name in ["ada", "joon", "tom"] {
      try workspace.write(
        "contacts/\(name).md",
        "---\nname: \(name)\nemail: \(name)@example.net\n---\n"
      )
      try workspace.write(
        "drafts/\(name).eml",
        "From: Sam Rivera <sam@example.org>\nTo: \(name)@example.net\nSubject: To \(name)\n"
          + "X-Touchbase-Draft: \(name)\nX-Touchbase-Contact: \(name)\n\nHi \(name),\n\n"
          + "How is the boat of \(name)?\n\nSam\n\n"
          + "# ------------------------ >8 ------------------------\n"
      )
    }
    let none = try workspace.run("approve", "-", input: "\n \n")
    #expect(none.status == 64)
    #expect(
      none.errors == """
        touchbase: error: standard input names no draft
        touchbase: hint: one on each line: ls drafts/*.eml | touchbase approve -

        """
    )
    let two = try workspace.run("approve", "-", input: "  drafts/ada.eml\t\n\ntom \r\n")
    #expect(two.status == 0, "\(two)")
    #expect(
      two.output.hasPrefix("drafts/ada.eml approved as ada\ndrafts/tom.eml approved as tom\n")
    )
    #expect(try workspace.run("check").output == "1 draft: 1 ready\n")
  }

  @Test func `a workspace that is made in this folder has the folder's name`() throws {
    let folder = try ServerFolder.temporary()
    let made = try BuiltProgram().shell("touchbase init --name Sam --email sam@a.org", in: folder)
    #expect(
      made.output == """
        Made a workspace for Sam <sam@a.org> in \(folder).
        Next: touchbase import FILE

        """
    )
  }

  @Test func `the same list again changes nothing`() throws {
    let workspace = try workspace()
    let before = try workspace.bytes("contacts/ada-park.md")
    let result = try workspace.run("import", "\(workspace.root)/people.csv")
    #expect(result.output.hasPrefix("0 added, 0 updated, 3 unchanged.\n"))
    #expect(try workspace.bytes("contacts/ada-park.md") == before)
  }

  @Test func `plan says who is due and why`() throws {
    let plan = try workspace().json("plan")
    #expect(plan.compactMap { $0["contact"]?.text }.sorted() == ["ada-park", "tom-becker"])
    let keys: Set = [
      "contact", "name", "channel", "due", "days_overdue", "reason", "minutes", "in_this_hour",
    ]
    for touch in plan {
      #expect(Set(touch.keys).isSuperset(of: keys))
      #expect(touch["channel"] == .text("email"))
      #expect(touch["days_overdue"] == .null)
    }
  }

  @Test func `a draft is approved once its place is written, and never before`() throws {
    let workspace = try workspace()
    let drafts = try workspace.json("draft", "ada")
    #expect(drafts.first?["status"] == .text("written"))
    let path = try #require(drafts.first?["draft"]?.text)
    let draft = try workspace.text(path)
    #expect(draft.contains("[[ Looking for a bookkeeper. ]]"))

    let refused = try workspace.run("approve", path)
    #expect(refused.status == 1)
    #expect(refused.output.contains("block: unfinished\n    a place still to be written"))
    #expect(try workspace.run("queue", "list").output == "Nothing was approved yet.\n")

    let words = "Did you find somebody for the books? I asked around at the library for you."
    try workspace.write(path, draft.replacing("[[ Looking for a bookkeeper. ]]", with: words))
    #expect(try workspace.run("check").status == 0)
    let approved = try workspace.json("approve", path)
    #expect(approved.first?["status"] == .text("approved"))
    #expect(try workspace.list("drafts").isEmpty)

    let queue = try workspace.json("queue", "list")
    #expect(queue.first?["state"] == .text("queued"))
    #expect(queue.first?["to"] == .list([.text("ada@example.net")]))
  }

  @Test func `a draft that was approved cannot be approved again, allowed or not`() throws {
    let workspace = try TestWorkspace()
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    let draft = try workspace.text("drafts/2026-11-ada.eml")
    #expect(try workspace.run("approve", "ada").status == 0)
    // An open editor saves once more, or a crash left the file.
    try workspace.write("drafts/2026-11-ada.eml", draft)
    for arguments in [["approve", "ada"], ["approve", "ada", "--allow", "duplicate"]] {
      let again = try workspace.program.run(["-C", workspace.root] + arguments)
      #expect(again.status == 1)
      #expect(again.output.contains("block: duplicate"), "\(again)")
    }
    #expect(try workspace.list("outbox/queue") == ["ada.eml"])
    #expect(try workspace.json("queue", "list").count == 1)
  }

  @Test func `a withdrawn letter is a draft again and can be approved again`() throws {
    let workspace = try TestWorkspace()
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    let draft = try workspace.bytes("drafts/2026-11-ada.eml")
    #expect(try workspace.run("approve", "ada").status == 0)
    #expect(try workspace.run("queue", "withdraw", "ada").status == 0)
    #expect(try workspace.bytes("drafts/2026-11-ada.eml") == draft)
    #expect(try workspace.list("outbox/queue").isEmpty)
    #expect(try workspace.run("approve", "ada").status == 0)
  }

  @Test func `several letters are resolved with one word`() throws {
    let workspace = try TestWorkspace()
    for id in ["ada", "joon", "tom"] {
      try workspace.addLetter(id, name: id, email: "\(id)@example.net")
      #expect(try workspace.run("approve", id).status == 0)
    }
    #expect(try workspace.run("queue", "hold", "ada", "joon", "tom").status == 0)
    let sent = try workspace.run("queue", "resolve", "ada", "jo", "--sent")
    #expect(sent.status == 0, "\(sent)")
    #expect(
      sent.output == """
        "A window for ada" to ada@example.net counts as sent.
        "A window for joon" to joon@example.net counts as sent.

        """
    )
    #expect(try workspace.list("outbox/held") == ["tom.eml"])
    let help = try workspace.run("queue", "resolve", "--help").output
    #expect(help.contains("resolve <ids> ... (--sent | --again) ["), "\(help)")
    let word = try workspace.run("queue", "resolve", "tom")
    #expect(word.status == 64 && !word.errors.contains("Help:"), "\(word)")
  }

  @Test func `a dry run changes nothing and a rehearsal leaves the queue as it is`() throws {
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:1"])
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    #expect(try workspace.run("approve", "ada").status == 0)
    let raw = try workspace.run("queue", "show", "--raw", "ada").output
    let before = try workspace.bytes("outbox/journal")

    #expect(try workspace.run("send", "--dry-run").output.contains("ada@example.net"))
    let rehearsal = try workspace.run("send", "--rehearse")
    #expect(rehearsal.status == 0)
    #expect(rehearsal.output.contains("1 of 1 letters arrived"))
    #expect(try workspace.bytes("outbox/journal") == before)
    #expect(try workspace.list("outbox/queue") == ["ada.eml"])
    let folder = ".touchbase/rehearsal/2026-11-23T09.00.00"
    let arrived = try workspace.text("\(folder)/\(try workspace.list(folder)[0])")
    #expect(arrived.hasSuffix("\r\n\(raw)") || arrived.hasSuffix("\n\(raw)"))
  }

  @Test func `notes and news go into plain files`() throws {
    let workspace = try workspace()
    let note = try workspace.run("note", "ada", "found", "her", "a", "bookkeeper", "#work")
    #expect(note.output == "Noted for Ada Park: 2026-11-23 found her a bookkeeper #work\n")
    #expect(
      try workspace.text("contacts/ada-park.md").hasSuffix(
        "- 2026-11-23 found her a bookkeeper #work\n"
      )
    )
    #expect(try workspace.run("news", "I", "finished", "the", "map.").status == 0)
    #expect(try workspace.text("news.md").hasSuffix("- 2026-11-23 I finished the map.\n"))
    let added = try workspace.run("contact", "add", "Rose Keller", "--email", "rose@example.com")
    #expect(added.output == "Added Rose Keller: contacts/rose-keller.md\n")
    #expect(try workspace.json("contact", "list").count == 4)
  }

  @Test func `bare touchbase says where things stand and what comes next`() throws {
    let workspace = try workspace()
    let status = try workspace.run()
    #expect(status.output == "Monday 23 November. 3 people, 2 planned for this hour.\n")
    #expect(status.errors == "Next: touchbase draft\n")
    #expect(try workspace.run("draft").status == 0)
    #expect(try workspace.run().output.contains("  drafts    2 to finish, 0 ready to read\n"))
  }
}

extension FirstHourTests {
  @Test func `two copies of one draft become one letter`() throws {
    let workspace = try TestWorkspace()
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    try workspace.addLetter("bob", name: "Bob", email: "bob@example.net")
    try workspace.write("drafts/copy.eml", workspace.text("drafts/2026-11-ada.eml"))
    let approved = try workspace.run(
      "approve",
      "drafts/2026-11-ada.eml",
      "drafts/copy.eml",
      "drafts/2026-11-bob.eml"
    )
    #expect(approved.status == 1)
    #expect(
      approved.output.contains("drafts/copy.eml not approved: this draft was approved before")
    )
    #expect(try workspace.list("outbox/queue") == ["ada.eml", "bob.eml"])
    #expect(try workspace.list("drafts") == ["copy.eml"])
  }

  @Test(
    .enabled(
      if: PosixFileSystem().identity("/tmp") != nil,
      "needs a disk that keeps when a file was made: ext4, xfs, btrfs"
    )
  )
  func `an outbox that was put back from a copy is not sent until it is adopted`() throws {
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:1"])
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    #expect(try workspace.run("approve", "ada").status == 0)
    let copied = try workspace.shell("cp -a outbox copy && rm -r outbox && cp -a copy outbox")
    #expect(copied.status == 0, "\(copied)")
    let refused = try workspace.run("send")
    #expect(refused.status == 78, "\(refused)")
    #expect(refused.errors.contains("touchbase queue adopt"), "\(refused)")
    #expect(try workspace.run("queue", "adopt").status == 0)
    #expect(try workspace.run("send").status == 69)
  }

  @Test func `a queue of another machine is not sent until it is adopted`() throws {
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:1"])
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    #expect(try workspace.run("approve", "ada").status == 0)
    let journal = try workspace.text("outbox/journal")
    let lines = journal.split(separator: "\n", maxSplits: 1)
    try workspace.write("outbox/journal", "touchbase journal 1 machine elsewhere\n\(lines[1])")
    let refused = try workspace.run("send")
    #expect(refused.status == 78)
    #expect(refused.errors.contains("touchbase queue adopt"), "\(refused)")
    #expect(try workspace.run("queue", "adopt").status == 0)
    #expect(try workspace.run("send").status == 69)
  }
}
