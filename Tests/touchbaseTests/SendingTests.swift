import DurableFiles
import TestSupport
import Testing

/// The whole way to a real Postfix.
@Suite(
  .enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)),
  .serialized
)
struct SendingTests {
  /// A way in, and how the configuration names it.
  private static let entrances: [(PostfixServer.Entrance, scheme: String, hasLogin: Bool)] = [
    (.plain, "smtp", false), (.startTLS, "smtp", true), (.implicitTLS, "smtps", true),
  ]

  private func workspace(
    _ entrance: PostfixServer.Entrance,
    scheme: String,
    hasLogin: Bool,
    password: String = "echo 'correct horse'"
  ) throws -> TestWorkspace {
    let server = try PostfixServer.shared.get()
    var smtp = ["url: \(scheme)://127.0.0.1:\(server.port(entrance))"]
    if hasLogin {
      smtp += [
        "user: sam", "password_command: \(password)", "ca_file: \(server.certificates.caFile)",
      ]
    }
    return try TestWorkspace(smtp: smtp)
  }

  @Test(arguments: entrances.indices)
  func `what arrives is byte for byte what was approved`(_ index: Int) throws {
    let (entrance, scheme, hasLogin) = Self.entrances[index]
    let workspace = try workspace(entrance, scheme: scheme, hasLogin: hasLogin)
    let id = "ada\(index)"
    try workspace.addLetter(
      id,
      name: "Ada Pärk \(index)",
      email: "\(id)@example.net",
      header: "Bcc: \(id)-copy@example.net\n"
    )
    let approved = try workspace.run("approve", id, "--allow", "recipient")
    #expect(approved.status == 0, "\(approved)")
    let raw = try workspace.run("queue", "show", "--raw", id).output
    #expect(raw.contains("\r\n\r\n"))

    let sent = try workspace.run("send")
    #expect(sent.status == 0, "\(sent)")
    #expect(sent.output.contains("1 accepted"))

    let server = try PostfixServer.shared.get()
    let messageID = try #require(raw.split(separator: "\r\n").first { $0.hasPrefix("Message-ID") })
    let copies = try server.delivered(containing: String(messageID), count: 2)
    #expect(copies.count == 2)
    for copy in copies {
      let text = String(decoding: copy, as: UTF8.self)
      #expect(text.hasSuffix(raw.replacing("\r\n", with: "\n")))
      for word in ["X-Touchbase-", "Bcc", ">8", "exclamation"] { #expect(!text.contains(word)) }
    }
    #expect(copies.contains { String(decoding: $0, as: UTF8.self).contains("\(id)-copy@") })
    #expect(try workspace.list("outbox/queue").isEmpty)
    #expect(try workspace.text("history.jsonl").contains("\"id\":\"\(id)\""))
    #expect(try workspace.list("outbox/sent/2026/11") == ["\(id).eml"])
  }

  @Test func `python reads the letter as it was written`() throws {
    let workspace = try workspace(.plain, scheme: "smtp", hasLogin: false)
    try workspace.addLetter("joon", name: "Jöön Pärk", email: "joon@example.net")
    #expect(try workspace.run("approve", "joon").status == 0)
    #expect(try workspace.run("send").status == 0)
    let mail = try #require(
      try PostfixServer.shared.get().delivered(containing: "A window for joon").first
    )
    let script = """
      import email, email.policy, sys
      m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
      print(m['to'].addresses[0].display_name, m['to'].addresses[0].addr_spec, sep='|')
      print(m['subject'])
      text = m.get_content()
      if m.get_param('format') == 'flowed':
        # Python leaves RFC 3676 to who reads: first the stuffing goes, then the soft line ends.
        lines = [line[1:] if line.startswith(' ') else line for line in text.split('\\n')]
        text = '\\n'.join(lines).replace(' \\n', ' ')
      print(text, end='')
      """
    let read = try CommandRun("python3", "-c", script, input: mail).checked("python3")
    let lines = String(decoding: read, as: UTF8.self).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    #expect(lines[0] == "Jöön Pärk|joon@example.net")
    #expect(lines[1] == "A window for joon")
    #expect(lines.contains("."))
    #expect(lines.contains("From here one sees the whole café."))
    #expect(lines.last == "" && lines.dropLast().last == "Sam")
  }

  @Test(arguments: ["X-Touchbase-Recipient: ", "I walked", "X-Touchbase-SHA256: "])
  func `one changed byte stops that letter and the others go out`(place: String) throws {
    let workspace = try workspace(.plain, scheme: "smtp", hasLogin: false)
    let tag = place.filter(\.isLetter).lowercased()
    for name in ["one", "two", "three"] {
      try workspace.addLetter("\(name)-\(tag)", name: "Ann", email: "\(name)@example.net")
    }
    #expect(try workspace.run("approve", "one-\(tag)", "two-\(tag)", "three-\(tag)").status == 0)
    let path = "outbox/queue/two-\(tag).eml"
    var bytes = try workspace.bytes(path)
    let text = String(decoding: bytes, as: UTF8.self)
    let mark = try #require(text.firstRange(of: place))
    bytes[text.utf8.distance(from: text.startIndex, to: mark.upperBound)] ^= 1
    try PosixFileSystem().replaceFile("\(workspace.root)/\(path)", with: bytes)

    let sent = try workspace.run("send")
    #expect(sent.status == 1)
    #expect(sent.output.contains("outbox/queue/two-\(tag).eml: "))
    #expect(sent.output.contains("2 accepted, 1 held"))
    #expect(try workspace.list("outbox/held") == ["two-\(tag).eml"])
    let server = try PostfixServer.shared.get()
    #expect(try server.delivered(containing: "A window for three-\(tag)").count == 1)
    #expect(try server.delivered(containing: "A window for one-\(tag)").count == 1)
  }

  @Test func `a wrong password pauses the account and every letter stays`() throws {
    let workspace = try workspace(
      .startTLS,
      scheme: "smtp",
      hasLogin: true,
      password: "echo hunter2-secret"
    )
    try workspace.addLetter("pw", name: "Ann", email: "pw@example.net")
    #expect(try workspace.run("approve", "pw").status == 0)
    let sent = try workspace.run("send")
    #expect(sent.status == 77)
    #expect(sent.errors.contains("refused the login"))
    #expect(try workspace.list("outbox/queue") == ["pw.eml"])
    for text in [sent.output, sent.errors, try workspace.text("outbox/journal")] {
      #expect(!text.contains("hunter2"))
    }
  }

  @Test func `a refused recipient is held with the server's words and the others go out`() throws {
    let workspace = try workspace(.plain, scheme: "smtp", hasLogin: false)
    try workspace.addLetter("gone", name: "Tom", email: "unknown@example.net")
    try workspace.addLetter("here", name: "Ann", email: "here@example.net")
    #expect(try workspace.run("approve", "gone", "here").status == 0)
    let sent = try workspace.run("send")
    #expect(sent.status == 1)
    #expect(sent.output.contains("550"))
    #expect(try workspace.list("outbox/held") == ["gone.eml"])
    #expect(try workspace.list("outbox/sent/2026/11") == ["here.eml"])
  }
}
