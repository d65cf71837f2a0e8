import DurableFiles
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A workspace whose programs are killed at instants drawn from a seed, and a Postfix that keeps
/// what arrives.
final class Siege {
  let seed: UInt64
  let workspace: TestWorkspace
  private let server: PostfixServer
  private let files = PosixFileSystem()
  private var state: UInt64
  private(set) var kills = 0
  /// The drafts that were made, approved or not.
  private var names: [String] = []
  private let batch: Int

  /// Makes a workspace that sends to the Postfix of the tests; `batch` letters are approved whenever
  /// the queue runs low.
  init(
    batch: Int,
    environment: [String: String] = [:],
    in folder: String? = nil
  ) throws {
    seed = UInt64.random(in: 1...UInt64.max)
    state = seed
    self.batch = batch
    server = try PostfixServer.shared.get()
    workspace = try TestWorkspace(
      smtp: ["url: smtp://127.0.0.1:\(server.port(.plain))"],
      environment: environment,
      in: folder
    )
  }

  /// A number below a bound.
  func roll(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// Starts programs at once and kills each at an instant of its own; returns those that came to
  /// their end before.
  @discardableResult
  func strike(
    _ commands: [[String]],
    meanwhile: () throws -> Void = {}
  ) throws -> [BuiltProgram.Result] {
    let begun = try journalLength()
    let running = try commands.map { try workspace.program.start(["-C", workspace.root] + $0) }
    var ended: [BuiltProgram.Result] = []
    for each in running {
      try waitForInstant(each, begun, meanwhile)
      each.signal(SIGKILL)
      let result = try each.wait()
      if result.status == 128 + SIGKILL { kills += 1 } else { ended.append(result) }
    }
    return ended
  }

  /// Half of the instants are anywhere from the start on, half where the journal has just grown.
  private func waitForInstant(
    _ program: BuiltProgram.Running,
    _ begun: Int,
    _ meanwhile: () throws -> Void
  ) throws {
    let growth = roll(2) == 0 ? 0 : 1 + roll(4_000)
    for _ in 0..<4_000 {
      if program.hasEnded { return }
      if growth > 0, try journalLength() - begun >= growth { break }
      if growth == 0, roll(120) == 0 { break }
      try meanwhile()
      usleep(500)
    }
    usleep(UInt32(roll(3_000)))
  }

  private func queueLength() throws -> Int {
    try files.exists("\(workspace.root)/outbox/queue") ? workspace.list("outbox/queue").count : 0
  }

  private func journalLength() throws -> Int {
    try files.status("\(workspace.root)/outbox/journal")?.size ?? 0
  }

  /// Makes sure that there is something to send, killing now and then who approves it.
  func fillQueue() throws {
    guard try queueLength() < max(3, batch / 10) else { return }
    try approve(makeDrafts(batch))
  }

  /// Makes drafts that nothing blocks and returns their names.
  func makeDrafts(_ count: Int) throws -> [String] {
    let new = (0..<count).map { "k\(seed % 100_000)-\(names.count + $0)" }
    for name in new { try workspace.addLetter(name, name: "Ann", email: "\(name)@example.net") }
    names += new
    return new
  }

  /// Approves drafts, and is killed now and then on the way.
  @discardableResult
  func approve(_ new: [String]) throws -> BuiltProgram.Result {
    if roll(3) == 0 { try strike([["approve"] + new]) }
    // A draft that a crash left behind its letter is refused as a duplicate: both are whole.
    return try workspace.program.run(["-C", workspace.root, "approve"] + drafts(of: new))
  }

  private func drafts(of names: [String]) throws -> [String] {
    let left = Set(try workspace.list("drafts"))
    return names.filter { left.contains("2026-11-\($0).eml") } + ["--allow", "duplicate"]
  }
}

extension Siege {
  /// What is left when the fire is over.
  struct Figures: CustomStringConvertible {
    let kills: Int
    let letters: Int
    let sent: Int
    let unknown: Int
    let unknownThatArrived: Int
    let arrived: Int
    let seed: UInt64

    var description: String {
      "seed \(seed): \(kills) kills, \(letters) letters: \(sent) sent, \(unknown) unknown "
        + "(\(unknownThatArrived) of them arrived), \(arrived) arrived, 0 lost, 0 twice"
    }
  }

  /// Sends what is left without a fault, and holds what is recorded against what arrived.
  func settle() throws -> Figures {
    for _ in 0..<20 where try queueLength() > 0 {
      _ = try workspace.run("send")
    }
    let letters = try workspace.json("queue", "list", "--all")
    let byID = Dictionary(letters.map { ($0["id"]?.text ?? "", $0) }) { first, _ in first }
    #expect(byID.count == letters.count, "a letter is listed twice; seed \(seed)")
    #expect(Set(byID.keys) == Set(names), "a letter is lost; seed \(seed)")
    let arrived = try arrivals()
    #expect(arrived.values.allSatisfy { $0 == 1 }, "a letter arrived twice; seed \(seed)")
    var (sent, unknown, unknownThatArrived) = (0, 0, 0)
    for (id, letter) in byID {
      let hasArrived = arrived[letter["message_id"]?.text ?? ""] != nil
      switch (letter["state"]?.text, letter["unknown"]) {
      case ("sent", _):
        sent += 1
        #expect(hasArrived, "'\(id)' is called sent and never arrived; seed \(seed)")
      case ("held", .bool(true)):
        unknown += 1
        if hasArrived { unknownThatArrived += 1 }
      case (let state, _):
        Issue.record("'\(id)' is \(state ?? "nowhere"): \(letter); seed \(seed)")
      }
    }
    let verified = try workspace.run("queue", "verify")
    #expect(verified.status == 0, "\(verified.output)")
    return Figures(
      kills: kills,
      letters: letters.count,
      sent: sent,
      unknown: unknown,
      unknownThatArrived: unknownThatArrived,
      arrived: arrived.count,
      seed: seed
    )
  }

  /// How often each letter of this siege arrived, by Message-ID.
  private func arrivals() throws -> [String: Int] {
    try server.settle()
    let mark = "A window for k\(seed % 100_000)-"
    var arrived: [String: Int] = [:]
    for mail in try server.delivered(containing: mark, count: 0) {
      let text = String(decoding: mail, as: UTF8.self)
      let line = text.split(separator: "\n").first { $0.hasPrefix("Message-ID: ") }
      arrived[String(line?.dropFirst(12) ?? ""), default: 0] += 1
    }
    return arrived
  }
}
