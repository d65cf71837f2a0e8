import MailMessage
@testable import Outbox
import TestSupport
import Testing

/// What a pass over the queue does with each answer there is.
@Suite struct SendingTests {
  let world: World

  init() throws {
    world = try World()
  }

  private func pass(_ steps: [String: [ScriptedTransport.Step]]) throws -> DeliveryReport {
    var transport = ScriptedTransport(world.postbox)
    transport.steps = steps
    return try world.run(transport)
  }

  @Test func `exactly the approved bytes arrive, in the order of approval, and once`() throws {
    try world.enqueue("b", "a")
    try world.enqueue("c")
    var transport = ScriptedTransport(world.postbox)
    let report = try world.run(&transport)
    #expect(transport.attempts == ["b", "a", "c"])
    #expect(transport.connects == 1)
    #expect(transport.disconnects == 1)
    #expect(report.letters.map(\.outcome) == [.sent, .sent, .sent])
    #expect(world.postbox.messages["a"] == (try World.letter("a").message))
    #expect(try world.run().letters.isEmpty)
    #expect(world.postbox.arrivals == ["a": 1, "b": 1, "c": 1])
    #expect(
      world.files.sorted() == ["sent/2026/11/a.eml", "sent/2026/11/b.eml", "sent/2026/11/c.eml"]
    )
  }

  @Test func `a letter is found again by its id, and nothing by what would be a path`() throws {
    try world.enqueue("for-ada")
    try world.run()
    let letter = world.outbox.sentLetter("for-ada", acceptedAt: world.now)
    #expect(letter?.source == (try World.letter("for-ada").source))
    for id in ["", "..", "../11/for-ada", "./for-ada", "for-ada.eml", "for ada", "for-joon"] {
      #expect(world.outbox.sentLetter(id, acceptedAt: world.now) == nil, "\(id)")
    }
  }

  @Test func `a refused letter is held with the server's words and the others go on`() throws {
    try world.enqueue("a", "b")
    let report = try pass(["a": [.early(.refused("550 5.1.1 No such user"))]])
    #expect(report.letters.map(\.outcome) == [.held, .sent])
    #expect(try world.state("a") == "held")
    #expect(try world.entries()["a"]?.reason == "550 5.1.1 No such user")
    #expect(world.files.contains("held/a.eml"))
  }

  @Test func `a deferred letter waits five minutes, then ten, up to four hours`() throws {
    try world.enqueue("a")
    var waits: [Int64] = []
    for _ in 0..<9 {
      _ = try pass(["a": [.early(.deferred("451 4.7.1 Later"))]])
      let next = try #require(try world.entries()["a"]?.state.nextAttempt)
      waits.append(next.secondsSinceEpoch - world.seconds)
      world.seconds = next.secondsSinceEpoch - 1
      #expect(try world.run().letters.isEmpty, "it is not tried before its time")
      world.seconds += 1
    }
    #expect(waits == [300, 600, 1200, 2400, 4800, 9600, 14400, 14400, 14400])
    #expect(try world.entries()["a"]?.state.attempts == 9)
  }

  @Test func `a letter that nobody takes for five days is held`() throws {
    try world.enqueue("a")
    // It lay in the queue for a month: that does not count.
    world.seconds += 30 * 86_400
    _ = try pass(["a": [.early(.deferred("451"))]])
    #expect(try world.state("a") == "queue")
    world.seconds += 5 * 86_400
    let report = try pass(["a": [.early(.deferred("451 Later"))]])
    #expect(report.letters.map(\.outcome) == [.held])
    #expect(try world.entries()["a"]?.reason == "given up after five days: 451 Later")
    try world.release("a")
    _ = try pass(["a": [.early(.deferred("451"))]])
    #expect(try world.state("a") == "queue", "released, it has five days again")
  }

  @Test func `a retry that a wrong clock put far ahead is due`() throws {
    try world.enqueue("a")
    world.seconds += 400 * 86_400
    _ = try pass(["a": [.early(.deferred("451"))]])
    world.seconds -= 400 * 86_400
    #expect(try world.run().count(.sent) == 1)
  }

  @Test func `a letter with an unknown outcome is held and never sent again by itself`() throws {
    try world.enqueue("a", "b")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["a": [.swallowed]]
    let report = try world.run(&transport)
    #expect(report.letters.map(\.outcome) == [.unknown, .sent])
    #expect(transport.connects == 2, "the connection is of no more use")
    #expect(try world.state("a") == "unknown")
    _ = try world.run()
    #expect(world.postbox.arrivals["a"] == 1)
  }

  @Test func `a loss on a reused connection is tried once at once on a fresh one`() throws {
    try world.enqueue("a", "b")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["b": [.early(.connectionLost("421 idle"))]]
    let report = try world.run(&transport)
    #expect(transport.attempts == ["a", "b", "b"])
    #expect(transport.connects == 2)
    #expect(report.letters.map(\.outcome) == [.sent, .sent])
  }

  @Test func `a loss on a fresh connection is put off, and the next letter goes on`() throws {
    try world.enqueue("a", "b")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["a": [.early(.connectionLost("reset"))]]
    let report = try world.run(&transport)
    #expect(transport.attempts == ["a", "b"])
    #expect(report.letters.map(\.outcome) == [.deferred, .sent])
    #expect(report.letters.map(\.reply).first == "reset")
  }

  @Test func `a second loss at once is put off`() throws {
    try world.enqueue("a", "b")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["b": [.early(.connectionLost("one")), .early(.connectionLost("two"))]]
    let report = try world.run(&transport)
    #expect(report.letters.map(\.outcome) == [.sent, .deferred])
    #expect(report.letters.map(\.reply).last == "two")
  }

  @Test(arguments: [
    TransportFailure.loginRefused("535 5.7.8 No"), .notTrusted("expired"),
    .unreachable("no route"), .configuration("no server"),
  ])
  func `a server that cannot be used stops the pass and blames no letter`(
    failure: TransportFailure
  ) throws {
    try world.enqueue("a", "b")
    var transport = ScriptedTransport(world.postbox)
    transport.connectFailures = [failure]
    let report = try world.run(&transport)
    #expect(report.failure == failure)
    #expect(report.letters.isEmpty)
    #expect(transport.connects == 1)
    #expect(try world.state("a") == "queue")
    #expect(try world.entries()["a"]?.state.attempts == 0)
    #expect(try world.run().count(.sent) == 2)
  }

  @Test func `a stop between letters leaves the rest in the queue`() throws {
    try world.enqueue("a", "b", "c")
    let report = try world.run(isStopped: { [postbox = world.postbox] in
      postbox.arrivals.count == 1
    })
    #expect(report.wasStopped)
    #expect(report.letters.map(\.id) == ["a"])
    #expect(try world.state("b") == "queue")
    #expect(try world.run().count(.sent) == 2)
  }

  @Test func `a stop in the middle of a letter leaves it in the queue`() throws {
    try world.enqueue("a", "b")
    let report = try pass(["a": [.early(.stopped)]])
    #expect(report.wasStopped)
    #expect(report.letters.isEmpty)
    #expect(try world.run().count(.sent) == 2)
  }

  @Test func `a letter does not leave before its moment`() throws {
    let letter = try World.letter("a")
    var facts = letter.facts
    facts.notBefore = DateTime(secondsSinceEpoch: world.seconds + 7200, offsetMinutes: -300)
    let later = Submission(
      envelope: letter.envelope,
      message: letter.message,
      facts: facts,
      source: letter.source
    )
    do {
      var outbox = try world.opened()
      #expect(try outbox.enqueue([later], at: world.now) == [.queued(id: "a")])
    }
    try world.enqueue("b")
    #expect(try world.run().letters.map(\.id) == ["b"])
    world.seconds += 7199
    #expect(try world.run().letters.isEmpty)
    world.seconds += 1
    #expect(try world.run().letters.map(\.id) == ["a"])
  }

  @Test func `a changed byte stops that letter wherever it is, and the others go out`() throws {
    let (bytes, _) = QueueFile.bytes(of: try World.letter("b"))
    for offset in bytes.indices {
      let world = try World()
      try world.enqueue("a", "b", "c")
      try world.flip("\(World.folder)/queue/b.eml", at: offset)
      let report = try world.run()
      let outcomes = report.letters.sorted { $0.id < $1.id }.map(\.outcome)
      #expect(outcomes == [.sent, .held, .sent], "byte \(offset)")
      #expect(world.postbox.arrivals == ["a": 1, "c": 1], "byte \(offset)")
      #expect(try world.state("b") == "held")
    }
  }

  @Test func `another whole letter in a letter's place is not sent`() throws {
    try world.enqueue("a")
    let other = QueueFile.bytes(of: try World.letter("a", text: "Send money.")).bytes
    world.memory.place(other, at: "\(World.folder)/queue/a.eml")
    let report = try world.run()
    #expect(report.letters.map(\.outcome) == [.held])
    #expect(
      report.letters.first?.reply
        == "outbox/queue/a.eml: the file is not what was approved: somebody or something changed it"
    )
    #expect(throws: OutboxError.self) { try world.release("a") }
  }

  @Test func `a letter whose file is gone is held and the others go out`() throws {
    try world.enqueue("a", "b")
    try world.memory.unlink("\(World.folder)/queue/a.eml")
    let report = try world.run()
    #expect(report.letters.map(\.outcome) == [.held, .sent])
    #expect(report.letters.first?.reply == "the file of letter 'a' is not in the outbox any more")
  }

  @Test func `progress is told letter by letter`() throws {
    try world.enqueue("a", "b")
    var told: [String] = []
    var transport = ScriptedTransport(world.postbox)
    var outbox = try world.opened()
    let moment = world.now
    _ = try outbox.run(
      &transport,
      QueueRunnerHooks(
        now: { moment },
        willDeliver: { told.append("will \($0.id)") },
        didDeliver: { told += $0.map { "did \($0.entry.id) \($0.letter.outcome)" } }
      )
    )
    #expect(told == ["will a", "did a sent", "will b", "did b sent"])
  }
}
