import DurableFiles
import TestSupport
import Testing

@testable import touchbase

/// What `doctor` finds, with real servers and without any.
@Suite(
  .enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)),
  .serialized
)
struct DoctorTests {
  private let server: PostfixServer

  init() throws {
    server = try PostfixServer.shared.get()
  }

  private func workspace(
    _ url: String,
    password: String = "echo 'correct horse'",
    imap: [String] = [],
    environment: [String: String] = [:]
  ) throws -> TestWorkspace {
    let workspace = try TestWorkspace(
      smtp: [
        "url: \(url)", "user: sam", "password_command: \(password)",
        "ca_file: \(server.certificates.caFile)",
      ],
      environment: ["TOUCHBASE_NOW": ""].merging(environment) { $1 }
    )
    if !imap.isEmpty {
      let lines = ["imap:"] + imap.map { "  \($0)" }
      let text = try workspace.text("touchbase.yaml") + lines.joined(separator: "\n") + "\n"
      try workspace.write("touchbase.yaml", text)
    }
    return workspace
  }

  /// The result as one line, wherever it was broken for the screen.
  private static func words(_ result: BuiltProgram.Result) -> String {
    result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private var good: String { "smtps://127.0.0.1:\(server.port(.implicitTLS))" }

  @Test func `all is well where all is well`() throws {
    let workspace = try workspace(
      good,
      imap: ["url: imaps://127.0.0.1:\(server.dovecot.imapsPort)", "save_sent: true"]
    )
    let found = try workspace.run("doctor")
    #expect(found.status == 0, "\(found)")
    for words in [
      "ok    configuration", "ok    folders", "ok    disk", "ok    clock", "ok    server",
      "the certificate is good for '127.0.0.1'", "can do PIPELINING, 8BITMIME",
      "ok    size           letters of up to 52 MB", "'sam' is let in", "ok    imap",
      "copies of letters go to 'Sent'", "All is well.",
    ] {
      #expect(found.output.contains(words), "\(words): \(found)")
    }
    let json = try workspace.json("doctor")
    #expect(json.count >= 9)
    #expect(json.allSatisfy { $0["verdict"] == .text("ok") && $0["advice"] == .list([]) })
  }

  @Test func `each trouble has its line, its advice and its status`() throws {
    let wrongName = "smtps://127.0.0.1:\(server.port(.wrongName))"
    let startTLS = "smtp://127.0.0.1:\(server.port(.startTLS))"
    for (url, password, status, words, advice) in [
      (good, "echo hunter2", 77, "fail  login", "app password"),
      (good, "exit 3", 78, "password_command ended with status 3", "try it yourself"),
      (wrongName, "echo x", 69, "fail  tls", "check the name in smtp: url"),
      ("smtps://127.0.0.1:1", "echo x", 69, "fail  server", "check the network"),
      (startTLS.replacing("smtp:", with: "smtps:"), "echo x", 69, "fail  tls", "port 587"),
    ] as [(String, String, Int32, String, String)] {
      let found = try workspace(url, password: password).run("doctor")
      #expect(found.status == status, "\(found)")
      #expect(found.output.contains(words), "\(found)")
      #expect(found.output.contains(advice), "\(found)")
      #expect(found.output.contains("1 to mend"))
      #expect(!(found.output + found.errors).contains("hunter2"))
    }
  }

  @Test func `no password goes to a server that is not the right one`() throws {
    let workspace = try workspace(
      "smtps://127.0.0.1:\(server.port(.wrongName))",
      password: "touch asked; echo x"
    )
    _ = try workspace.shell("touchbase doctor")
    #expect(try !workspace.list(".").contains("asked"))
  }

  @Test func `files that others can read are remarked, by send as well`() throws {
    let workspace = try workspace(good)
    _ = try workspace.shell("chmod 644 touchbase.yaml; chmod 755 . outbox")
    let found = try workspace.run("doctor")
    #expect(found.status == 1, "\(found)")
    for words in [
      "warn  configuration", "chmod 600 touchbase.yaml", "others can look into outbox",
      "chmod 700 outbox", "2 remarks.",
    ] {
      #expect(found.output.contains(words), "\(words): \(found)")
    }
    let sent = try workspace.run("send")
    #expect(sent.errors.contains("touchbase.yaml: others on this machine can read it: chmod 600"))
    _ = try workspace.shell("chmod 600 touchbase.yaml; chmod 700 . outbox")
    #expect(try workspace.run("doctor").status == 0)
  }

  @Test func `the trace shows both dialogues without the secrets`() throws {
    let workspace = try workspace(
      good,
      imap: ["url: imap://127.0.0.1:\(server.dovecot.imapPort)"]
    )
    let found = try workspace.run("doctor", "--trace")
    for words in ["C: EHLO", "C: AUTH ", "(masked)", "S: 235", "AUTHENTICATE PLAIN (masked)"] {
      #expect(found.errors.contains(words), "\(words): \(found.errors)")
    }
    for secret in ["correct horse", "AHNhbQBj", "Y29ycmVjdCBob3JzZQ"] {
      #expect(!found.errors.contains(secret), "\(secret)")
    }
  }

  @Test func `a clock that is wrong is told by a server that tells its own`() throws {
    let words = "S: 220 mail.test ESMTP; Mon, 23 Nov 2020 09:00:00 +0000"
    let scripted = try ScriptedServer("\(words)\nC: EHLO*\nS: 250 test\nC: QUIT\nS: 221 bye")
    let workspace = try TestWorkspace(
      smtp: ["url: smtp://127.0.0.1:\(scripted.port)"],
      environment: ["TOUCHBASE_NOW": ""]
    )
    let found = try workspace.run("doctor")
    #expect(found.output.contains("minutes ahead of the mail server's"), "\(found)")
    #expect(found.status == 1)
  }

  @Test func `a date that was set is told with its year`() throws {
    let workspace = try TestWorkspace(smtp: ["transport: sendmail", "command: cat"])
    let found = try workspace.run("doctor")
    #expect(
      Self.words(found).contains("TOUCHBASE_NOW says Monday 23 November 2026, 09:00"),
      "\(found)"
    )
  }

  @Test func `a command is looked for`() throws {
    let missing = try TestWorkspace(smtp: ["transport: sendmail", "command: /nowhere/sendmail"])
    #expect(try missing.run("doctor").status == 78)
    let there = try TestWorkspace(smtp: ["transport: sendmail", "command: cat -u"])
    #expect(try there.run("doctor").output.contains("'cat' can be run"))
  }

  @Test func `the server is found by the word of the domain, and no password is asked for`() throws
  {
    let names = try TestNameServer([
      "_submissions._tcp.example.org SRV 0 0 \(server.port(.wrongName)) localhost",
      "_submissions._tcp.example.org SRV 5 0 \(server.port(.implicitTLS)) localhost",
      "_imaps._tcp.example.org SRV 0 0 \(server.dovecot.imapsPort) localhost",
    ])
    let workspace = try TestWorkspace(environment: [
      "TOUCHBASE_DNS": names.address, "SSL_CERT_FILE": server.certificates.caFile,
      "TOUCHBASE_NOW": "",
    ])
    let lines = [
      "smtp:", "  url: smtps://localhost:\(server.port(.implicitTLS))", "  user: sam@example.org",
      "imap:", "  url: imaps://localhost:\(server.dovecot.imapsPort)",
    ]
    let found = try workspace.run("doctor")
    #expect(found.status == 78, "\(found)")
    #expect(Self.words(found).contains("example.org itself names 'localhost'"), "\(found)")
    for line in lines { #expect(found.output.contains(line), "\(found)") }

    let sent = try workspace.run("send")
    #expect(sent.status == 78)
    #expect(sent.errors.contains("touchbase: hint: \(lines[1])"), "\(sent)")
    // The lines are such that they can be pasted.
    let text = try workspace.text("touchbase.yaml") + lines.joined(separator: "\n") + "\n"
    try workspace.write("touchbase.yaml", text)
    #expect(try workspace.run("send").status == 0)
  }

  @Test func `a domain that tells nothing, and names that cannot be asked, are two things`() throws
  {
    let names = try TestNameServer(["else.test A 127.0.0.1"])
    let nothing = try TestWorkspace(environment: ["TOUCHBASE_DNS": names.address]).run("doctor")
    #expect(nothing.status == 78)
    #expect(Self.words(nothing).contains("no server was found for example.org"), "\(nothing)")
    let unknown = try TestWorkspace(environment: ["TOUCHBASE_DNS": "127.0.0.1:9"]).run("doctor")
    #expect(unknown.status == 78)
    #expect(Self.words(unknown).contains("cannot look up"), "\(unknown)")
  }
}

@Suite struct ExitStatusTests {
  /// Swift Testing has a type of that name as well.
  typealias Status = touchbase.ExitStatus

  private static let cases: [([Status], Status)] = [
    ([], .done), ([.done, .attention], .attention), ([.tryAgain, .attention], .attention),
    ([.tryAgain], .tryAgain), ([.unavailable, .loginRefused, .configuration], .loginRefused),
    ([.attention, .configuration, .unavailable], .configuration),
    ([.cannotWrite, .done], .cannotWrite), ([.unavailable, .tryAgain], .unavailable),
  ]

  @Test(arguments: cases.indices)
  func `of several statuses the one that counts is told`(index: Int) {
    let (statuses, worst) = Self.cases[index]
    #expect(Status.worst(statuses) == worst)
  }
}
