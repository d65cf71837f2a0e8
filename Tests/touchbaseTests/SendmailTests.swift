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

/// Letters that leave through a command of this machine: real ones, and one that fails in every way.
@Suite struct SendmailTests {
  /// A workspace whose mail goes to a command, and approved letters.
  private func workspace(
    _ command: [String],
    letters: [String] = ["ann"],
    more: [String] = []
  ) throws -> TestWorkspace {
    let words = command.map { "\"\($0)\"" }.joined(separator: ", ")
    let workspace = try TestWorkspace(
      smtp: ["transport: sendmail", "command: [\(words)]"] + more
    )
    for id in letters {
      try workspace.addLetter(id, name: "Ann", email: "\(id)@example.net")
    }
    let approved = try workspace.program.run(["-C", workspace.root, "approve"] + letters)
    #expect(approved.status == 0, "\(approved)")
    return workspace
  }

  /// A workspace whose command is a script of the shell.
  private func workspace(
    script: String,
    letters: [String] = ["ann"],
    more: [String] = []
  ) throws -> TestWorkspace {
    let folder = try ServerFolder.temporary()
    try PosixFileSystem().createFile(
      "\(folder)/fake",
      with: Array("#!/bin/sh\ncd \"$(dirname \"$0\")\"\n\(script)\n".utf8),
      mode: 0o755
    )
    return try workspace(["\(folder)/fake"], letters: letters, more: more)
  }

  @Test(.enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)))
  func `Postfix's own sendmail takes exactly what was approved`() throws {
    let server = try PostfixServer.shared.get()
    let workspace = try workspace(server.sendmailCommand, letters: ["pia", "max"])
    let raw = try workspace.run("queue", "show", "--raw", "pia").output
    let sent = try workspace.run("send")
    #expect(sent.status == 0, "\(sent)")
    #expect(sent.output.contains("2 accepted"))
    #expect(try workspace.text("outbox/journal").contains("taken by '/usr/sbin/sendmail'"))
    let copy = try #require(try server.delivered(containing: "A window for pia").first)
    #expect(String(decoding: copy, as: UTF8.self).hasSuffix(raw.replacing("\r\n", with: "\n")))
    #expect(String(decoding: copy, as: UTF8.self).contains("Return-Path: <sam@example.org>"))
  }

  private static let msmtp = CommandRun.find("msmtp")

  @Test(
    .enabled(if: msmtp != nil, "needs msmtp"),
    arguments: [
      ("S: 250 2.0.0 taken", 0, "1 accepted"),
      ("S: 550 5.7.1 no thanks", 1, "550 5.7.1 no thanks"),
      ("S: 450 4.2.0 later", 75, "asks to try later"),
      ("! reset", 1, "outcome unknown"),
    ]
  )
  func `msmtp passes on what its server says`(answer: String, status: Int, words: String) throws {
    let server = try ScriptedServer(
      """
      S: 220 test
      C: EHLO*
      S: 250 test
      C: MAIL FROM:<sam@example.org>*
      S: 250 ok
      C: RCPT TO:<ann@example.net>*
      S: 250 ok
      C: DATA
      S: 354 go on
      ! text
      \(answer)
      C: QUIT
      S: 221 bye
      """
    )
    let options = ["--host=127.0.0.1", "--port=\(server.port)", "--tls=off", "--auth=off"]
    let workspace = try workspace([try #require(Self.msmtp)] + options)
    let raw = try workspace.run("queue", "show", "--raw", "ann").output
    let sent = try workspace.run("send")
    #expect(sent.status == Int32(status), "\(sent)")
    #expect(sent.output.contains(words), "\(sent)")
    let heard = String(decoding: try #require(server.received.first), as: UTF8.self)
    #expect(heard.contains(raw.replacing("\r\n.\r\n", with: "\r\n..\r\n")))
    #expect(!answer.hasPrefix("! ") || server.finish() != ["x"])
  }

  @Test(.enabled(if: msmtp != nil, "needs msmtp"))
  func `a login that msmtp does not get pauses everything and fails no letter`() throws {
    let server = try ScriptedServer(
      """
      S: 220 test
      C: EHLO*
      S: 250-test
      S: 250 AUTH PLAIN
      C: AUTH PLAIN*
      S: 535 5.7.8 no such user
      ! drain
      """
    )
    let options = [
      "--host=127.0.0.1", "--port=\(server.port)", "--tls=off", "--auth=plain", "--user=sam",
      "--passwordeval=echo secret",
    ]
    let workspace = try workspace([try #require(Self.msmtp)] + options, letters: ["ann", "bob"])
    let sent = try workspace.run("send")
    #expect(sent.status == 77, "\(sent)")
    #expect(try workspace.list("outbox/queue") == ["ann.eml", "bob.eml"])
    #expect(try workspace.list("outbox/held").isEmpty)
  }

  @Test func `the command gets the letter, its sender and its recipients, and nothing else`() throws
  {
    let workspace = try workspace(
      script: "printf '%s\\n' \"$@\" >words; cat >letter; env >variables; echo ok"
    )
    let raw = try workspace.run("queue", "show", "--raw", "ann").output
    let path = try folder(of: workspace)
    let sent = try workspace.program.shell(
      "TOUCHBASE_PASSWORD=hunter2 touchbase send",
      in: workspace.root
    )
    #expect(sent.status == 0, "\(sent)")
    let files = PosixFileSystem()
    func text(_ name: String) throws -> String {
      String(decoding: try files.readFile("\(path)/\(name)"), as: UTF8.self)
    }
    #expect(try text("words") == "-i\n-f\nsam@example.org\n--\nann@example.net\n")
    #expect(try text("letter") == raw.replacing("\r\n", with: "\n"))
    #expect(try !text("variables").contains("hunter2"))
    #expect(try workspace.list(".touchbase").filter { $0.hasSuffix(".tmp") }.isEmpty)
  }

  @Test func `the line ends are those that the configuration asks for`() throws {
    let workspace = try workspace(script: "cat >letter", more: ["line_ends: crlf"])
    let raw = try workspace.run("queue", "show", "--raw", "ann").output
    #expect(try workspace.run("send").status == 0)
    let letter = try PosixFileSystem().readFile("\(folder(of: workspace))/letter")
    #expect(letter == Array(raw.utf8))
  }

  @Test(arguments: [
    ("cat >/dev/null; echo 'no such user' >&2; exit 67", 1, "held", "no such user"),
    ("exit 65", 1, "held", "refused it"),
    ("exit 69", 1, "held", "refused it"),
    ("echo busy; exit 75", 75, "queue", "busy"),
    ("exit 68", 75, "queue", "asks to try later"),
    ("echo 'bad option' >&2; exit 64", 78, "queue", "bad option"),
    ("exit 78", 78, "queue", "as it is configured"),
    ("exit 77", 77, "queue", "was not let in"),
    ("cat >/dev/null; exit 1", 1, "held", "outcome unknown, held: '*' ended with status 1"),
    ("exit 74", 1, "held", "outcome unknown"),
    ("cat >/dev/null; kill -9 $$", 1, "held", "was ended by signal 9"),
    ("exec 0<&-; exit 0", 0, "sent/2026/11", "1 accepted"),
    ("yes | head -c 3000000 >&2; exit 75", 75, "queue", "asks to try later"),
    ("printf '\\033[31mred\\007\\n' >&2; exit 75", 75, "queue", "\u{FFFD}[31mred\u{FFFD}"),
    ("cat >/dev/null; (sleep 5; echo late) & exit 0", 0, "sent/2026/11", "1 accepted"),
  ])
  func `whatever a command does comes to one clear outcome`(
    script: String,
    status: Int,
    place: String,
    words: String
  ) throws {
    let workspace = try workspace(script: script)
    let sent = try workspace.run("send")
    #expect(sent.status == Int32(status), "\(sent)")
    for part in words.split(separator: "*") {
      #expect((sent.output + sent.errors).contains(part), "\(sent)")
    }
    #expect(!(sent.output + sent.errors).contains("\u{1B}"))
    #expect(try workspace.list("outbox/\(place)") == ["ann.eml"])
  }

  @Test func `what left is told, though the history cannot be written`() throws {
    let workspace = try workspace(script: "exit 0", letters: ["ann", "bob"])
    _ = try workspace.shell("mkdir history.jsonl")
    let sent = try workspace.run("send", "--json")
    #expect(sent.status != 0 && sent.output.contains("\"sent\":2"), "\(sent)")
    #expect(sent.errors.contains("history.jsonl"), "\(sent)")
    #expect(try workspace.list("outbox/sent/2026/11") == ["ann.eml", "bob.eml"])
  }

  @Test func `whoever started the program ignores how its children end: it does not`() throws {
    let workspace = try workspace(script: "exit 75")
    let sent = try workspace.shell("env --ignore-signal=CHLD touchbase send")
    #expect(sent.status == 75, "\(sent)")
    #expect(try workspace.list("outbox/queue") == ["ann.eml"])
  }

  @Test(arguments: ["<&- >&- 2>&-", "<&- >&-", ">&- 2>&-", ">&-"])
  func `without standard input and output nothing is said into another file`(
    closed: String
  ) throws {
    let workspace = try workspace(script: "exit 75", letters: ["ann", "bob"])
    _ = try workspace.shell("touchbase send \(closed)")
    let journal = try workspace.text("outbox/journal").split(separator: "\n").dropFirst()
    #expect(journal.allSatisfy { $0.dropLast(8).hasSuffix(" #") }, "\(journal)")
    let holder = try workspace.text(".touchbase/outbox.lock")
    #expect(holder.wholeMatch(of: /touchbase send, process [0-9]+\n/) != nil, "\(holder)")
    let again = try workspace.run("queue", "list")
    #expect(!again.output.contains("unknown"), "\(again)")
    #expect(try workspace.list("outbox/queue") == ["ann.eml", "bob.eml"])
  }

  @Test(arguments: ["/nowhere/sendmail", "no-such-command-at-all"])
  func `a command that is not there is the configuration's fault`(command: String) throws {
    let workspace = try workspace([command], letters: ["ann", "bob"])
    let sent = try workspace.run("send")
    #expect(sent.status == 78)
    #expect(sent.errors.contains("cannot run '\(command)': No such file or directory"))
    #expect(try workspace.list("outbox/queue") == ["ann.eml", "bob.eml"])
  }

  @Test func `a kill while the command has the letter leaves it whole and its outcome unknown`()
    throws
  {
    let workspace = try workspace(script: "touch begun; sleep 1; cat >letter; touch ended")
    let raw = try workspace.run("queue", "show", "--raw", "ann").output
    let path = try folder(of: workspace)
    let running = try workspace.program.start(["-C", workspace.root, "send"])
    let files = PosixFileSystem()
    try workspace.waitUntil { try files.exists("\(path)/begun") }
    running.signal(SIGKILL)
    _ = try running.wait()
    let again = try workspace.run("send")
    #expect(again.status == 1 && again.output.contains("1 unknown"), "\(again)")
    #expect(
      again.errors.contains(
        "letter 'ann' is held, its outcome unknown: interrupted while it was handed over"
      ),
      "\(again)"
    )
    #expect(try workspace.run("queue", "list").output.contains("unknown"))
    try workspace.waitUntil { try files.exists("\(path)/ended") }
    let letter = try files.readFile("\(path)/letter")
    #expect(letter == Array(raw.replacing("\r\n", with: "\n").utf8))
  }

  @Test func `Ctrl-C lets a command finish its letter`() throws {
    let workspace = try workspace(
      script: "touch begun; sleep 1; cat >/dev/null; exit 0",
      letters: ["ann", "bob"]
    )
    let path = try folder(of: workspace)
    let running = try workspace.program.start(["-C", workspace.root, "send"])
    try workspace.waitUntil { try PosixFileSystem().exists("\(path)/begun") }
    running.signal(SIGINT)
    let sent = try running.wait()
    #expect(sent.status == 75, "\(sent)")
    #expect(sent.output.contains("1 accepted"), "\(sent)")
    #expect(try workspace.list("outbox/queue") == ["bob.eml"])
  }

  /// Where the script of the workspace is, and what it leaves behind.
  private func folder(of workspace: TestWorkspace) throws -> String {
    let line = try #require(
      try workspace.text("touchbase.yaml").split(separator: "\n").first {
        $0.contains("command: [\"")
      }
    )
    return FilePath.parent(of: String(line.split(separator: "\"")[1]))
  }
}
