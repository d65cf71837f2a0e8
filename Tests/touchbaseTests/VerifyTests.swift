import DurableFiles
import TestSupport
import Testing

/// `queue verify` as a person runs it, after somebody or something was at the outbox.
@Suite struct VerifyTests {
  private let workspace: TestWorkspace
  private let sent = "outbox/sent/2026/11/ada.eml"

  /// One letter sent, one held, one waiting, one given back.
  init() throws {
    let taken =
      "C: MAIL*\nS: 250 ok\nC: RCPT*\nS: 250 ok\nC: DATA\nS: 354 go on\n! text\nS: 250 2.0.0 taken"
    let server = try ScriptedServer(
      "S: 220 test\nC: EHLO*\nS: 250 test\n\(taken)\nC: QUIT\nS: 221 bye"
    )
    workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(server.port)"])
    for id in ["ada", "bob", "cid", "dan"] {
      try workspace.addLetter(id, name: "Ann", email: "\(id)@example.net")
    }
    for command in [
      ["approve", "ada"], ["send"], ["approve", "bob", "cid", "dan"], ["queue", "hold", "bob"],
      ["queue", "withdraw", "dan"],
    ] {
      let result = try workspace.program.run(["-C", workspace.root] + command)
      #expect(result.status == 0, "\(command): \(result)")
    }
    #expect(server.finish() == [])
  }

  private func expectFound(_ words: [String], sound: Int) throws {
    let result = try workspace.run("queue", "verify")
    let letters = sound == 1 ? "1 letter is" : "\(sound) letters are"
    let sum =
      words.isEmpty
      ? "Nothing is missing."
      : words.count == 1
        ? "One thing is not as it should be." : "\(words.count) things are not as they should be."
    let expected = words + ["\(letters) byte for byte what you approved. \(sum)"]
    #expect(result.output == expected.joined(separator: "\n") + "\n")
    #expect(result.status == (words.isEmpty ? 0 : 1))
  }

  private func flip(_ path: String, _ text: String) throws {
    var bytes = try workspace.bytes(path)
    let content = String(decoding: bytes, as: UTF8.self)
    let place = try #require(content.utf8.firstRange(of: Array(text.utf8)))
    bytes[content.utf8.distance(from: content.utf8.startIndex, to: place.lowerBound)] ^= 1
    try PosixFileSystem().replaceFile("\(workspace.root)/\(path)", with: bytes)
  }

  @Test func `no configuration of OpenSSL keeps digests from being computed`() throws {
    try workspace.write(
      "openssl.cnf",
      "openssl_conf = a\n[a]\nproviders = b\n[b]\nlegacy = c\n[c]\nactivate = 1\n"
    )
    let checked = try workspace.shell("OPENSSL_CONF=openssl.cnf touchbase queue verify")
    #expect(checked.status == 0, "\(checked)")
    #expect(checked.output.contains("3 letters are byte for byte"), "\(checked)")
  }

  @Test func `what nobody touched is sound`() throws {
    try expectFound([], sound: 3)
  }

  @Test(arguments: ["outbox/sent/2026/11/ada.eml", "outbox/held/bob.eml", "outbox/queue/cid.eml"])
  func `one flipped bit in any state is found`(path: String) throws {
    try flip(path, "I walked past")
    try expectFound(
      [
        "\(path): the file is not what was approved: somebody or something changed it"
      ],
      sound: 2
    )
  }

  @Test func `missing files are found`() throws {
    for path in [sent, "outbox/queue/cid.eml"] {
      try PosixFileSystem().unlink("\(workspace.root)/\(path)")
    }
    try expectFound(
      [
        "the file of letter 'ada' is gone; the journal says it is sent",
        "the file of letter 'cid' is gone; the journal says it is in the queue",
      ],
      sound: 1
    )
  }

  @Test func `a letter in two states is found, and is not sent again`() throws {
    try workspace.write("outbox/queue/ada.eml", workspace.text(sent))
    try expectFound(["letter 'ada' is in 2 places: outbox/queue/ada.eml, \(sent)"], sound: 2)
    let dry = try workspace.run("send", "--dry-run")
    #expect(dry.output.contains("1 letter from") && !dry.output.contains("ada@"), "\(dry)")
  }

  @Test func `a letter that came back, a stranger and one in the wrong folder are found`() throws {
    let files = PosixFileSystem()
    try files.rename(
      "\(workspace.root)/outbox/held/bob.eml",
      to: "\(workspace.root)/outbox/queue/bob.eml"
    )
    try workspace.write("outbox/held/dan.eml", workspace.text("outbox/queue/cid.eml"))
    try workspace.write("outbox/queue/new.eml", workspace.text("outbox/queue/cid.eml"))
    try expectFound(
      [
        "outbox/queue/bob.eml: the file belongs to outbox/held/bob.eml",
        "outbox/held/dan.eml: letter 'dan' was given back as a draft, but its file is still here",
        "outbox/queue/new.eml: the journal knows nothing of this letter",
      ],
      sound: 2
    )
  }

  @Test func `a damaged line of the journal is found, with its number`() throws {
    try flip("outbox/journal", " SENT ada ")
    let result = try workspace.run("queue", "verify")
    #expect(result.status == 1)
    #expect(result.output.contains("outbox/journal: line "))
    #expect(result.output.contains(" is not as it was written\n"))
  }

  @Test func `who works in the outbox meanwhile is named`() throws {
    let script = """
      exec 9>>.touchbase/outbox.lock
      flock 9
      printf 'touchbase send, process 4711' > .touchbase/outbox.lock
      touchbase queue verify
      """
    let result = try workspace.shell(script)
    #expect(result.status == 75, "\(result)")
  }
}
