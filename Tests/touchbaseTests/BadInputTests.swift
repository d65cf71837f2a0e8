import DurableFiles
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What goes wrong in a first hour: where, what, what to do, and the status for scripts.
@Suite struct BadInputTests {
  @Test func `a workspace that is not there`() throws {
    let result = try BuiltProgram().run(["-C", "/nonexistent", "plan"])
    #expect(result.status == 66)
    #expect(
      result.errors == """
        touchbase: error: '/nonexistent' is no workspace: it has no touchbase.yaml
        touchbase: hint: make one with 'touchbase init', or name one with -C or TOUCHBASE_HOME

        """
    )
  }

  @Test func `a configuration that is broken at a line`() throws {
    let workspace = try TestWorkspace()
    try workspace.write("touchbase.yaml", "version: 1\nme:\n  name: Sam\n  email: [sam\n")
    let result = try workspace.run("plan")
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("touchbase: error: touchbase.yaml:"))
  }

  @Test func `a contact that is broken is named and the others are used`() throws {
    let workspace = try TestWorkspace()
    try workspace.write("contacts/ada.md", "---\nname: Ada\nemail: ada@example.net\n---\n")
    try workspace.write("contacts/bob.md", "---\nname: [Bob\n---\n")
    let result = try workspace.run("contact", "list")
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("Ada"))
    #expect(result.errors.hasPrefix("touchbase: warning: contacts/bob.md:"))
  }

  @Test(arguments: ["a@b\\r\\nBcc: x@example.org", "a@b>", "a@b\\0", "a b@example.org"])
  func `an address that could be a header or a command is none`(address: String) throws {
    let workspace = try TestWorkspace()
    try workspace.write("contacts/ada.md", "---\nname: Ada\nemail: \"\(address)\"\n---\n")
    let listed = try workspace.run("contact", "list")
    #expect(listed.errors.contains("contacts/ada.md:3:"), "\(listed)")
    let drafted = try workspace.run("draft", "ada")
    #expect(drafted.status == 1)
    #expect(drafted.output.contains("refused: Ada has no e-mail address"))
  }

  @Test func `a template with an unknown name says where and what was meant`() throws {
    let workspace = try TestWorkspace()
    try workspace.write("contacts/ada.md", "---\nname: Ada\nemail: ada@example.net\n---\n")
    try workspace.write(
      "templates/catch-up.liquid",
      "---\nsubject: Hi\n---\nHi {{ contact.name | captalize }}\n"
    )
    let result = try workspace.run("draft", "ada")
    #expect(result.status == 65)
    #expect(result.errors.contains("templates/catch-up.liquid:4:"), "\(result)")
    #expect(result.errors.contains("unknown filter 'captalize'"))
    #expect(result.errors.contains("did you mean 'capitalize'?"))
    #expect(try !workspace.list("drafts").contains { $0.hasSuffix(".eml") })
  }

  @Test func `a draft whose headers are broken`() throws {
    let workspace = try TestWorkspace()
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    let draft = try workspace.text("drafts/2026-11-ada.eml")
    try workspace.write("drafts/2026-11-ada.eml", draft.replacing("Subject:", with: "Subject"))
    let result = try workspace.run("approve", "ada")
    #expect(result.status == 1)
    #expect(result.output.contains("drafts/2026-11-ada.eml:3:1: block: header"), "\(result)")
    #expect(try workspace.list("drafts") == ["2026-11-ada.eml"])
  }

  @Test func `a draft that is too large, or cannot be read, keeps no other from its way`() throws {
    let workspace = try TestWorkspace()
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    try workspace.write("drafts/big.eml", String(repeating: "a", count: 5 << 20))
    try #require(workspace.shell("ln -s loop.eml drafts/loop.eml").status == 0)
    let checked = try workspace.run("check")
    #expect(checked.status == 1)
    #expect(
      checked.output.contains(
        """
        drafts/big.eml:1:1: block: header
            the draft is larger than 4 MB: send files along by lines 'Attach: PATH'
        drafts/loop.eml:1:1: block: header
            the draft cannot be read: too many levels of symbolic links

        """
      ),
      "\(checked)"
    )
    let approved = try workspace.run("approve", "ada", "big", "loop")
    #expect(approved.status == 1)
    #expect(try workspace.list("outbox/queue") == ["ada.eml"], "\(approved)")
    #expect(try workspace.list("drafts").contains("big.eml"))
  }

  @Test func `a draft that is too large is kept where others are written`() throws {
    let workspace = try TestWorkspace()
    for (id, name) in [("ada", "Ada"), ("bob", "Bob")] {
      try workspace.write(
        "contacts/\(id).md",
        "---\nname: \(name)\nemail: \(id)@example.net\n---\n"
      )
    }
    #expect(try workspace.run("draft", "ada").status == 0)
    let name = try #require(workspace.list("drafts").first)
    try workspace.write("drafts/\(name)", String(repeating: "a", count: 5 << 20))
    let result = try workspace.run("draft", "--all")
    #expect(result.errors.contains("file too large") == false, "\(result)")
    #expect(try workspace.list("drafts").count == 2, "\(result)")
    #expect(try workspace.bytes("drafts/\(name)").count == 5 << 20)
  }

  @Test func `an empty draft is refused and stays`() throws {
    let workspace = try TestWorkspace()
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    try workspace.write("drafts/2026-11-ada.eml", "")
    #expect(try workspace.run("approve", "drafts/2026-11-ada.eml").status == 1)
    #expect(try workspace.list("drafts") == ["2026-11-ada.eml"])
  }

  @Test func `a server that is not there keeps every letter`() throws {
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:1"])
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    #expect(try workspace.run("approve", "ada").status == 0)
    let result = try workspace.run("send")
    #expect(result.status == 69)
    #expect(result.errors.contains("cannot reach the mail server '127.0.0.1:1'"))
    #expect(result.errors.contains("every letter is still in the queue"))
    #expect(try workspace.list("outbox/queue") == ["ada.eml"])
  }

  /// How a server behaves to one letter, and what becomes of it.
  private static let servers: [(name: String, transcript: String, status: Int32, state: String)] = [
    (
      "refuses the recipient",
      "C: MAIL FROM:*\nS: 250 ok\nC: RCPT TO:*\nS: 550 5.1.1 no\u{1B}[2Jbody",
      1, "held"
    ),
    (
      "refuses the text",
      "C: MAIL FROM:*\nS: 250 ok\nC: RCPT TO:*\nS: 250 ok\nC: DATA\nS: 354 go\n! text\nS: 554 5.7.1 spam",
      1, "held"
    ),
    (
      "is busy", "C: MAIL FROM:*\nS: 250 ok\nC: RCPT TO:*\nS: 450 4.2.1 later", 75, "queued"
    ),
    (
      "hangs up at the dot",
      "C: MAIL FROM:*\nS: 250 ok\nC: RCPT TO:*\nS: 250 ok\nC: DATA\nS: 354 go\n! text", 1, "held"
    ),
    ("hangs up before the text", "C: MAIL FROM:*", 75, "queued"),
  ]

  @Test(arguments: servers.indices)
  func `a server that will not take a letter loses none`(_ index: Int) throws {
    let (name, transcript, status, state) = Self.servers[index]
    let hello = "S: 220 hi\nC: EHLO *\nS: 250-me\nS: 250 SIZE 100000\n"
    let server = try ScriptedServer(hello + transcript + "\n! drain\n")
    let isHangUp = name.hasPrefix("hangs up")
    let scripted = isHangUp ? try ScriptedServer(hello + transcript + "\n") : server
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(scripted.port)"])
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    #expect(try workspace.run("approve", "ada").status == 0)
    let result = try workspace.run("send")
    #expect(result.status == status, "\(name): \(result)")
    #expect(!(result.output + result.errors).contains("\u{1B}"))
    let letter = try #require(try workspace.json("queue", "list").first)
    #expect(letter["state"] == .text(state), "\(name)")
    #expect(letter["unknown"] == .bool(name == "hangs up at the dot"))
    #expect(try workspace.list("outbox/\(state == "queued" ? "queue" : state)") == ["ada.eml"])
  }

  @Test func `two senders at once: the second says who is at work`() throws {
    let server = try ScriptedServer("! drain\n")
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(server.port)"])
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    #expect(try workspace.run("approve", "ada").status == 0)
    let first = try workspace.program.start(["-C", workspace.root, "send"])
    try workspace.waitUntil { try workspace.text(".touchbase/outbox.lock").contains("send") }
    let second = try workspace.run("send")
    #expect(second.status == 75)
    #expect(second.errors.contains("the outbox is in use: touchbase send, process "), "\(second)")
    first.signal(SIGKILL)
    _ = try first.wait()
  }

  @Test func `Ctrl-C before the dot leaves the letter in the queue`() throws {
    let hello =
      "S: 220 hi\nC: EHLO *\nS: 250 me\nC: MAIL FROM:*\n! drain\n"
    let server = try ScriptedServer(hello)
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(server.port)"])
    try workspace.addLetter("ada", name: "Ada", email: "ada@example.net")
    #expect(try workspace.run("approve", "ada").status == 0)
    let sender = try workspace.program.start(["-C", workspace.root, "send"])
    try workspace.waitUntil { try workspace.text("outbox/journal").contains(" ATTEMPT ada") }
    sender.signal(SIGINT)
    usleep(100_000)
    sender.signal(SIGINT)
    let result = try sender.wait()
    #expect(result.status == 75, "\(result)")
    #expect(try workspace.list("outbox/queue") == ["ada.eml"])
  }

  @Test func `review without a terminal says what to use instead`() throws {
    let workspace = try TestWorkspace()
    let result = try workspace.run("review")
    #expect(result.status == 64)
    #expect(result.errors.contains("review needs a terminal"))
    #expect(result.errors.contains("touchbase approve"))
  }

  @Test func `a date that is none`() throws {
    let workspace = try TestWorkspace(environment: ["TOUCHBASE_NOW": "tomorrow"])
    let result = try workspace.run("plan")
    #expect(result.status == 64)
    #expect(result.errors.contains("TOUCHBASE_NOW is 'tomorrow', which is no date"))
  }

  @Test func `a wrong option is wrong usage`() throws {
    let result = try BuiltProgram().run(["plan", "--jsn"])
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("touchbase: error: Unknown option '--jsn'"))
  }
}
