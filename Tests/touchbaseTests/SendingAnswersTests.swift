import FoundationEssentials
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a server answers, as the person and the workspace see it: the built program against a server
/// that says what it is told to say.
@Suite struct SendingAnswersTests {
  /// The beginning of a session, and what ends one.
  private static let hello = "S: 220 test\nC: EHLO*\nS: 250-test\nS: 250 ENHANCEDSTATUSCODES"
  private static let bye = "C: QUIT\nS: 221 bye"
  private static let accepted =
    "C: MAIL*\nS: 250 ok\nC: RCPT*\nS: 250 ok\nC: DATA\nS: 354 go on\n! text\nS: 250 2.0.0 taken"

  /// A workspace whose mail goes to a server with that transcript, and letters in its queue.
  private func workspace(
    _ transcript: [String],
    letters: [String],
    header: String = ""
  ) throws -> (TestWorkspace, ScriptedServer) {
    let server = try ScriptedServer(transcript.joined(separator: "\n"))
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(server.port)"])
    for id in letters {
      try workspace.addLetter(id, name: "Ann", email: "\(id)@example.net", header: header)
    }
    let approved = try workspace.program.run(
      ["-C", workspace.root, "approve"] + letters + ["--allow", "recipient"]
    )
    #expect(approved.status == 0, "\(approved)")
    return (workspace, server)
  }

  @Test func `a dead address is explained, held, and marked at its contact`() throws {
    let (workspace, server) = try workspace(
      [
        Self.hello, "C: MAIL*", "S: 250 ok", "C: RCPT*", "S: 550 5.1.1 unknown in table",
        "C: RSET", "S: 250 ok", Self.accepted, Self.bye,
      ],
      letters: ["ann", "bob"]
    )
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    #expect(sent.status == 1)
    #expect(sent.output.contains("550 5.1.1 unknown in table (there is no such mailbox)"))
    #expect(sent.errors.contains("contacts/ann.md: marked ann@example.net as dead"))
    #expect(try workspace.text("contacts/ann.md").contains("\ndead_email: ann@example.net\n"))
    #expect(try !workspace.text("contacts/bob.md").contains("dead"))
    #expect(try workspace.list("outbox/held") == ["ann.eml"])
    #expect(try workspace.run("queue", "show", "ann").output.contains("there is no such mailbox"))
  }

  @Test func `of several recipients each answer is kept, and nobody gets the letter`() throws {
    let (workspace, server) = try workspace(
      [
        Self.hello, "C: MAIL*", "S: 250 ok", "C: RCPT TO:<ann@example.net>", "S: 250 ok",
        "C: RCPT TO:<old@example.net>", "S: 550 5.1.10 no mail here",
        "C: RCPT TO:<full@example.net>", "S: 452 4.2.2 over quota", "C: RSET", "S: 250 ok",
        Self.bye,
      ],
      letters: ["ann"],
      header: "Cc: old@example.net, full@example.net\n"
    )
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    let words =
      "old@example.net: 550 5.1.10 no mail here (the domain takes no mail at all); "
      + "full@example.net: 452 4.2.2 over quota (the mailbox is full)"
    #expect(sent.output.contains(words), "\(sent)")
    #expect(try workspace.text("outbox/journal").contains(words))
    #expect(try !workspace.text("contacts/ann.md").contains("dead"))
  }

  @Test func `a temporary answer makes the letter wait and says until when`() throws {
    let (workspace, server) = try workspace(
      [
        Self.hello, "C: MAIL*", "S: 250 ok", "C: RCPT*", "S: 450 4.2.1 greylisted", "C: RSET",
        "S: 250 ok", Self.bye,
      ],
      letters: ["ann"]
    )
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    #expect(sent.status == 75)
    #expect(sent.output.contains("asked to try later: 450 4.2.1 greylisted"))
    #expect(sent.errors.contains("Next: touchbase send    (any time after 09:0"))
    let again = try workspace.run("send")
    #expect(again.status == 75)
    #expect(again.output.hasPrefix("Nothing is due yet; 1 letter waits until 09:0"), "\(again)")
    #expect(again.errors.contains("Next: touchbase send    (any time after 09:0"))
    let listed = try workspace.run("queue", "list").output
    #expect(listed.contains(" next try 09:0"), "\(listed)")
    #expect(listed.contains(": 450 4.2.1 greylisted"))
  }

  @Test(arguments: [[], ["--dry-run"]])
  func `letters that are not due are counted as waiting, with the earliest moment`(
    options: [String]
  ) throws {
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:1"])
    for (id, moment) in [("ann", "tomorrow 9:00"), ("bob", "18:30")] {
      try workspace.addLetter(id, name: "Ann", email: "\(id)@example.net")
      #expect(try workspace.run("approve", id, "--at", moment).status == 0)
    }
    let send = ["-C", workspace.root, "send"] + options
    let words = try workspace.program.run(send)
    #expect(words.status == 0)
    #expect(words.output == "Nothing is due yet; 2 letters wait, the first until 18:30.\n")
    #expect(try workspace.run().errors == "Next: touchbase plan --all\n")
    let json = try workspace.program.run(send + ["--json"])
    #expect(json.status == 0)
    #expect(
      json.output == """
        {"copies_left":0,"copies_saved":0,"deferred":2,"held":0,"letters":[\
        {"id":"ann","outcome":"deferred","reply":null},\
        {"id":"bob","outcome":"deferred","reply":null}],"sent":0,"unknown":0}

        """
    )
  }

  @Test func `what waits is told beside what left`() throws {
    let transcript = [Self.hello, Self.accepted, Self.bye]
    let (workspace, server) = try workspace(transcript, letters: ["ann"])
    try workspace.addLetter("bob", name: "Bob", email: "bob@example.net")
    #expect(try workspace.run("approve", "bob", "--at", "18:30").status == 0)
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    #expect(sent.status == 0)
    #expect(sent.output.contains("1 accepted, 1 waiting."), "\(sent)")
    #expect(sent.errors.contains("Next: touchbase send    (any time after 18:30;"), "\(sent)")
  }

  @Test func `what waits for the person's word says which, the unknown outcome first`() throws {
    let refusal = "550 5.7.1 " + String(repeating: "we do not want this letter; ", count: 9) + "no"
    let (workspace, server) = try workspace(
      [
        Self.hello, "C: MAIL*", "S: 250 ok", "C: RCPT*", "S: \(refusal)", "C: RSET", "S: 250 ok",
        "C: MAIL*", "S: 250 ok", "C: RCPT*", "S: 250 ok", "C: DATA", "S: 354 go on", "! text",
        "! reset",
      ],
      letters: ["ann", "bob"]
    )
    #expect(try workspace.run("send").status == 1)
    #expect(server.finish() == [])
    let resolve = "Next: touchbase queue resolve bob --sent | --again\n"
    let release = "Next: touchbase queue release ann    (or: touchbase queue withdraw ann)\n"
    let listed = try workspace.run("queue", "list")
    #expect(listed.errors == resolve)
    #expect(listed.output.contains("\(refusal)"), "not cut in a pipe: \(listed)")
    #expect(try workspace.run("queue", "show", "bob").errors == resolve)
    #expect(try workspace.run("queue", "show", "ann").errors == release)
    #expect(try workspace.run().errors == "Next: touchbase queue list\n")

    #expect(try workspace.run("queue", "resolve", "bob", "--again").status == 0)
    #expect(try workspace.run("queue", "list").errors == "Next: touchbase send\n")
    #expect(try workspace.run("queue", "show", "bob").errors == "")
    #expect(try workspace.run().errors == "Next: touchbase send\n")
    #expect(try workspace.run("queue", "withdraw", "bob").status == 0)
    #expect(try workspace.run("queue", "list").errors == release)
    let shown = try workspace.sit("touchbase queue list", []).output
    #expect(shown.contains("…\n"), "\(shown)")
    for line in shown.split(separator: "\n") { #expect(line.count < 80, "\(line)") }
  }

  @Test(arguments: [24, 40, 120])
  func `the line that tells how far it is fits the terminal`(columns: Int) throws {
    let (workspace, server) = try workspace(
      [Self.hello] + Array(repeating: Self.accepted, count: 4) + [Self.bye],
      letters: ["ann", "bob", "cid", "dan"].map { "\($0)-with-a-long-name-\(columns)" }
    )
    let sent = try workspace.sit("stty cols \(columns); touchbase send --yes", [])
    #expect(server.finish() == [])
    #expect(sent.status == 0, "\(sent)")
    let lines = sent.output.components(separatedBy: "\r").filter { $0.contains(" of 4") }
    #expect(!lines.isEmpty, "\(sent)")
    for line in lines { #expect(line.replacing("\u{1B}[K", with: "").count < columns, "\(line)") }
  }

  @Test func `a goodbye to an idle connection costs no letter`() throws {
    let (workspace, server) = try workspace(
      [
        Self.hello, Self.accepted, "C: MAIL*", "S: 421 4.4.2 idle for too long", "---", Self.hello,
        Self.accepted, Self.bye,
      ],
      letters: ["ann", "bob"]
    )
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    #expect(sent.status == 0, "\(sent)")
    #expect(sent.output.contains("2 accepted."))
  }

  @Test func `a goodbye on a fresh connection slows down, three of them end the pass`() throws {
    let goodbye = [Self.hello, "C: MAIL*", "S: 421 4.7.0 too much from you"]
    let (workspace, server) = try workspace(
      goodbye + ["---"] + goodbye + ["---"] + goodbye,
      letters: ["ann", "bob", "cid", "dan"]
    )
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    #expect(sent.status == 75)
    #expect(sent.errors.contains("421 4.7.0 too much from you"))
    #expect(sent.errors.contains("every letter is still in the queue"))
    #expect(try workspace.list("outbox/queue").count == 4)
  }

  @Test func `one signal finishes the letter past its dot and leaves the others`() throws {
    let (workspace, server) = try workspace(
      [
        Self.hello, "C: MAIL*", "S: 250 ok", "C: RCPT*", "S: 250 ok", "C: DATA", "S: 354 go on",
        "! text", "! wait 2000", "S: 250 2.0.0 taken at last", "! drain",
      ],
      letters: ["ann", "bob"]
    )
    let running = try workspace.program.start(["-C", workspace.root, "send"])
    try workspace.waitUntil { try workspace.text("outbox/journal").contains(" DOT ") }
    running.signal(SIGINT)
    let sent = try running.wait()
    #expect(server.finish() == [])
    #expect(sent.status == 75)
    #expect(sent.output.contains("1 accepted."))
    #expect(sent.errors.contains("Stopping: "))
    #expect(try workspace.list("outbox/queue") == ["bob.eml"])
  }

  @Test(arguments: [SIGINT, SIGHUP, SIGTERM])
  func `a second signal ends the wait, and the outcome is unknown`(number: Int32) throws {
    let (workspace, server) = try workspace(
      [
        Self.hello, "C: MAIL*", "S: 250 ok", "C: RCPT*", "S: 250 ok", "C: DATA", "S: 354 go on",
        "! text", "! drain",
      ],
      letters: ["ann", "bob"]
    )
    let running = try workspace.program.start(["-C", workspace.root, "send"])
    try workspace.waitUntil { try workspace.text("outbox/journal").contains(" DOT ") }
    running.signal(number)
    usleep(300_000)
    running.signal(number)
    let sent = try running.wait()
    #expect(server.finish() == [])
    #expect(sent.status == 1, "\(sent)")
    #expect(sent.output.contains("1 unknown"))
    #expect(try workspace.list("outbox/held") == ["ann.eml"])
    #expect(try workspace.list("outbox/queue") == ["bob.eml"])
  }

  @Test(arguments: ["C: EHLO*", "C: MAIL*"])
  func `one signal before the dot ends at once and costs nothing`(command: String) throws {
    let stages = [Self.hello, "C: MAIL*\nS: 250 ok\nC: RCPT*"]
    let transcript = command == "C: MAIL*" ? stages : ["S: 220 test", command]
    let (workspace, server) = try workspace(transcript + ["! drain"], letters: ["ann"])
    let running = try workspace.program.start(["-C", workspace.root, "send"])
    usleep(1_500_000)
    running.signal(SIGINT)
    let sent = try running.wait()
    #expect(server.finish() == [])
    #expect(sent.status == 75 && sent.output.contains("0 accepted."), "\(sent)")
    #expect(try workspace.list("outbox/queue") == ["ann.eml"])
  }

  @Test func `waiting goes on with what comes due, and ends with the queue`() throws {
    let (workspace, server) = try workspace(
      [Self.hello, Self.accepted, Self.bye, "---", Self.hello, Self.accepted, Self.bye],
      letters: ["ann"]
    )
    try workspace.addLetter("bob", name: "Bob", email: "bob@example.net")
    let approved = try workspace.run("approve", "bob", "--at", "2026-11-23T09:00:03Z")
    #expect(approved.status == 0, "\(approved)")
    let sent = try workspace.run("send", "--wait")
    #expect(server.finish() == [])
    #expect(sent.status == 0, "\(sent)")
    #expect(sent.output.contains("2 accepted."))
    #expect(sent.errors.contains("Waiting until 09:00; Ctrl-C stops."))
  }

  @Test func `a letter leaves at its moment and not before`() throws {
    let workspace = try TestWorkspace(
      smtp: ["url: smtp://127.0.0.1:1"],
      environment: ["TOUCHBASE_NOW": "2026-11-23T09:00:00Z", "TZ": "Europe/Berlin"]
    )
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    let approved = try workspace.run("approve", "ann", "--at", "tomorrow 9:00")
    #expect(approved.status == 0, "\(approved)")
    #expect(approved.output.contains("Not sent before Tuesday 24 November, 09:00."))
    let raw = try workspace.run("queue", "show", "--raw", "ann").output
    #expect(raw.hasPrefix("Date: Tue, 24 Nov 2026 09:00:00 +0100\r\n"))
    let sent = try workspace.run("send")
    #expect(sent.status == 0)
    #expect(sent.errors.contains("(any time after Tuesday 24 November, 09:00;"))
    let listed = try workspace.run("queue", "list")
    #expect(listed.output.contains("not before Tuesday 24 November, 09:00"))
  }

  /// When summer time begins there, the clock goes from two to three, and from midnight to one.
  @Test(
    arguments: [
      ("America/New_York", "2027-03-14 2:30", "2027-03-14T03:30:00-04:00"),
      ("America/New_York", "2027-03-14 1:59", "2027-03-14T01:59:00-05:00"),
      ("America/New_York", "2027-03-14 3:00", "2027-03-14T03:00:00-04:00"),
      ("America/New_York", "2027-11-07 1:30", "2027-11-07T01:30:00-04:00"),
      ("Europe/Berlin", "2027-03-28 2:30", "2027-03-28T03:30:00+02:00"),
      ("Europe/Berlin", "2027-03-28 3:00", "2027-03-28T03:00:00+02:00"),
      ("Pacific/Auckland", "2027-09-26 2:30", "2027-09-26T03:30:00+13:00"),
      ("America/Santiago", "2027-09-05 0:30", "2027-09-05T01:30:00-03:00"),
    ]
  )
  func `a time that the clock leaves out is the one an hour later`(
    zone: String,
    moment: String,
    expected: String
  ) throws {
    let workspace = try TestWorkspace(environment: ["TZ": zone])
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    #expect(try workspace.run("approve", "ann", "--at", moment).status == 0)
    #expect(try workspace.json("queue", "list").first?["not_before"] == .text(expected))
  }

  @Test func `moments are shown by the clock of whoever looks`() throws {
    let workspace = try TestWorkspace(environment: ["TZ": "Asia/Kathmandu"])
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    let approved = try workspace.run("approve", "ann", "--at", "tomorrow 9:00")
    #expect(approved.output.contains("Not sent before Tuesday 24 November, 09:00."))
    let there = "TZ=America/St_Johns touchbase"
    for (line, words) in [
      ("queue list", "not before 23:45"), ("queue show ann", "approved  2026-11-23 05:30"),
      ("queue log", "2026-11-23 05:30  ann"),
    ] {
      let shown = try workspace.shell("\(there) \(line)").output
      #expect(shown.contains(words), "\(shown)")
    }
  }

  @Test(arguments: ["yesterday", "today 8:00"])
  func `a moment that cannot be meant approves nothing`(moment: String) throws {
    let workspace = try TestWorkspace(
      environment: ["TOUCHBASE_NOW": "2026-11-23T09:00:00Z", "TZ": "UTC"]
    )
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    let approved = try workspace.run("approve", "ann", "--at", moment)
    #expect(approved.status == 64)
    #expect(try workspace.list("drafts") == ["2026-11-ann.eml"])
  }
}
