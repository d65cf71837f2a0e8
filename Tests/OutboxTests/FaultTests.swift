import DurableFiles
import MailMessage
import Outbox
import TestSupport
import Testing

/// Every call to the disk fails once, and from then on, and is where the process or the machine
/// stops: nothing is lost, nothing is sent twice, every letter is in one state.
@Suite struct FaultTests {
  private func expectPromisesKept(_ name: String, _ programme: FaultProgramme) throws {
    let (points, broken) = try programme.run()
    print("faults tried in \(name): \(points)")
    #expect(points > 100)
    #expect(broken.isEmpty, "\(broken.count): \(broken.prefix(10).joined(separator: "\n"))")
  }

  @Test func `a fault while letters are approved`() throws {
    try expectPromisesKept(
      "approving",
      FaultProgramme(
        prepare: { _ in },
        act: { try $0.enqueue("a", "b", "c") }
      )
    )
  }

  @Test func `a fault while more letters are approved`() throws {
    try expectPromisesKept(
      "approving more",
      FaultProgramme(
        prepare: { world in
          try world.enqueue("a", "b")
          try world.run()
        },
        act: { try $0.enqueue("b", "c", "d") }
      )
    )
  }

  @Test func `a fault while letters are sent`() throws {
    try expectPromisesKept(
      "sending",
      FaultProgramme(
        prepare: { try $0.enqueue("a", "b", "c") },
        act: { try $0.run() },
        check: Self.onlyDottedAreUnknown
      )
    )
  }

  /// After a mere kill only a letter whose dot was allowed may be unknown.
  private static func onlyDottedAreUnknown(
    _ world: World,
    _ each: FaultProgramme.Case
  ) throws -> [String] {
    guard each.loss == .nothing else { return [] }
    _ = try world.opened()
    return try world.entries().values.filter {
      $0.state.isUnknown && !world.postbox.dotted.contains($0.id)
    }.map { "\($0.id) is unknown without a dot" }
  }

  @Test func `a fault while a server answers in every way there is`() throws {
    try expectPromisesKept(
      "sending with every answer",
      FaultProgramme(
        prepare: { try $0.enqueue("ok", "no", "later", "gone", "swallowed", "lost", "last") },
        act: { world in
          var transport = ScriptedTransport(world.postbox)
          transport.steps = [
            "no": [.late(.refused("554 5.7.1 No"))],
            "later": [.early(.deferred("451 4.7.1 Greylisted"))],
            "gone": [.early(.refused("550 5.1.1 Unknown"))],
            "swallowed": [.swallowed],
            "lost": [.early(.connectionLost("reset")), .late(.accepted("250 Ok"))],
          ]
          try world.run(transport)
        }
      )
    )
  }

  @Test func `a fault while letters are held, released, withdrawn and resolved`() throws {
    try expectPromisesKept(
      "deciding",
      FaultProgramme(
        prepare: { world in
          try world.enqueue("held", "freed", "back", "sent", "again", "rest")
          try world.hold("freed")
          var transport = ScriptedTransport(world.postbox)
          transport.steps = [
            "sent": [.swallowed], "again": [.swallowed],
            "held": [.early(.deferred("451"))], "back": [.early(.deferred("451"))],
            "rest": [.early(.deferred("451"))],
          ]
          try world.run(transport)
        },
        act: { world in
          try world.hold("held")
          try world.release("freed")
          try world.withdraw("back")
          try world.resolve("sent", wasSent: true)
          try world.resolve("again", wasSent: false)
        }
      )
    )
  }

  @Test func `a fault while a withdrawn letter is approved again`() throws {
    try expectPromisesKept(
      "approving again",
      FaultProgramme(
        prepare: { world in
          try world.enqueue("a", "b")
          try world.withdraw("a")
          // As the commands do, the draft goes once the letter is approved; here it stays.
        },
        act: { world in
          var outbox = try world.opened()
          _ = try outbox.enqueue([try World.letter("a", text: "Better.")], at: world.now)
        }
      )
    )
  }

  @Test func `a fault while what a crash left is put in order`() throws {
    try expectPromisesKept(
      "recovering",
      FaultProgramme(
        prepare: { world in
          try world.enqueue("a", "b", "c", "d")
          try world.withdraw("d")
          // The process is gone between the yes to the second letter and its line in the journal.
          try Self.stopAfterAcceptance(of: 2, in: world)
          world.memory.crash(losing: .nothing)
        },
        act: { _ = try $0.opened() }
      )
    )
  }

  /// Sends, and stops at the first call to the disk after so many letters were accepted.
  private static func stopAfterAcceptance(of count: Int, in world: World) throws {
    var outbox = try world.opened()
    var transport = StoppingTransport(base: ScriptedTransport(world.postbox)) {
      if world.postbox.arrivals.count == count { world.disk.arm(.stop, at: 0) }
    }
    let moment = world.now
    #expect(throws: OutboxError.self) {
      _ = try outbox.run(&transport, QueueRunnerHooks(now: { moment }))
    }
    world.disk.disarm()
  }

  @Test func `a fault while letters are sent over three connections`() throws {
    try expectPromisesKept(
      "sending over three connections",
      FaultProgramme(
        prepare: { try $0.enqueue("a", "b", "c", "d", "e", "f", "g", "h", "i") },
        act: { world in
          var outbox = try world.opened()
          var lanes = SeededLanes(world.postbox, lanes: 3, seed: 7)
          let moment = world.now
          _ = try outbox.run(&lanes, pace: nil, QueueRunnerHooks(now: { moment }))
        }
      )
    )
  }

  @Test func `a fault while a queue from another machine is adopted`() throws {
    try expectPromisesKept(
      "adopting",
      FaultProgramme(
        prepare: { world in
          try world.enqueue("sent", "dotted", "waits", "held")
          try world.hold("held")
          try Self.stopAfterAcceptance(of: 2, in: world)
          world.memory.crash(losing: .nothing)
          world.machine = "m2"
          world.boot += 1
        },
        act: { try $0.outbox.adopt(for: "a test", at: $0.now) },
        afterwards: { try $0.outbox.adopt(for: "a test", at: $0.now) }
      )
    )
  }

  @Test func `a fault while a queue without a journal is adopted`() throws {
    try expectPromisesKept(
      "adopting without a journal",
      FaultProgramme(
        prepare: { world in
          try world.enqueue("sent", "waits", "held")
          try world.hold("held")
          var transport = ScriptedTransport(world.postbox)
          transport.steps = ["waits": [.early(.deferred("451"))]]
          try world.run(transport)
          try world.memory.unlink("\(World.folder)/journal")
        },
        act: { try $0.outbox.adopt(for: "a test", at: $0.now) },
        afterwards: { world in
          try world.outbox.adopt(for: "a test", at: world.now)
          // What nobody knows anything of is held until a person says so.
          for entry in try world.outbox.open() where entry.place == .held && !entry.state.isUnknown
          {
            try world.release(entry.id)
          }
        }
      )
    )
  }

  @Test func `a fault while disorder that people made is put in order`() throws {
    try expectPromisesKept(
      "tidying up",
      FaultProgramme(
        prepare: { world in
          try world.enqueue("kept", "moved", "freed", "back", "sent")
          try world.hold("freed")
          let folder = World.folder
          let bytes = try world.memory.readFile("\(folder)/queue/sent.eml")
          var transport = ScriptedTransport(world.postbox)
          for id in ["kept", "moved", "back"] { transport.steps[id] = [.early(.deferred("451"))] }
          try world.run(transport)
          world.memory.place(bytes, at: "\(folder)/queue/sent.eml")
          try world.memory.rename("\(folder)/queue/moved.eml", to: "\(folder)/held/moved.eml")
          try world.memory.rename("\(folder)/held/freed.eml", to: "\(folder)/queue/freed.eml")
        },
        act: { _ = try $0.opened() }
      )
    )
  }

  @Test func `a kill is followed by a power cut before anything more was synchronized`() throws {
    var points = 0
    var broken: [String] = []
    for call in 0..<400 {
      let world = try World()
      world.disk.arm(.stop, at: call)
      _ = Result {
        try world.enqueue("a", "b")
        try world.run()
      }
      let isReached = world.disk.count > call
      world.disk.disarm()
      world.memory.crash(losing: .nothing)
      try world.enqueue("c")
      try world.run()
      world.memory.crash(losing: .everything)
      world.boot += 1
      broken += try world.brokenPromises().map { "call \(call): \($0)" }
      if !isReached { break }
      points += 1
    }
    print("faults tried in kill and power cut: \(points)")
    #expect(points > 50)
    #expect(broken.isEmpty, "\(broken.prefix(10).joined(separator: "\n"))")
  }
}

/// A transport after each of whose letters something happens.
struct StoppingTransport: Transport {
  var base: ScriptedTransport
  let afterwards: () -> Void

  mutating func connect() throws(TransportFailure) { try base.connect() }

  mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome {
    let outcome = try base.deliver(envelope, message, commit: commit)
    afterwards()
    return outcome
  }

  mutating func disconnect() { base.disconnect() }
}
