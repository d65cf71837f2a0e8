import CurlMail
import MailMessage
import TestSupport
import Testing

/// What only a real server can show: TLS, logins, and what has arrived.
@Suite(.enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)))
struct PostfixTests {
  private let server: PostfixServer

  init() throws {
    server = try PostfixServer.shared.get()
  }

  @Test(arguments: [
    (PostfixServer.Entrance.plain, false),
    (.startTLS, true),
    (.implicitTLS, true),
    (.plainLoginOnly, true),
    (.loginLoginOnly, true),
    (.cramLoginOnly, true),
  ])
  func `a letter arrives byte for byte`(entrance: PostfixServer.Entrance, login: Bool) throws {
    let unique = "arrives-\(entrance)"
    let letter = Self.letter(unique)
    let session = try SMTPSession(to: account(entrance, login: login))
    let outcome = session.send(letter, envelope: try envelope("ada@example.net"))
    session.close()
    guard case .accepted(let reply) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reply.enhancedStatus?.description == "2.0.0")
    let mail = try #require(try server.delivered(containing: unique).first)
    #expect(try Self.afterTraceLines(mail) == letter)
  }

  @Test func `letters of all shapes arrive one after the other, as Python reads them`() throws {
    let session = try SMTPSession(to: account(.startTLS, login: true))
    let bodies = [
      "", ".\r\n", "..\r\n.\r\n", "From here\r\n>From there\r\n", "x\r\n\r\n\r\n",
      String(repeating: "y", count: 998) + "\r\n", "Gr\u{FC}\u{DF}e\r\n",
      String(repeating: "0123456789 and so on to the end of the line\r\n.\r\n", count: 30_000),
    ]
    for (number, body) in bodies.enumerated() {
      let unique = "shape-\(number)"
      let letter = Self.letter(unique, body: body)
      let outcome = session.send(letter, envelope: try envelope("ada@example.net"))
      guard case .accepted = outcome else {
        Issue.record("\(number): \(outcome)")
        continue
      }
      let mail = try #require(try server.delivered(containing: "<\(unique)@").first)
      #expect(try Self.afterTraceLines(mail) == letter, "\(number)")
    }
    #expect(session.letterCount == bodies.count)
    session.close()
  }

  @Test(arguments: [
    (PostfixServer.Entrance.plain, false), (.startTLS, true), (.implicitTLS, true),
  ])
  func `letters that are named ahead arrive each once, and a refusal is of the right one`(
    entrance: PostfixServer.Entrance,
    login: Bool
  ) throws {
    let session = try SMTPSession(to: account(entrance, login: login))
    let long = String(
      repeating: "0123456789 and so on to the end of the line\r\n.\r\n",
      count: 30_000
    )
    let letters = try ["", ".\r\n", "to nobody\r\n", long, "Gr\u{FC}\u{DF}e\r\n", ""].enumerated()
      .map {
        (number, body) in
        (
          message: Self.letter("ahead-\(entrance)-\(number)", body: body),
          envelope: try envelope(number == 2 ? "unknown@example.net" : "ada@example.net")
        )
      }
    var refused: [Int] = []
    for (number, letter) in letters.enumerated() {
      let next = { number + 1 < letters.count ? letters[number + 1] : nil }
      switch session.send(letter.message, envelope: letter.envelope, before: next) {
      case .accepted:
        let mails = try server.delivered(containing: "<ahead-\(entrance)-\(number)@")
        #expect(mails.count == 1)
        #expect(try Self.afterTraceLines(try #require(mails.first)) == letter.message, "\(number)")
      case .refused(let refusal):
        #expect(refusal.reply.code == 550 && refusal.stage == .recipient)
        refused.append(number)
      case let other: Issue.record("\(number): \(other)")
      }
    }
    #expect(refused == [2])
    #expect(!session.lostNamed)
    session.close()
  }

  @Test func `an unknown recipient is told apart, and nobody gets the letter`() throws {
    let session = try SMTPSession(to: account(.plain, login: false))
    let everybody = try envelope("ada@example.net", "unknown@example.net")
    guard case .refused(let refusal) = session.send(Self.letter("nobody"), envelope: everybody)
    else {
      Issue.record("it was not refused")
      return
    }
    #expect(refusal.stage == .recipient)
    #expect(refusal.isPermanent)
    #expect(refusal.reply.enhancedStatus?.saysAddressIsDead == true)
    #expect(refusal.recipients.map(\.reply.code) == [250, 550])
    // The connection is still good, and what it brings next shows that nothing else came.
    let next = session.send(Self.letter("somebody"), envelope: try envelope("ada@example.net"))
    guard case .accepted = next else {
      Issue.record("\(next)")
      return
    }
    #expect(try server.delivered(containing: "<somebody@").count == 1)
    #expect(try server.delivered(containing: "<nobody@", count: 0).isEmpty)
  }

  @Test func `nothing arrives when the commit fails`() throws {
    struct DiskIsFull: Error {}
    let session = try SMTPSession(to: account(.plain, login: false))
    let everybody = try envelope("ada@example.net")
    let outcome = session.send(Self.letter("uncommitted"), envelope: everybody) {
      throw DiskIsFull()
    }
    guard case .abandoned(let error) = outcome, error is DiskIsFull else {
      Issue.record("\(outcome)")
      return
    }
    #expect(session.isOver)
    let next = try SMTPSession(to: account(.plain, login: false))
    _ = next.send(Self.letter("committed"), envelope: try envelope("ada@example.net"))
    #expect(try server.delivered(containing: "<committed@").count == 1)
    #expect(try server.delivered(containing: "<uncommitted@", count: 0).isEmpty)
  }

  @Test(arguments: [
    (PostfixServer.Entrance.plain, "does not offer STARTTLS"),
    (.xoauth2LoginOnly, "offers no login by PLAIN or LOGIN or CRAM-MD5, only XOAUTH2"),
    (.wrongName, "the certificate of the mail server '127.0.0.1:PORT' is not to be trusted: SSL: "),
    (.expired, "SSL certificate problem: certificate has expired"),
  ])
  func `a server that is not safe is told apart`(
    entrance: PostfixServer.Entrance,
    words: String
  ) throws {
    let account = try account(entrance, login: true).requiringTLS()
    let error = #expect(throws: SMTPError.self) { try SMTPSession(to: account) }
    let text = "\(try #require(error))".replacing(":\(server.port(entrance))", with: ":PORT")
    #expect(text.contains(words))
  }

  @Test func `a certificate of an unknown authority is not trusted`() throws {
    let account = try SMTPAccount(url: "smtps://127.0.0.1:\(server.port(.implicitTLS))")
    let error = #expect(throws: SMTPError.self) { try SMTPSession(to: account) }
    guard case .certificate = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a file of authorities that is not there is the account's fault`() throws {
    let account = try SMTPAccount(
      url: "smtps://127.0.0.1:\(server.port(.implicitTLS))",
      options: MailServerOptions(caFile: "/nowhere/ca.pem")
    )
    #expect(throws: SMTPError.account(.caFile)) { try SMTPSession(to: account) }
  }

  @Test(arguments: [
    PostfixServer.Entrance.startTLS, .plainLoginOnly, .loginLoginOnly, .cramLoginOnly,
  ])
  func `a wrong password is refused with the server's words`(
    entrance: PostfixServer.Entrance
  ) throws {
    let account = try account(entrance, password: "wrong horse")
    let error = #expect(throws: SMTPError.self) { try SMTPSession(to: account) }
    guard case .loginRefused(_, let reply) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reply.code == 535)
    #expect(reply.enhancedStatus?.explanation == "user or password is wrong")
  }

  @Test(arguments: [PostfixServer.Entrance.plainLoginOnly, .loginLoginOnly, .startTLS])
  func `the trace shows the dialogue without login and text`(
    entrance: PostfixServer.Entrance
  ) throws {
    var lines: [String] = []
    let hooks = MailHooks(trace: { line in
      switch line {
      case .client(let text): lines.append("C: \(text)")
      case .server(let text): lines.append("S: \(text)")
      case .note(let text): lines.append("* \(text)")
      }
    })
    let session = try SMTPSession(to: account(entrance, login: true), hooks: hooks)
    let letter = Self.letter("traced-\(entrance)")
    _ = session.send(letter, envelope: try envelope("ada@example.net"))
    session.close()
    let trace = lines.joined(separator: "\n")
    for word in ["C: EHLO localhost", "C: AUTH ", "C: (masked)", "S: 235 ", "C: DATA", "C: QUIT"] {
      #expect(trace.contains(word), "\(word)")
    }
    for secret in ["horse", "c2Ft", "Y29ycmVjdCBob3JzZQ", "AHNhbQBj", "Dear you"] {
      #expect(!trace.contains(secret), "\(secret)")
    }
  }

  private func account(
    _ entrance: PostfixServer.Entrance,
    login: Bool
  ) throws -> SMTPAccount {
    try account(entrance, password: login ? DovecotServer.password : nil)
  }

  private func account(
    _ entrance: PostfixServer.Entrance,
    password: String?
  ) throws -> SMTPAccount {
    let scheme = entrance == .plain || entrance == .startTLS ? "smtp" : "smtps"
    return try SMTPAccount(
      url: "\(scheme)://127.0.0.1:\(server.port(entrance))",
      login: password.map { word in try MailLogin(user: DovecotServer.user, password: word) },
      options: MailServerOptions(caFile: server.certificates.caFile)
    )
  }

  private func envelope(_ recipients: String...) throws -> Envelope {
    let addresses = try recipients.map { address in try EmailAddress(address) }
    return try #require(
      Envelope(sender: EmailAddress("sam@example.org"), recipients: addresses)
    )
  }

  private static func letter(_ unique: String, body: String = "Dear you,\r\nhello\r\n") -> [UInt8] {
    Array(
      """
      From: Sam <sam@example.org>\r
      To: Ada <ada@example.net>\r
      Subject: hello\r
      Date: Mon, 23 Nov 2026 09:00:00 +0100\r
      Message-ID: <\(unique)@example.org>\r
      \r\n
      """.utf8
    ) + Array(body.utf8)
  }

  /// What follows the trace lines of a Maildir file, with CR LF as on the wire.
  ///
  /// Python parses the mail and says which header fields come before our first one.
  private static func afterTraceLines(_ mail: [UInt8]) throws -> [UInt8] {
    let script = """
      import email, email.policy, sys
      data = sys.stdin.buffer.read()
      parsed = email.message_from_bytes(data, policy=email.policy.SMTP)
      names = [name for name in parsed.keys()]
      trace = names[:names.index("From")]
      assert set(trace) <= {"Return-Path", "X-Original-To", "Delivered-To", "Received"}, trace
      assert names[len(trace):] == ["From", "To", "Subject", "Date", "Message-ID"], names
      assert not parsed.defects, parsed.defects
      start = data.index(b"\\nFrom: Sam ") + 1
      sys.stdout.buffer.write(data[start:].replace(b"\\n", b"\\r\\n"))
      """
    let run = try CommandRun("python3", "-c", script, input: mail)
    return try run.checked("python3")
  }
}
