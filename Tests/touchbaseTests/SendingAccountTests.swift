import DurableFiles
import TestSupport
import Testing

/// What `send` does before and after a session with the server: tokens, proxies, the question for a
/// server, and the end of trying.
@Suite struct SendingAccountTests {
  private static let hello = "S: 220 test\nC: EHLO*\nS: 250-test\n"
  private static let taken =
    "C: MAIL*\nS: 250 ok\nC: RCPT*\nS: 250 ok\nC: DATA\nS: 354 go on\n! text\nS: 250 taken\n"
    + "C: QUIT\nS: 221 bye"

  /// A session up to the answer to the token.
  private static func login(_ answer: String) -> String {
    "\(hello)S: 250 AUTH XOAUTH2\nC: AUTH XOAUTH2\nS: 334 \nC: *\nS: \(answer)"
  }

  private static let refused = login("535 5.7.8 the token has run out") + "\n! drain"

  /// Refused with a reason that repeats the token, as JSON in base64.
  private static let repeated =
    login("334 eyJ3b3JkcyI6InRoZSB0b2tlbiBoYXMgcnVuIG91dCIsInRva2VuIjoidG9rZW4tc2FtZSJ9")
    + "\n! drain"

  /// The tokens that the command prints one after the other, the server's part, the program's exit
  /// status, and how often the command is run.
  @Test(arguments: [
    (["old", "new"], [refused, login("235 2.7.0 welcome") + "\n" + taken], 0, 2),
    (["old", "older", "unused"], [refused, refused], 77, 2),
    (["same", "same", "unused"], [refused], 77, 2),
    (["same", "same", "unused"], [repeated], 77, 2),
    (["good", "unused"], [login("235 2.7.0 welcome") + "\n" + taken], 0, 1),
  ])
  func `a token that is refused is fetched once more, and then the account pauses`(
    tokens: [String],
    sessions: [String],
    status: Int32,
    calls: Int
  ) throws {
    let server = try ScriptedServer(sessions.joined(separator: "\n---\n"))
    let folder = try ServerFolder.temporary()
    let lines = tokens.map { "token-\($0)\n" }.joined()
    try PosixFileSystem().createFile("\(folder)/tokens", with: Array(lines.utf8))
    let script =
      "echo x >> \(folder)/calls; sed -n \"$(wc -l < \(folder)/calls)p\" \(folder)/tokens"
    try PosixFileSystem().createFile("\(folder)/token.sh", with: Array(script.utf8))
    let workspace = try TestWorkspace(smtp: [
      "url: smtp://127.0.0.1:\(server.port)", "user: sam",
      "oauth2_token_command: sh \(folder)/token.sh",
    ])
    for id in ["ann", "bob"].prefix(status == 0 ? 1 : 2) {
      try workspace.addLetter(id, name: "Ann", email: "\(id)@example.net")
      #expect(try workspace.run("approve", id).status == 0)
    }
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    #expect(sent.status == status, "\(sent)")
    let count = try PosixFileSystem().readFile("\(folder)/calls").count { $0 == 0x0A }
    #expect(count == calls)
    #expect(try workspace.list("outbox/queue").count == (status == 0 ? 0 : 2))
    if status != 0 { #expect(sent.errors.contains("the token has run out"), "\(sent)") }
    #expect(!(sent.output + sent.errors).contains("token-"))
  }

  @Test func `the environment's proxies are never used`() throws {
    let server = try ScriptedServer("\(Self.hello)S: 250 HELP\n\(Self.taken)")
    // Nobody listens there, so that whoever asks a proxy gets nowhere.
    let names = ["all_proxy", "http_proxy", "https_proxy", "smtp_proxy", "socks_proxy"]
    let environment = Dictionary(
      uniqueKeysWithValues: (names + names.map { $0.uppercased() }).map {
        ($0, "http://127.0.0.1:9")
      }
    )
    let workspace = try TestWorkspace(
      smtp: ["url: smtp://127.0.0.1:\(server.port)"],
      environment: environment
    )
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    #expect(try workspace.run("approve", "ann").status == 0)
    let sent = try workspace.run("send")
    #expect(server.finish() == [])
    #expect(sent.status == 0, "\(sent)")
  }

  @Test func `the configuration's proxy is used whatever the environment excepts from it`() throws {
    let proxy = try ScriptedServer("C: CONNECT*\n! raw HTTP/1.1 403 no\\r\\n\\r\\n\n! drain")
    let workspace = try TestWorkspace(
      smtp: ["url: smtp://127.0.0.1:25", "proxy: http://127.0.0.1:\(proxy.port)"],
      environment: ["no_proxy": "*", "NO_PROXY": "*", "all_proxy": "http://127.0.0.1:9"]
    )
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    #expect(try workspace.run("approve", "ann").status == 0)
    let sent = try workspace.run("send")
    #expect(proxy.finish() == [])
    let asked = String(decoding: proxy.received.first ?? [], as: UTF8.self)
    #expect(asked.hasPrefix("CONNECT 127.0.0.1:25 HTTP/1.1\r\n"), "\(asked)")
    #expect(sent.status == 69, "\(sent)")
    #expect(try workspace.list("outbox/queue") == ["ann.eml"])
  }

  @Test func `after five days of asking to try later the letter is held`() throws {
    let later =
      "\(Self.hello)S: 250 HELP\nC: MAIL*\nS: 250 ok\nC: RCPT*\nS: 450 4.2.1 greylisted\n"
      + "C: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye"
    let server = try ScriptedServer([later, later, later].joined(separator: "\n---\n"))
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(server.port)"])
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    #expect(try workspace.run("approve", "ann").status == 0)
    func send(_ now: String) throws -> BuiltProgram.Result {
      try workspace.shell("TOUCHBASE_NOW=\(now) touchbase send")
    }
    #expect(try send("2026-11-23T09:00:00Z").status == 75)
    #expect(try send("2026-11-28T08:00:00Z").status == 75)
    let given = try send("2026-11-28T13:00:00Z")
    #expect(server.finish() == [])
    #expect(given.status == 1, "\(given)")
    #expect(given.output.contains("given up after five days: 450 4.2.1 greylisted"), "\(given)")
    #expect(try workspace.list("outbox/held") == ["ann.eml"])
    #expect(try !workspace.text("contacts/ann.md").contains("dead"))
  }
}

/// `send` at a terminal in a workspace that does not say how mail leaves.
@Suite(
  .enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)),
  .enabled(if: CommandRun.find("python3") != nil, "needs python3")
)
struct ServerQuestionTests {
  /// The answers, what of the question's lines is kept, and the exit status.
  @Test(
    arguments: [("n", false, 78), ("<cr>", false, 78), ("y", true, 0)] as [(String, Bool, Int32)]
  )
  func `send proposes the domain's server and asks before it keeps it`(
    answer: String,
    isKept: Bool,
    status: Int32
  ) throws {
    let server = try PostfixServer.shared.get()
    let port = server.port(.implicitTLS)
    let names = try TestNameServer(["_submissions._tcp.example.org SRV 0 0 \(port) localhost"])
    let workspace = try TestWorkspace()
    let before = try workspace.text("touchbase.yaml")
    let run = try workspace.sit(
      "TOUCHBASE_DNS=\(names.address) SSL_CERT_FILE=\(server.certificates.caFile) TOUCHBASE_NOW= "
        + "touchbase send",
      ["Keep these lines in touchbase.yaml?  [y/N] => \(answer)"]
    )
    #expect(run.status == status, "\(run)")
    let lines = "smtp:\n  url: smtps://localhost:\(port)\n  user: sam@example.org\n"
    #expect(run.output.contains(lines.split(separator: "\n").map { "  \($0)\n" }.joined()))
    #expect(try workspace.text("touchbase.yaml") == before + (isKept ? lines : ""))
    let words = isKept ? "Nothing waits to be sent." : "nothing was kept, and nothing was sent"
    #expect(run.output.contains(words), "\(run)")
  }
}
