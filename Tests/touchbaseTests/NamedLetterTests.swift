import CurlMail
import MailMessage
@testable import Outbox
import TestSupport
import Testing

@testable import touchbase

/// Letters of which a server is told along with the dot of the one before them.
@Suite struct NamedLetterTests {
  private static let offer = """
    C: MAIL FROM:<sam@example.org>
    C: RCPT TO:<ada@example.net>
    C: DATA

    """
  private static let yes = "S: 250 ok\nS: 250 ok\nS: 354 go on\n"
  private static let beginning =
    "S: 220 ready\nC: EHLO localhost\nS: 250-test\nS: 250 PIPELINING\n" + offer + yes

  private func job(
    _ id: String,
    lines: Int = 0,
    allowDot: @escaping @Sendable () throws(OutboxError) -> Void = {}
  ) throws -> DeliveryJob {
    let envelope = Envelope(
      sender: try EmailAddress("sam@example.org"),
      recipients: [try EmailAddress("ada@example.net")]
    )
    let line = String(repeating: "x", count: 998) + "\r\n"
    return DeliveryJob(
      id: id,
      envelope: try #require(envelope),
      message: Array(("Subject: \(id)\r\n\r\n" + String(repeating: line, count: lines)).utf8),
      allowDot: allowDot,
      noteAcceptance: { _ in nil }
    )
  }

  private func source(_ server: ScriptedServer) throws -> AccountSource {
    var account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)")
    account.timeouts.mail = .milliseconds(300)
    let patient = account
    return AccountSource { patient }
  }

  /// Hands over two letters, the second named along with the dot of the first.
  private func outcomes(_ transport: inout SMTPTransport) throws -> [DeliveryOutcome] {
    let (first, second) = (try job("a"), try job("b"))
    try transport.connect()
    defer { transport.disconnect() }
    return [
      try transport.deliver(first, before: { second }),
      try transport.deliver(second, before: { nil }),
    ]
  }

  @Test(arguments: [
    // It forgets what comes behind a dot, goes, makes nothing of it, or is busy at once.
    "! gone\n", "! finish\n", "S: 503 5.5.1 what?\n! drain\n", "S: 421 4.7.0 slowly\n! drain\n",
  ])
  func `a server that loses a letter named ahead is told of none any more`(ending: String) throws {
    let server = try ScriptedServer(
      Self.beginning + "! text\n" + Self.offer + "S: 250 taken\n" + ending
    )
    let source = try source(server)
    var transport = SMTPTransport(source)
    let outcomes = try outcomes(&transport)
    #expect(outcomes.first == .accepted("250 taken"))
    #expect(outcomes.last?.endsConnection == true)
    #expect(!source.namesLetters)
  }

  @Test(arguments: [(0, true), (16_000, false)])
  func `a long text leaves before the next letter is asked for`(lines: Int, isAsked: Bool) throws {
    let server = try ScriptedServer(Self.beginning)
    var transport = SMTPTransport(try source(server))
    try transport.connect()
    let (first, second) = (try job("a", lines: lines), try job("b"))
    var wasAsked = false
    let outcome = try transport.deliver(first) {
      wasAsked = true
      return second
    }
    #expect(outcome.endsConnection)
    #expect(wasAsked == isAsked)
  }

  @Test func `a server that is told of no letter ahead is asked for none`() throws {
    let server = try ScriptedServer(
      Self.beginning + "! text\nS: 250 taken\n" + Self.offer + Self.yes
        + "! text\nS: 250 taken\nC: QUIT\n"
    )
    let source = try source(server)
    source.noteLostNamed()
    var transport = SMTPTransport(source)
    #expect(try outcomes(&transport) == [.accepted("250 taken"), .accepted("250 taken")])
    #expect(server.finish() == [])
  }

  @Test func `a server that has had enough after some is told of others ahead again`() throws {
    let server = try ScriptedServer(
      Self.beginning + "! text\n" + Self.offer + "S: 250 taken\n" + Self.yes + "! text\n"
        + Self.offer + "S: 250 taken\nS: 421 4.7.0 enough\n! drain\n"
    )
    let source = try source(server)
    var transport = SMTPTransport(source)
    let jobs = [try job("a"), try job("b"), try job("c")]
    try transport.connect()
    #expect(try transport.deliver(jobs[0], before: { jobs[1] }) == .accepted("250 taken"))
    #expect(try transport.deliver(jobs[1], before: { jobs[2] }) == .accepted("250 taken"))
    let outcome = try transport.deliver(jobs[2], before: { nil })
    #expect(outcome.endsConnection && outcome.words.hasPrefix("421 4.7.0 enough"))
    #expect(source.namesLetters)
  }

  @Test func `a letter named ahead can be taken back no more, those behind it can`() throws {
    let server = try ScriptedServer(
      Self.beginning + "! text\n" + Self.offer + "! wait 300\nS: 250 taken\n" + Self.yes
        + "! text\nS: 250 taken\nC: QUIT\n"
    )
    let source = try source(server)
    var lanes = ThreadedLanes(count: 1, isStopped: { false }) { SMTPTransport(source) }
    let atDot = BlockingQueue<Void>()
    lanes.open(0)
    lanes.start(try job("a", allowDot: { () throws(OutboxError) in atDot.put(()) }), on: 0)
    for id in ["b", "c", "d"] { lanes.start(try job(id), on: 0) }
    #expect(atDot.take(within: .seconds(10)) != nil)
    lanes.recall(0)
    var told: [String: String] = [:]
    while told.count < 4 {
      switch lanes.next(within: .seconds(10), gathering: 1)?.kind {
      case .finished(let id, let outcome, _): told[id] = outcome.words
      case .recalled(let id): told[id] = "recalled"
      case .opened: continue
      case nil, .unconnected, .closed, .notBegun, .notAllowed, .read, .moved:
        Issue.record("\(told) of four")
        return
      }
    }
    lanes.close()
    #expect(told == ["a": "250 taken", "b": "250 taken", "c": "recalled", "d": "recalled"])
    #expect(server.finish() == [])
  }
}
