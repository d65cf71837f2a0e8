import CurlMail
import DurableFiles
import MailMessage
import Rehearsal
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct SMTPSessionTests {
  private static let greeting = """
    S: 220 ready
    C: EHLO localhost
    S: 250 test

    """
  private static let offer = """
    C: MAIL FROM:<sam@example.org>
    S: 250 ok
    C: RCPT TO:<ada@example.net>
    S: 250 ok
    C: DATA
    S: 354 go on

    """

  private func session(_ transcript: String, hooks: MailHooks = MailHooks()) throws -> SMTPSession {
    let server = try ScriptedServer(transcript)
    var account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)")
    account.timeouts.text = .seconds(1)
    return try SMTPSession(to: account, hooks: hooks)
  }

  private func envelope() throws -> Envelope {
    try #require(
      Envelope(
        sender: EmailAddress("sam@example.org"),
        recipients: [EmailAddress("ada@example.net")]
      )
    )
  }

  private static let pipelined = """
    S: 220 ready
    C: EHLO localhost
    S: 250-test
    S: 250 PIPELINING
    C: MAIL FROM:<sam@example.org>
    C: RCPT TO:<ada@example.net>
    C: DATA
    S: 250 ok
    S: 250 ok
    S: 354 go on
    ! text
    C: MAIL FROM:<sam@example.org>
    C: RCPT TO:<ada@example.net>
    C: DATA
    S: 250 ok
    S: 250 ok
    S: 250 ok
    S: 354 go on
    ! gone

    """

  @Test func `no program that is started meanwhile holds the connection open`() throws {
    let server = try ScriptedServer(Self.greeting + "C: QUIT\nS: 221 bye\n! gone\n")
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    let child = try SpawnedProcess("/bin/sleep", ["60"], descriptors: [])
    session.close()
    #expect(server.finish() == [])
    kill(child.pid, SIGKILL)
    #expect(try child.wait() == 128 + SIGKILL)
  }

  @Test func `a session that ends takes no leave in the place of a text`() throws {
    let server = try ScriptedServer(Self.pipelined)
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    let envelope = try envelope()
    let outcome = session.send(Self.small, envelope: envelope, before: { (Self.small, envelope) })
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
    session.close()
    #expect(server.finish() == [])
  }

  @Test func `who is asked to stop does not wait for what is said to the next letter`() throws {
    let text = try #require(Self.pipelined.split(separator: "! text").first)
    let offer = "C: MAIL FROM:<sam@example.org>\nC: RCPT TO:<ada@example.net>\nC: DATA\n"
    let server = try ScriptedServer("\(text)! text\n\(offer)S: 250 taken\n! gone\n")
    let isCancelled = Mutex(false)
    let session = try SMTPSession(
      to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"),
      hooks: MailHooks(isCancelled: { isCancelled.withLock { $0 } })
    )
    let envelope = try envelope()
    let outcome = session.send(
      Self.small,
      envelope: envelope,
      afterFinalDot: { isCancelled.withLock { $0 = true } },
      before: { (Self.small, envelope) }
    )
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
    session.close()
    #expect(server.finish() == [])
  }

  @Test func `a server that goes where something follows the dot is suspected of it`() throws {
    for isNamed in [true, false] {
      let text = try #require(Self.pipelined.split(separator: "! text").first)
      let server = try ScriptedServer("\(text)! text\n! finish\n! drain\n")
      let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
      let envelope = try envelope()
      let outcome = session.send(
        Self.small,
        envelope: envelope,
        before: { isNamed ? (Self.small, envelope) : nil }
      )
      guard case .unknown = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(session.lostNamed == isNamed)
      #expect(server.finish() == [])
    }
  }

  @Test func `a letter in the place of one that was named ends the session`() throws {
    let server = try ScriptedServer(Self.pipelined)
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    let envelope = try envelope()
    _ = session.send(Self.small, envelope: envelope, before: { (Self.small, envelope) })
    let other = session.send(Self.small + Self.small, envelope: envelope)
    guard case .connectionLost(.sessionOver) = other else {
      Issue.record("\(other)")
      return
    }
    #expect(session.isOver && !session.lostNamed)
    #expect(server.finish() == [])
  }

  @Test func `a letter that cannot be sent is told in its turn, not before`() throws {
    let server = try ScriptedServer(
      Self.pipelined.split(separator: "! text").first.map { "\($0)! text\nS: 250 ok\nC: QUIT\n" }
        ?? ""
    )
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    let envelope = try envelope()
    let torn = Array("Subject: hi\r\n\r\nHello\n".utf8)
    _ = session.send(Self.small, envelope: envelope, before: { (torn, envelope) })
    guard case .unsendable(.bareLineEnd) = session.send(torn, envelope: envelope) else {
      Issue.record("it can be sent")
      return
    }
    session.close()
    #expect(server.finish() == [])
  }

  private static let small = Array("Subject: hi\r\n\r\n".utf8)
  /// More than the buffers of both ends hold.
  private static let large = Array(
    String(repeating: String(repeating: "a", count: 998) + "\r\n", count: 12_000).utf8
  )

  @Test(arguments: ["", "S: 250-PIPELINING\n"])
  func `a short text leaves at once, its dot after the commit and not before`(
    keyword: String
  ) throws {
    let hello = "S: 220 ready\nC: EHLO localhost\nS: 250-test\n\(keyword)S: 250 HELP\n"
    let server = try ScriptedServer(
      hello + Self.offer + "! take 15\n! quiet 100\nC: .\nS: 250 ok\n! drain\n"
    )
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    var calls = 0
    let outcome = session.send(Self.small, envelope: try envelope()) {
      calls += 1
      RehearsalThread.pause(milliseconds: 200)
    }
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
    session.close()
    #expect(server.finish() == [])
    #expect(calls == 1)
    let received = server.received.map { String(decoding: $0, as: UTF8.self) }
    #expect(
      received == [
        """
        EHLO localhost\r
        MAIL FROM:<sam@example.org>\r
        RCPT TO:<ada@example.net>\r
        DATA\r
        Subject: hi\r
        \r
        .\r
        QUIT\r\n
        """
      ]
    )
  }

  @Test func `of a long text the final dot leaves after the commit and not before`() throws {
    let text = Array(String(repeating: "0123456789\r\n", count: 2_000).utf8)
    let server = try ScriptedServer(
      Self.greeting + Self.offer + "! take 24000\n! quiet 200\nC: .\nS: 250 ok\n! drain\n"
    )
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    let outcome = session.send(text, envelope: try envelope()) {
      RehearsalThread.pause(milliseconds: 400)
    }
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
    session.close()
    #expect(server.finish() == [])
  }

  @Test func `more recipients than are named at once are all named before the text`() throws {
    let recipients = try (0..<250).map { try EmailAddress("p\($0)@example.net") }
    let envelope = Envelope(sender: try EmailAddress("sam@example.org"), recipients: recipients)
    let commands = ["MAIL FROM:<sam@example.org>"] + recipients.map { "RCPT TO:<\($0)>" }
    var transcript = "S: 220 ready\nC: EHLO localhost\nS: 250-test\nS: 250 PIPELINING\n"
    for start in stride(from: 0, to: commands.count, by: 100) {
      let group = commands[start..<min(start + 100, commands.count)]
      transcript += group.map { "C: \($0)\n" }.joined() + "! quiet 50\n"
      transcript += group.map { _ in "S: 250 ok\n" }.joined()
    }
    let server = try ScriptedServer(
      transcript + "C: DATA\nS: 354 go on\n! text\nS: 250 ok\n! drain\n"
    )
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    let outcome = session.send(Self.small, envelope: try #require(envelope))
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
    session.close()
    #expect(server.finish() == [])
  }

  @Test(arguments: ["", "S: 250-PIPELINING\n"])
  func `a yes is not believed that comes before the text and its dot are there`(
    keyword: String
  ) throws {
    let hello = "S: 220 ready\nC: EHLO localhost\nS: 250-test\n\(keyword)S: 250 HELP\n"
    let server = try ScriptedServer(
      hello + Self.offer + "! wait 100\nS: 250 stray\n! gone\n",
      receiveBuffer: 2_000
    )
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
    let text = Array(String(repeating: "0123456789\r\n", count: 1_000).utf8)
    let envelope = try envelope()
    let outcome = session.send(text, envelope: envelope, before: { (Self.small, envelope) })
    guard case .unknown(let error) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(
      "\(error)" == "the mail server's answer at the end of the letter makes no sense: "
        + "before it was asked it said '250 stray'"
    )
    #expect(session.isOver)
  }

  @Test func `a server that hangs up while we commit gets no dot, and nothing is unknown`() throws {
    let session = try session(
      Self.greeting + Self.offer + "! wait 100\n! finish\n! drain\n"
    )
    let outcome = session.send(Self.small, envelope: try envelope()) {
      RehearsalThread.pause(milliseconds: 300)
    }
    guard case .connectionLost(.hungUp(at: .text)) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test func `a server that stops taking the text is given up`() throws {
    let session = try session(Self.greeting + Self.offer + "! wait 6000\n")
    let outcome = session.send(Self.large, envelope: try envelope()) {
      Issue.record("the text was not handed over")
    }
    guard case .connectionLost(.timedOut(at: .text, after: .seconds(1))) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(session.isOver)
  }

  @Test(arguments: ["! reset\n", "! take 100\n! reset\n", "! take 100000\n"])
  func `a server that breaks off in a large text gets no dot`(fault: String) throws {
    let session = try session(Self.greeting + Self.offer + fault)
    let outcome = session.send(Self.large, envelope: try envelope()) {
      Issue.record("the text was not handed over")
    }
    guard case .connectionLost = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(session.isOver)
  }

  @Test func `what a server says while it takes a large text ends it`() throws {
    let session = try session(Self.greeting + Self.offer + "S: 552 5.3.4 too much\n! wait 3000\n")
    let outcome = session.send(Self.large, envelope: try envelope()) {
      Issue.record("the text was not handed over")
    }
    guard case .connectionLost(let error) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(
      "\(error)" == "the mail server's answer at the text of the letter makes no sense: "
        + "before it was asked it said '552 5.3.4 too much'"
    )
  }

  @Test(arguments: [
    (MailHooks.TraceLine.server("354 go on"), "lost: stopped at the text of the letter"),
    (.client("."), "unknown: stopped at the end of the letter"),
  ])
  func `a letter that is stopped is unknown only after its dot`(
    line: MailHooks.TraceLine,
    expected: String
  ) throws {
    let isCancelled = Mutex(false)
    let hooks = MailHooks(
      isCancelled: { isCancelled.withLock { $0 } },
      trace: { seen in if seen == line { isCancelled.withLock { $0 = true } } }
    )
    let transcript = Self.greeting + Self.offer + "! text\n! drain\n"
    let session = try session(transcript, hooks: hooks)
    let outcome = session.send(Self.small, envelope: try envelope())
    switch outcome {
    case .connectionLost(let error): #expect("lost: \(error)" == expected)
    case .unknown(let error): #expect("unknown: \(error)" == expected)
    case .accepted, .refused, .unsendable, .abandoned: Issue.record("\(outcome)")
    }
  }

  @Test func `a person who stops during the commit keeps the letter from leaving`() throws {
    let isCancelled = Mutex(false)
    let hooks = MailHooks(isCancelled: { isCancelled.withLock { $0 } })
    let session = try session(Self.greeting + Self.offer + "! take 15\n! drain\n", hooks: hooks)
    let outcome = session.send(Self.small, envelope: try envelope()) {
      isCancelled.withLock { $0 = true }
    }
    guard case .connectionLost(.cancelled(at: .text)) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test func `a cancelled connection ends soon`() throws {
    let server = try ScriptedServer("! drain\n")
    let account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)")
    #expect(throws: SMTPError.cancelled(at: .connect)) {
      try SMTPSession(to: account, hooks: MailHooks(isCancelled: { true }))
    }
  }

  @Test func `a port where nobody listens is unreachable`() throws {
    let port = try ServerFolder.freePort()
    let account = try SMTPAccount(url: "smtp://127.0.0.1:\(port)")
    let error = #expect(throws: SMTPError.self) { try SMTPSession(to: account) }
    guard case .unreachable(let server, _) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(server == "127.0.0.1:\(port)")
  }

  @Test func `a session that is only dropped says no QUIT and closes`() throws {
    let server = try ScriptedServer(Self.greeting + "! drain\n")
    do {
      let session = try SMTPSession(to: SMTPAccount(url: "smtp://127.0.0.1:\(server.port)"))
      #expect(session.letterCount == 0)
    }
    #expect(server.finish() == [])
    #expect(server.received == [Array("EHLO localhost\r\n".utf8)])
  }

  @Test func `letters to the rehearsal server arrive byte for byte`() throws {
    let folder = try ServerFolder.temporary()
    let server = try RehearsalServer(
      folder: folder,
      fileSystem: PosixFileSystem(),
      now: { DateTime(secondsSinceEpoch: 0) }
    )
    let port = try server.start()
    defer { server.stop() }
    let session = try SMTPSession(to: SMTPAccount(url: "smtp://localhost:\(port)"))
    #expect(session.capabilities.offers("smtputf8"))
    let letters = [".\r\n..\r\n", "Gr\u{FC}\u{DF}e\r\n", "\r\n", "a\r\n.\r\n"]
    for letter in letters {
      let outcome = session.send(Array(letter.utf8), envelope: try envelope())
      guard case .accepted = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
    session.close()
    for (path, letter) in zip(server.deliveredPaths, letters) {
      let bytes = try PosixFileSystem().readFile(path)
      #expect(bytes.suffix(letter.utf8.count).elementsEqual(letter.utf8))
      #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("Return-Path: <sam@example.org>"))
    }
    #expect(server.deliveredPaths.count == letters.count)
  }
}
