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

/// Copies in the account's Sent folder, and what that folder says of letters nobody knows of.
@Suite(
  .enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)),
  .serialized
)
struct SentCopyTests {
  private let server: PostfixServer

  init() throws {
    server = try PostfixServer.shared.get()
  }

  /// A workspace with approved letters, whose copies go to a folder.
  private func workspace(
    _ letters: [String],
    smtp: [String]? = nil,
    imap: [String]? = nil,
    folder: String = "Sent"
  ) throws -> TestWorkspace {
    let workspace = try TestWorkspace(
      smtp: smtp ?? ["url: smtp://127.0.0.1:\(server.port(.plain))"]
    )
    let usual = [
      "url: imaps://127.0.0.1:\(server.dovecot.imapsPort)", "user: sam",
      "password_command: echo 'correct horse'", "ca_file: \(server.certificates.caFile)",
      "folder: \(folder)", "save_sent: true",
    ]
    try configure(workspace, imap ?? usual)
    for id in letters { try workspace.addLetter(id, name: "Ann", email: "\(id)@example.net") }
    if !letters.isEmpty {
      let approved = try workspace.program.run(["-C", workspace.root, "approve"] + letters)
      #expect(approved.status == 0, "\(approved)")
    }
    return workspace
  }

  private func configure(_ workspace: TestWorkspace, _ imap: [String]) throws {
    let text = try workspace.text("touchbase.yaml")
    let before = text.firstRange(of: "imap:").map { String(text[..<$0.lowerBound]) } ?? text
    let lines = ["imap:"] + imap.map { "  \($0)" }
    try workspace.write("touchbase.yaml", before + lines.joined(separator: "\n") + "\n")
  }

  /// The copies in a folder of the account whose subject names a letter.
  private func copies(of id: String, in folder: String = "Sent") throws -> [[UInt8]] {
    let files = PosixFileSystem()
    var found: [[UInt8]] = []
    for part in ["cur", "new"] {
      let path = "\(server.dovecot.mailFolder)/.\(folder)/\(part)"
      guard try files.exists(path) else { continue }
      for name in try files.list(path) {
        let bytes = try files.readFile("\(path)/\(name)")
        if String(decoding: bytes, as: UTF8.self).contains("A window for \(id)\n") {
          found.append(bytes)
        }
      }
    }
    return found
  }

  @Test func `what was sent stands in the folder once, byte for byte`() throws {
    let workspace = try workspace(["cop-a", "cop-b"])
    let raw = try workspace.run("queue", "show", "--raw", "cop-a").output
    let sent = try workspace.run("send")
    #expect(sent.status == 0, "\(sent)")
    #expect(sent.output.contains("2 copies saved in 'Sent'."), "\(sent)")
    #expect(try copies(of: "cop-a") == [Array(raw.replacing("\r\n", with: "\n").utf8)])
    #expect(try copies(of: "cop-b").count == 1)
    // Once more changes nothing.
    #expect(try workspace.run("send").output.hasPrefix("Nothing waits to be sent."))
    #expect(try copies(of: "cop-a").count == 1)
  }

  @Test func `nothing is saved unless it is asked for`() throws {
    let workspace = try workspace(
      ["cop-off"],
      imap: [
        "url: imaps://127.0.0.1:\(server.dovecot.imapsPort)", "user: sam",
        "password_command: echo x",
      ]
    )
    #expect(try workspace.run("send").status == 0)
    #expect(try copies(of: "cop-off").isEmpty)
  }

  @Test func `a copy that the provider itself made is not made again`() throws {
    let workspace = try workspace(["cop-own"], folder: "Provided")
    try put(workspace, "cop-own", into: "Provided")
    #expect(try workspace.run("send").status == 0)
    #expect(try copies(of: "cop-own", in: "Provided").count == 1)
  }

  /// Puts the letter into a folder, as a provider does that keeps what goes through its hands.
  private func put(_ workspace: TestWorkspace, _ id: String, into folder: String) throws {
    let raw = try workspace.run("queue", "show", "--raw", id).output
    let script = """
      import imaplib, ssl, sys
      context = ssl.create_default_context(cafile=sys.argv[2])
      server = imaplib.IMAP4_SSL('127.0.0.1', int(sys.argv[1]), ssl_context=context)
      server.login('sam', 'correct horse')
      server.create(sys.argv[3])
      server.append(sys.argv[3], None, None, sys.stdin.buffer.read())
      server.logout()
      """
    try CommandRun(
      "python3",
      "-c",
      script,
      "\(server.dovecot.imapsPort)",
      server.certificates.caFile,
      folder,
      input: Array(raw.utf8)
    ).checked("python3")
  }

  @Test func `a failed copy sends nothing again, and is made at the next send`() throws {
    let workspace = try workspace(
      ["cop-late"],
      imap: [
        "url: imaps://127.0.0.1:1", "user: sam", "password_command: echo x", "save_sent: true",
      ]
    )
    let sent = try workspace.run("send")
    #expect(sent.status == 0, "\(sent)")
    #expect(sent.output.contains("1 accepted"))
    #expect(sent.errors.contains("1 copy not saved yet: cannot reach"), "\(sent)")
    let second = try workspace.run("send")
    #expect(second.errors.contains("1 copy not saved yet"), "\(second)")
    try configure(
      workspace,
      [
        "url: imaps://127.0.0.1:\(server.dovecot.imapsPort)", "user: sam",
        "password_command: echo 'correct horse'", "ca_file: \(server.certificates.caFile)",
        "save_sent: true",
      ]
    )
    let third = try workspace.run("send")
    #expect(third.output.contains("1 copy saved in 'Sent'."), "\(third)")
    #expect(try copies(of: "cop-late").count == 1)
    #expect(try server.delivered(containing: "A window for cop-late").count == 1)
    #expect(try workspace.text("outbox/copies").hasSuffix("DONE cop-late\n"))
  }

  @Test func `a kill at any moment makes no second copy and no second letter`() throws {
    var ids: [String] = []
    for number in 0..<12 { ids.append("kil-\(number)") }
    let workspace = try workspace(ids)
    var kills = 0
    for round in 0..<40 {
      let running = try workspace.program.start(["-C", workspace.root, "send"])
      usleep(UInt32(30_000 + round * 9_000))
      running.signal(SIGKILL)
      if try running.wait().status == 137 { kills += 1 }
    }
    _ = try workspace.run("send")
    let unknown = try workspace.list("outbox/held").map { String($0.dropLast(4)) }
    for id in ids where !unknown.contains(id) {
      #expect(try copies(of: id).count == 1, "\(id)")
      #expect(try server.delivered(containing: "A window for \(id)\n").count == 1, "\(id)")
    }
    print("\(kills) kills of a send with copies: \(ids.count) letters, \(unknown.count) held")
  }

  /// A workspace with one letter whose outcome nobody knows.
  private func unknown(_ id: String, folder: String) throws -> TestWorkspace {
    let scripted = try ScriptedServer(
      """
      S: 220 test
      C: EHLO*
      S: 250 test
      C: MAIL*
      S: 250 ok
      C: RCPT*
      S: 250 ok
      C: DATA
      S: 354 go on
      ! text
      ! reset
      """
    )
    let workspace = try workspace(
      [id],
      smtp: ["url: smtp://127.0.0.1:\(scripted.port)"],
      folder: folder
    )
    #expect(try workspace.run("send").output.contains("outcome unknown"))
    return workspace
  }

  @Test func `the server's word settles a letter that it has`() throws {
    let workspace = try unknown("ask-a", folder: "Asked")
    try put(workspace, "ask-a", into: "Asked")
    let answer = try workspace.run("queue", "resolve", "--ask-server")
    #expect(answer.status == 0, "\(answer)")
    #expect(answer.output.contains("is in 'Asked': it counts as sent."), "\(answer)")
    #expect(try workspace.list("outbox/sent/2026/11") == ["ask-a.eml"])
    #expect(try workspace.text("history.jsonl").contains("\"id\":\"ask-a\""))
    let log = try workspace.run("queue", "log", "ask-a").output
    #expect(log.contains("found in the folder 'Asked' of the mail server"), "\(log)")
  }

  @Test func `that a letter is not there proves nothing`() throws {
    let workspace = try unknown("ask-b", folder: "Asked")
    let answer = try workspace.run("queue", "resolve", "ask-b", "--ask-server")
    #expect(answer.status == 1, "\(answer)")
    #expect(answer.output.contains("is not in 'Asked', which proves nothing."), "\(answer)")
    #expect(try workspace.list("outbox/held") == ["ask-b.eml"])
  }

  @Test func `a copy of our own proves nothing`() throws {
    let workspace = try unknown("ask-c", folder: "Asked")
    try put(workspace, "ask-c", into: "Asked")
    try workspace.write("outbox/copies", "touchbase copies 1\nWANTED ask-c\nBEGUN ask-c\n")
    let answer = try workspace.run("queue", "resolve", "ask-c", "--ask-server")
    #expect(answer.status == 1, "\(answer)")
    #expect(answer.output.contains("may be our own"), "\(answer)")
  }

  @Test func `without folders there is nobody to ask`() throws {
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:1"])
    #expect(try workspace.run("queue", "resolve", "--ask-server").output.contains("no letter"))
    let wrong = try workspace.run("queue", "resolve", "--sent")
    #expect(wrong.status == 64)
  }
}
