import DurableFiles
import MailMessage
@testable import Outbox
import Synchronization
import TestSupport
import Testing

@testable import touchbase

/// Letters over several threads at once, with a server that answers from memory.
@Suite struct SendingLanesTests {
  @Test(arguments: [1, 2, 4, 8])
  func `every letter leaves once over any number of connections`(count: Int) throws {
    let office = Office()
    let report = try office.send(200, over: count)
    #expect(report.count(.sent) == 200)
    #expect(office.arrivals == Array(repeating: 1, count: 200))
    #expect(try office.journal(says: "DOT") == 200)
    #expect(office.connections <= count)
    #expect(office.named.right > 0 && office.named.wrong == 0)
  }

  @Test func `a connection that breaks now and then loses and doubles nothing`() throws {
    let office = Office(breaksEvery: 7)
    let report = try office.send(200, over: 4)
    let sent = report.count(.sent)
    #expect(office.arrivals == Array(repeating: 1, count: sent))
    // A letter that lost two connections waits for the next pass.
    #expect(try office.queued() == 200 - sent)
    #expect(sent > 180)
    #expect(office.connections > 20)
    #expect(office.named.wrong == 0)
  }

  @Test func `a server that has no second connection gets all letters over the first`() throws {
    let office = Office(connectionLimit: 1)
    let report = try office.send(100, over: 4)
    #expect(report.count(.sent) == 100)
    #expect(report.failure == nil)
    #expect(office.arrivals == Array(repeating: 1, count: 100))
  }

  @Test func `a refused login is tried on one connection only`() throws {
    let office = Office(connectionLimit: 0)
    let report = try office.send(20, over: 4)
    #expect(report.letters.isEmpty)
    #expect(report.failure == .loginRefused("535 no"))
    #expect(office.connections == 1)
  }

  @Test func `a few letters do not open many connections`() throws {
    let office = Office()
    #expect(try office.send(4, over: 8).count(.sent) == 4)
    #expect(office.connections == 1)
  }

  @Test func `letters whose turn has not come can be taken back from a lane`() throws {
    let office = Office(isSlow: true)
    var lanes = ThreadedLanes(count: 1, isStopped: { false }) { OfficeTransport(office: office) }
    let address = try EmailAddress("ada@example.net")
    let envelope = try #require(Envelope(sender: address, recipients: [address]))
    lanes.open(0)
    for number in 0..<5 {
      let job = DeliveryJob(
        id: "l\(number)",
        envelope: envelope,
        message: [],
        allowDot: {},
        noteAcceptance: { _ in nil }
      )
      lanes.start(job, on: 0)
    }
    lanes.recall(0)
    var finished: [String] = []
    var recalled: [String] = []
    while finished.count + recalled.count < 5 {
      switch lanes.next(within: .seconds(10), gathering: 1)?.kind {
      case .finished(let id, _, _): finished.append(id)
      case .recalled(let id): recalled.append(id)
      case .opened: continue
      case nil, .unconnected, .closed, .notBegun, .notAllowed, .read, .moved:
        Issue.record("\(finished) and \(recalled) of five")
        return
      }
    }
    lanes.close()
    #expect(finished.count <= 1)
    #expect((finished + recalled).sorted() == ["l0", "l1", "l2", "l3", "l4"])
  }

  @Test func `lanes take leave beside the last errands, and once`() throws {
    let office = Office()
    var lanes = ThreadedLanes(count: 2, isStopped: { false }) { OfficeTransport(office: office) }
    for lane in 0..<2 {
      lanes.open(lane)
      _ = lanes.next(within: .seconds(600), gathering: 1)
    }
    lanes.leave()
    for _ in 0..<2 { #expect(office.farewells.take(within: .seconds(600)) != nil) }
    lanes.doBeside { LaneEvent(.moved(.success(["w/outbox/queue"]))) }
    let event = lanes.next(within: .seconds(600), gathering: 9)
    guard case .moved(.success(let folders))? = event?.kind else {
      Issue.record("the errand was not done")
      return
    }
    #expect(folders == ["w/outbox/queue"])
    lanes.leave()
    lanes.close()
    lanes.close()
    #expect(office.farewells.take(within: .zero) == nil)
  }

  @Test func `a connection that ends with a refusal costs no other letter its turn`() throws {
    let office = Office(endsAfterRefusal: true)
    let report = try office.send(40, over: 2)
    #expect(report.count(.held) == 20)
    #expect(report.count(.sent) == 20)
    #expect(report.count(.deferred) == 0)
  }

  @Test func `a person who stops finds every other letter in the queue`() throws {
    let office = Office(stopsAfter: 50)
    let report = try office.send(200, over: 4)
    #expect(report.wasStopped)
    #expect(office.arrivals.reduce(0, +) == report.count(.sent))
    #expect(office.named.wrong == 0)
    #expect(try office.queued() == 200 - report.count(.sent))
    #expect(report.count(.unknown) == 0)
  }
}

/// An outbox in memory, and a server for as many threads as come.
private final class Office: Sendable {
  private let memory = MemoryFileSystem()
  private let state = Mutex(
    (arrivals: [String: Int](), connections: 0, namedCount: 0, misnamedCount: 0)
  )
  private let breaksEvery: Int?
  private let connectionLimit: Int?
  private let stopsAfter: Int?
  /// One for each connection that somebody took leave of.
  let farewells = BlockingQueue<Void>()
  /// Whether each letter takes a while.
  let isSlow: Bool
  /// Whether every other letter is refused, and the connection gone with that.
  let endsAfterRefusal: Bool

  init(
    breaksEvery: Int? = nil,
    connectionLimit: Int? = nil,
    stopsAfter: Int? = nil,
    isSlow: Bool = false,
    endsAfterRefusal: Bool = false
  ) {
    self.isSlow = isSlow
    self.endsAfterRefusal = endsAfterRefusal
    self.breaksEvery = breaksEvery
    self.connectionLimit = connectionLimit
    self.stopsAfter = stopsAfter
  }

  /// How often each letter that arrived did.
  var arrivals: [Int] { state.withLock { Array($0.arrivals.values) } }
  /// How many connections were asked for.
  var connections: Int { state.withLock { $0.connections } }

  private var isStopped: Bool { stopsAfter.map { arrivals.count >= $0 } ?? false }

  private var outbox: Outbox {
    Outbox(
      folder: "/w/outbox",
      lockFolder: "/w/.touchbase",
      fileSystem: memory,
      machine: MachineIdentity(machine: "m", boot: "b")
    )
  }

  func send(_ count: Int, over lanes: Int) throws -> DeliveryReport {
    try memory.makeDirectory("/w")
    let now = DateTime(secondsSinceEpoch: 1_795_000_000, offsetMinutes: 0)
    var open = try outbox.opened(for: "a test", at: now)
    _ = try open.enqueue(try (0..<count).map { try Self.letter("l\($0)") }, at: now)
    var threads = ThreadedLanes(count: lanes, isStopped: { self.isStopped }) {
      OfficeTransport(office: self)
    }
    let hooks = QueueRunnerHooks(now: { now }, isStopped: { self.isStopped })
    return try open.run(&threads, pace: nil, hooks)
  }

  func queued() throws -> Int {
    try outbox.open().count { $0.place == .queue }
  }

  func journal(says word: String) throws -> Int {
    let text = String(decoding: try memory.readFile("/w/outbox/journal"), as: UTF8.self)
    return text.split(separator: "\n").count { $0.split(separator: " ").contains(Substring(word)) }
  }

  fileprivate func connect() throws(TransportFailure) {
    let number = state.withLock { state in
      state.connections += 1
      return state.connections
    }
    guard let connectionLimit, number > connectionLimit else { return }
    throw connectionLimit == 0 ? .loginRefused("535 no") : .overloaded("421 too many")
  }

  /// A letter came that another one had been named before, or not that one.
  fileprivate func noteNamed(isNext: Bool) {
    state.withLock { state in
      if isNext { state.namedCount += 1 } else { state.misnamedCount += 1 }
    }
  }

  /// How many letters came as they had been named, and how many in the place of others.
  var named: (right: Int, wrong: Int) {
    state.withLock { ($0.namedCount, $0.misnamedCount) }
  }

  fileprivate func take(_ id: String) {
    state.withLock { $0.arrivals[id, default: 0] += 1 }
  }

  fileprivate func isBreaking(_ carried: Int) -> Bool {
    breaksEvery.map { carried > 0 && carried.isMultiple(of: $0) } ?? false
  }

  private static func letter(_ id: String) throws -> Submission {
    let address = try EmailAddress("\(id)@example.net")
    let envelope = Envelope(sender: try EmailAddress("sam@example.org"), recipients: [address])
    let message = "From: sam@example.org\r\nTo: \(address)\r\n\r\nHello.\r\n"
    return Submission(
      envelope: try #require(envelope),
      message: Array(message.utf8),
      facts: LetterFacts(id: id, contacts: [id], subject: id, messageID: "<\(id)@example.org>"),
      source: Array("To: \(address)\n\nHello.\n".utf8)
    )
  }
}

/// Asks for the next letter before each dot, and minds that it comes next.
private struct OfficeTransport: Transport {
  let office: Office
  var carried = 0
  var isConnected = false
  var named: String?

  mutating func connect() throws(TransportFailure) {
    carried = 0
    named = nil
    isConnected = true
    try office.connect()
  }

  mutating func deliver(
    _ job: DeliveryJob,
    before next: () -> DeliveryJob?
  ) throws(OutboxError) -> DeliveryOutcome {
    if let named { office.noteNamed(isNext: named == job.id) }
    var following: String?
    let outcome = try deliver(job.envelope, job.message) { () throws(OutboxError) in
      following = next()?.id
      try job.allowDot()
    }
    named = following
    return outcome
  }

  mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome {
    defer { carried += 1 }
    if office.isSlow { Interruption.pause(.milliseconds(300)) }
    let number = Int(envelope.recipients.first?.localPart.dropFirst() ?? "") ?? 0
    if office.endsAfterRefusal, number.isMultiple(of: 2) {
      isConnected = false
      return .refused("550 no")
    }
    if office.isBreaking(carried) { return .connectionLost("421 idle for too long") }
    try commit()
    office.take(envelope.recipients.first?.localPart ?? "")
    return .accepted("250 ok")
  }

  mutating func disconnect() { office.farewells.put(()) }
}
