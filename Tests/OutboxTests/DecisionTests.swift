import DurableFiles
import MailMessage
import TestSupport
import Testing

@testable import Outbox

/// What a person can decide of a letter, and what nobody can.
@Suite struct DecisionTests {
  let world: World

  init() throws {
    world = try World()
  }

  /// A world in which nobody knows whether `a` was accepted.
  private func leaveUnknown() throws {
    try world.enqueue("a")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["a": [.swallowed]]
    try world.run(transport)
  }

  @Test func `a draft that was approved is refused for ever`() throws {
    #expect(try world.enqueue("a", "a") == [.queued(id: "a"), .duplicate(id: "a")])
    #expect(try world.enqueue("a") == [.duplicate(id: "a")])
    try world.hold("a")
    #expect(try world.enqueue("a") == [.duplicate(id: "a")])
    try world.release("a")
    try world.run()
    #expect(try world.enqueue("a") == [.duplicate(id: "a")])
    #expect(try world.outbox.knownIDs() == ["a"])
  }

  @Test func `a withdrawn letter is a draft, and can be approved again`() throws {
    try world.enqueue("a", "b")
    try world.withdraw("a")
    #expect(try world.memory.readFile("/w/drafts/a.eml") == World.letter("a").source)
    #expect(world.files == ["queue/b.eml"])
    #expect(try world.outbox.knownIDs() == ["b"])
    #expect(throws: OutboxError.wrongPlace(id: "a", place: nil)) { try world.withdraw("a") }
    #expect(try world.enqueue("a") == [.queued(id: "a")])
    var transport = ScriptedTransport(world.postbox)
    _ = try world.run(&transport)
    #expect(transport.attempts == ["b", "a"], "it stands where it was approved last")
  }

  @Test func `a letter whose file is gone can be given up`() throws {
    try world.enqueue("a", "b")
    let path = "\(World.folder)/queue/a.eml"
    let bytes = try world.memory.readFile(path)
    try world.memory.unlink(path)
    do {
      var outbox = try world.opened()
      let isBack = try outbox.withdraw("a", at: world.now) { _ in Issue.record("a draft of what?") }
      #expect(!isBack)
    }
    #expect(try world.outbox.knownIDs() == ["b"])
    #expect(try world.outbox.verify(for: "a test").findings == [])
    world.memory.place(bytes, at: path)
    #expect(try world.run().letters.map(\.id) == ["b"])
    #expect(try world.state("a") == "held", "a file that comes back is not thrown away")
  }

  @Test func `a letter stays where it is when its draft cannot be written`() throws {
    try world.enqueue("a")
    var outbox = try world.opened()
    let error = FileSystemError(.write, "drafts/a.eml", errno: 28)
    #expect(throws: error) {
      try outbox.withdraw("a", at: world.now) { _ in throw error }
    }
    #expect(try world.state("a") == "queue")
  }

  @Test func `a changed letter can be withdrawn, since it will be read again`() throws {
    try world.enqueue("a")
    let path = "\(World.folder)/queue/a.eml"
    try world.flip(path, at: try world.memory.readFile(path).count - 4)
    try world.run()
    try world.withdraw("a")
    #expect(try world.memory.readFile("/w/drafts/a.eml") == World.letter("a").source)
  }

  @Test func `held and released, a letter goes out`() throws {
    try world.enqueue("a", "b")
    try world.hold("a")
    #expect(try world.run().letters.map(\.id) == ["b"])
    #expect(try world.entries()["a"]?.reason == "wait")
    try world.release("a")
    #expect(try world.run().letters.map(\.id) == ["a"])
  }

  @Test func `a letter whose outcome is unknown is neither released nor withdrawn`() throws {
    try leaveUnknown()
    #expect(throws: OutboxError.unknownOutcome(id: "a")) { try world.release("a") }
    #expect(throws: OutboxError.unknownOutcome(id: "a")) { try world.withdraw("a") }
    #expect(try world.state("a") == "unknown")
  }

  @Test func `resolved as sent, it is sent`() throws {
    try leaveUnknown()
    try world.resolve("a", wasSent: true)
    #expect(try world.state("a") == "sent")
    #expect(world.files == ["sent/2026/11/a.eml"])
    #expect(try world.outbox.sent(except: { _ in false }).map(\.id) == ["a"])
  }

  @Test func `resolved as to be sent again, it goes out with the same bytes`() throws {
    try leaveUnknown()
    try world.resolve("a", wasSent: false)
    try world.run()
    #expect(world.postbox.arrivals["a"] == 2)
    #expect(world.postbox.messages["a"] == (try World.letter("a").message))
  }

  @Test func `nothing is decided of a letter in the wrong place`() throws {
    try world.enqueue("a")
    #expect(throws: OutboxError.wrongPlace(id: "a", place: .queue)) { try world.release("a") }
    #expect(throws: OutboxError.wrongPlace(id: "a", place: .queue)) {
      try world.resolve("a", wasSent: true)
    }
    try world.run()
    #expect(throws: OutboxError.wrongPlace(id: "a", place: .sent)) { try world.hold("a") }
    #expect(throws: OutboxError.wrongPlace(id: "a", place: .sent)) { try world.withdraw("a") }
    #expect(throws: OutboxError.noSuchLetter("x")) { try world.hold("x") }
  }

  @Test func `a letter is found by the beginning of its id`() throws {
    try world.enqueue("abc", "abd", "ab")
    #expect(try world.outbox.entry("abc").id == "abc")
    #expect(try world.outbox.entry("ab").id == "ab")
    #expect(throws: OutboxError.ambiguous("a", candidates: ["abc", "abd", "ab"])) {
      try world.outbox.entry("a")
    }
    try world.withdraw("abd")
    #expect(try world.outbox.entry("abc").id == "abc")
    #expect(throws: OutboxError.noSuchLetter("")) { try world.outbox.entry("") }
  }

  @Test func `one at a time changes the outbox, and the other is told who`() throws {
    try world.enqueue("a")
    let first = try world.outbox.opened(for: "touchbase send, process 4711", at: world.now)
    #expect(throws: OutboxError.busy(holder: "touchbase send, process 4711")) {
      _ = try world.opened()
    }
    #expect(try world.state("a") == "queue", "reading needs no lock")
    _ = consume first
    _ = try world.opened()
  }

  @Test(arguments: [
    ("id", "../x", "Subject: x\r\n\r\nx\r\n"), ("bare LF", "a", "Subject: x\n\r\nx\r\n"),
    ("bare CR", "a", "Subject: x\r\r\n\r\nx\r\n"), ("8bit", "a", "Subject: x\r\n\r\nä\r\n"),
    ("NUL", "a", "Subject: \0\r\n\r\nx\r\n"), ("no end", "a", "Subject: x\r\n\r\nx"),
    ("Bcc", "a", "Subject: x\r\nbcc: y@example.net\r\n\r\nx\r\n"),
    ("own field", "a", "Subject: x\r\nX-Touchbase-Used: note\r\n\r\nx\r\n"),
    ("999 octets", "a", "\r\n" + String(repeating: "x", count: 999) + "\r\n"), ("empty", "a", ""),
  ])
  func `a letter that could not go out as it is is not taken`(
    name: String,
    id: String,
    message: String
  ) throws {
    let good = try World.letter("a")
    let facts = LetterFacts(id: id, contacts: [], subject: "", messageID: "<x@example.org>")
    let letter = Submission(
      envelope: good.envelope,
      message: Array(message.utf8),
      facts: facts,
      source: []
    )
    var outbox = try world.opened()
    #expect(try outbox.enqueue([letter], at: world.now) == [.unusable(id: id)])
    #expect(world.files.isEmpty)
  }

  /// A group takes letters until it has its octets, so at least one.
  @Test(arguments: [
    (0, 100, 0), (1, 1, 1), (3, 1, 1), (3, 4, 1), (3, 5, 2), (3, 8, 2), (3, 9, 3), (3, 100, 3),
    (600, 10_000, 512),
  ])
  func `a group of new letters ends at so many and behind so many octets`(
    letters: Int,
    octets: Int,
    count: Int
  ) throws {
    let good = try World.letter("a")
    let letter = Submission(
      envelope: good.envelope,
      message: Array("four".utf8),
      facts: good.facts,
      source: []
    )
    let all = [Submission](repeating: letter, count: letters)
    #expect(OpenOutbox.group(of: all[...], octets: octets).count == count)
  }

  @Test func `a header in UTF-8 is taken`() throws {
    let good = try World.letter("a")
    let letter = Submission(
      envelope: good.envelope,
      message: Array("Reply-To: jörg@example.net\r\n\r\nx\r\n".utf8),
      facts: good.facts,
      source: []
    )
    var outbox = try world.opened()
    #expect(try outbox.enqueue([letter], at: world.now) == [.queued(id: "a")])
  }

  @Test func `what stands in the text is nobody's business`() throws {
    let text = "Bcc: in the text\r\nX-Touchbase-Used: too\r\n" + String(repeating: "x", count: 998)
    var outbox = try world.opened()
    let letter = try World.letter("a", text: text)
    #expect(try outbox.enqueue([letter], at: world.now) == [.queued(id: "a")])
  }

  @Test func `more letters than one group are all in the queue, in their order`() throws {
    var outbox = try world.opened()
    let ids = (0..<600).map { "l\($0)" }
    let outcomes = try outbox.enqueue(try ids.map { try World.letter($0) }, at: world.now)
    #expect(outcomes == ids.map { .queued(id: $0) })
    #expect(try world.outbox.open().map(\.id) == ids)
  }
}
