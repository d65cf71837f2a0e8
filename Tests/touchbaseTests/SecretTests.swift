import DurableFiles
import FoundationEssentials
import TestSupport
import Testing

/// The password of the mail account is nowhere but on its way to the server.
@Suite struct SecretTests {
  private static let password = "hunter2-Tr0ub4dor"
  /// How the password may look in a login.
  ///
  /// Source: RFC 4616 for PLAIN.
  private static let spellings = [
    password, Data(password.utf8).base64EncodedString(),
    Data("\0sam\0\(password)".utf8).base64EncodedString(),
  ]

  /// Where the password comes from.
  enum Origin: CaseIterable {
    case command, environment, netrc
  }

  /// What the server says to the login.
  private static let answers = [
    "S: 235 2.7.0 welcome",
    // A server that repeats what it was sent.
    "S: 535 5.7.8 '\(password)' (\(spellings[2])) is wrong for sam",
    "S: 454 4.7.0 not now, \(password)",
  ]

  private func workspace(_ origin: Origin, _ port: UInt16) throws -> TestWorkspace {
    var smtp = ["url: smtp://127.0.0.1:\(port)", "user: sam"]
    var environment: [String: String] = [:]
    let folder = try ServerFolder.temporary()
    let files = PosixFileSystem()
    switch origin {
    case .command:
      // The command's own words are the person's business, so it reads a file.
      try files.createFile("\(folder)/secret", with: Array("\(Self.password)\n".utf8))
      smtp.append("password_command: cat \(folder)/secret")
    case .environment: environment["TOUCHBASE_PASSWORD"] = Self.password
    case .netrc:
      let line = "machine 127.0.0.1 login sam password \(Self.password)\n"
      try files.createFile("\(folder)/netrc", with: Array(line.utf8), mode: 0o600)
      environment["NETRC"] = "\(folder)/netrc"
    }
    return try TestWorkspace(smtp: smtp, environment: environment)
  }

  private func transcript(_ answer: String) -> String {
    let taken =
      "C: MAIL*\nS: 250 ok\nC: RCPT*\nS: 250 ok\nC: DATA\nS: 354 go on\n! text\nS: 250 taken"
    // Until the test has looked at the list of processes, the server makes the program wait.
    let login =
      "S: 220 test\nC: EHLO*\nS: 250-test\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\n! wait 400\n"
      + "S: 334 \nC: *\n\(answer)\n"
    return login + (answer.hasPrefix("S: 235") ? "\(taken)\nC: QUIT\nS: 221 bye" : "! drain")
  }

  @Test(arguments: Origin.allCases, answers)
  func `no password is shown, written or listed`(origin: Origin, answer: String) throws {
    let server = try ScriptedServer(transcript(answer))
    let workspace = try workspace(origin, server.port)
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    #expect(try workspace.run("approve", "ann").status == 0)

    let running = try workspace.program.start(["-C", workspace.root, "send", "--trace"])
    try workspace.waitUntil {
      String(decoding: server.received.first ?? [], as: UTF8.self).contains("AUTH")
    }
    let listed = try CommandRun("ps", "-eo", "args").output
    let sent = try running.wait()
    #expect(server.finish() == [])

    // The login did take place with it.
    let received = String(decoding: server.received.joined(), as: UTF8.self)
    #expect(received.contains(Self.spellings[2]))
    #expect(sent.errors.contains("C: AUTH PLAIN"), "\(sent.errors)")
    #expect(sent.errors.contains("(masked)"))
    #expect(answer.hasPrefix("S: 235") == (sent.status == 0))
    let written = try CommandRun("grep", "-r", "", workspace.root).checked("grep")
    let places = [
      ("output", sent.output), ("errors", sent.errors),
      ("processes", String(decoding: listed, as: UTF8.self)),
      ("files", String(decoding: written, as: UTF8.self)),
    ]
    for (place, text) in places {
      for secret in Self.spellings { #expect(!text.contains(secret), "in \(place)") }
    }
  }

  @Test func `a configuration or netrc that others can read is warned of, once a send`() throws {
    let server = try ScriptedServer("S: 554 go away")
    let workspace = try workspace(.netrc, server.port)
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    #expect(try workspace.run("approve", "ann").status == 0)
    let script = """
      chmod 644 touchbase.yaml "$NETRC"
      touchbase send | grep -c .
      chmod 600 touchbase.yaml "$NETRC"
      echo; touchbase send
      """
    let result = try workspace.shell(script)
    let warnings = result.output.split(separator: "\n").filter {
      $0.contains("others on this machine")
    }
    #expect(warnings.count == 2, "\(result)")
    #expect(warnings.first?.hasSuffix("touchbase.yaml'") == true, "\(warnings)")
    #expect(warnings.last?.hasSuffix("netrc'") == true, "\(warnings)")
    _ = server.finish()
  }

  @Test func `the conversation is shown, without the text of the letters`() throws {
    let server = try ScriptedServer(
      """
      S: 220 test \u{1B}[31mready
      C: EHLO*
      S: 250-test
      S: 250 HELP
      C: MAIL*
      S: 250 ok
      C: RCPT*
      S: 250 ok
      C: DATA
      S: 354 go on
      ! text
      S: 250 2.0.0 taken
      C: QUIT
      S: 221 bye
      """
    )
    let workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(server.port)"])
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    #expect(try workspace.run("approve", "ann").status == 0)
    let sent = try workspace.run("send", "--trace")
    #expect(server.finish() == [])
    let lines = sent.errors.split(separator: "\n").filter {
      $0.hasPrefix("C: ") || $0.hasPrefix("S: ")
    }
    #expect(
      lines.map { $0.hasSuffix(" octets of text)") ? "C: (the text)" : $0 } == [
        "S: 220 test \u{FFFD}[31mready", "C: EHLO localhost", "S: 250-test", "S: 250 HELP",
        "C: MAIL FROM:<sam@example.org>", "S: 250 ok", "C: RCPT TO:<ann@example.net>", "S: 250 ok",
        "C: DATA", "S: 354 go on", "C: (the text)", "C: .", "S: 250 2.0.0 taken", "C: QUIT",
        "S: 221 bye",
      ]
    )
    #expect(!sent.errors.contains("I walked past"))
  }
}
