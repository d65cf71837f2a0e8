import DurableFiles
import MailMessage
@testable import Outbox
import TestSupport
import Testing

/// What is made of an outbox that somebody or something left in disorder.
@Suite struct RecoveryTests {
  let world: World
  let folder = World.folder

  init() throws {
    world = try World()
  }

  @Test func `a file that nobody approved here waits for a person`() throws {
    try world.enqueue("a")
    let bytes = try world.memory.readFile("\(folder)/queue/a.eml")
    try world.run()
    let other = try World()
    try other.enqueue("b")
    other.memory.place(bytes, at: "\(folder)/queue/a.eml")
    #expect(try other.run().letters.map(\.id) == ["b"])
    #expect(try other.state("a") == "held")
    #expect(try other.entries()["a"]?.reason == "its approval was interrupted")
  }

  @Test func `a queue that was put back from a copy waits for adoption`() throws {
    try world.enqueue("a", "b")
    let path = "\(folder)/journal"
    let (journal, letter) = (
      try world.memory.readFile(path), try world.memory.readFile("\(folder)/queue/a.eml")
    )
    try world.run()
    try world.memory.unlink(path)
    try world.memory.createFile(path, with: journal)
    world.memory.place(letter, at: "\(folder)/queue/a.eml")
    #expect(throws: OutboxError.foreignQueue) { try world.run() }
    try world.outbox.adopt(for: "a test", at: world.now)
    _ = try world.opened()
    #expect(try world.journal().split(separator: " PLACED ").count == 3)
  }

  @Test func `an outbox copied into the files of a newer one sends nothing twice`() throws {
    try world.enqueue("a", "b")
    let journal = try world.memory.readFile("\(folder)/journal")
    let letters = try ["a", "b"].map { try world.memory.readFile("\(folder)/queue/\($0).eml") }
    try world.run()
    world.memory.place(journal, at: "\(folder)/journal")
    for (id, bytes) in zip(["a", "b"], letters) {
      world.memory.place(bytes, at: "\(folder)/queue/\(id).eml")
    }
    let found = try world.run().letters.map { "\($0.id) \($0.outcome)" }
    #expect(found == ["a unknown", "b unknown"])
    #expect(world.postbox.arrivals == ["a": 1, "b": 1])
  }

  @Test func `a journal that was shortened is no copy`() throws {
    try world.enqueue("a", "b")
    try world.run()
    try world.rotate()
    try world.enqueue("c")
    #expect(try world.run().letters.map(\.id) == ["c"])
  }

  @Test func `what cannot be read among the letters keeps none of them`() throws {
    try world.enqueue("a")
    try world.memory.mkdir("\(folder)/queue/folder.eml", mode: 0o700)
    try world.memory.mkdir("\(folder)/held/other.eml", mode: 0o700)
    #expect(try world.run().letters.map(\.id) == ["a"])
  }

  @Test func `what a crash made unknown is told by whoever opens the outbox`() throws {
    try world.enqueue("a", "b")
    try Self.stop(world, after: " DOT a ")
    let report = try world.run()
    let letters = report.letters.map { "\($0.id) \($0.outcome)" }
    #expect(letters == ["a unknown", "b sent"])
    #expect(try world.opened().recovered.isEmpty)
  }

  @Test func `what was reported as approved is in the queue after a power cut`() throws {
    for loss in MemoryFileSystem.Loss.allCases {
      let world = try World()
      try world.enqueue("a", "b")
      world.memory.crash(losing: loss)
      world.boot += 1
      _ = try world.opened()
      #expect(try world.state("a") == "queue" && world.state("b") == "queue", "losing \(loss)")
    }
  }

  @Test func `a decision that was reported stands after a power cut`() throws {
    try world.enqueue("held", "freed", "back", "sent")
    try world.hold("freed")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["sent": [.swallowed]]
    let waits = ScriptedTransport.Step.early(.deferred("451"))
    for id in ["held", "back"] { transport.steps[id] = [waits] }
    try world.run(transport)
    try world.hold("held")
    try world.release("freed")
    try world.withdraw("back")
    try world.resolve("sent", wasSent: true)
    world.memory.crash(losing: .everything)
    world.boot += 1
    _ = try world.opened()
    #expect(try world.state("held") == "held")
    #expect(try world.state("freed") == "queue")
    #expect(try world.state("back") == "none")
    #expect(try world.state("sent") == "sent")
  }

  @Test func `a file that is no letter is neither sent nor touched`() throws {
    try world.enqueue("a")
    for (name, text) in [("x.eml", "Subject: x\r\n\r\nx\r\n"), ("y.eml", ""), ("z.txt", "z")] {
      world.memory.place(Array(text.utf8), at: "\(folder)/queue/\(name)")
    }
    #expect(try world.run().letters.map(\.id) == ["a"])
    #expect(world.files == ["queue/x.eml", "queue/y.eml", "queue/z.txt", "sent/2026/11/a.eml"])
  }

  @Test func `a letter that a person moved to the held ones stays there`() throws {
    try world.enqueue("a")
    try world.memory.rename("\(folder)/queue/a.eml", to: "\(folder)/held/a.eml")
    #expect(try world.run().letters.isEmpty)
    #expect(try world.state("a") == "held")
  }

  @Test func `a held letter that was moved into the queue by hand is held again`() throws {
    try world.enqueue("a")
    try world.hold("a")
    try world.memory.rename("\(folder)/held/a.eml", to: "\(folder)/queue/a.eml")
    #expect(try world.run().letters.isEmpty)
    #expect(world.files == ["held/a.eml"])
  }

  @Test func `a sent letter that is copied back into the queue is not sent again`() throws {
    try world.enqueue("a")
    let bytes = try world.memory.readFile("\(folder)/queue/a.eml")
    try world.run()
    world.memory.place(bytes, at: "\(folder)/queue/a.eml")
    #expect(try world.run().letters.isEmpty)
    #expect(world.files == ["sent/2026/11/a.eml"])
    #expect(world.postbox.arrivals["a"] == 1)
  }

  @Test func `a journal that was rolled back sends nothing again that stands among the sent`()
    throws
  {
    try world.enqueue("a", "b")
    let journal = try world.memory.readFile("\(folder)/journal")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["b": [.early(.deferred("451"))]]
    try world.run(transport)
    world.memory.place(journal, at: "\(folder)/journal")
    world.seconds += 40 * 86_400
    #expect(try world.run().letters.map(\.id) == ["b"])
    #expect(try world.state("a") == "sent")
    #expect(try world.enqueue("a") == [.duplicate(id: "a")])
  }

  @Test func `a torn last line is cut off and the next one is whole`() throws {
    try world.enqueue("a", "b")
    let bytes = try world.memory.readFile("\(folder)/journal")
    for length in (bytes.count - 40)..<bytes.count {
      let world = try World()
      try world.enqueue("a", "b")
      world.memory.place(Array(bytes.prefix(length)), at: "\(folder)/journal")
      let report = try world.run()
      // Only of `b` the line is torn; of a line that lacks but its end nothing is lost.
      #expect(report.letters.map(\.id) == (length == bytes.count - 1 ? ["a", "b"] : ["a"]))
      #expect(try world.state("b") == (length == bytes.count - 1 ? "sent" : "held"))
    }
  }

  @Test func `a queue of another machine is not touched until it is adopted`() throws {
    try world.enqueue("a")
    let journal = try world.journal()
    world.machine = "m2"
    #expect(throws: OutboxError.foreignQueue) { try world.run() }
    #expect(throws: OutboxError.foreignQueue) { try world.enqueue("b") }
    #expect(try world.journal() == journal)
    #expect(try world.state("a") == "queue", "it can be looked at")
    try world.outbox.adopt(for: "a test", at: world.now)
    #expect(try world.run().letters.map(\.id) == ["a"])
    world.machine = "m1"
    #expect(throws: OutboxError.foreignQueue) { try world.run() }
  }

  @Test func `letters without a journal wait for adoption, and none leaves twice`() throws {
    try world.enqueue("a", "b")
    try world.hold("b")
    try world.run()
    try world.memory.unlink("\(folder)/journal")
    world.seconds += 40 * 86_400
    #expect(throws: OutboxError.foreignQueue) { try world.enqueue("a") }
    try world.outbox.adopt(for: "a test", at: world.now)
    #expect(try world.enqueue("a") == [.duplicate(id: "a")])
    #expect(try world.state("a") == "sent")
    #expect(try world.state("b") == "unknown", "it may have left before the journal was lost")
    #expect(world.files == ["held/b.eml", "sent/2026/11/a.eml"])
    #expect(try world.run().letters.isEmpty)
  }

  @Test func `a queue whose adoption broke off is not adopted, or wholly`() throws {
    for point in 0... {
      let world = try World()
      try world.enqueue("a", "b")
      try world.hold("b")
      try world.run()
      try world.memory.unlink("\(folder)/journal")
      world.disk.arm(.stop, at: point)
      let adoption = Result { try world.outbox.adopt(for: "a test", at: world.now) }
      world.disk.disarm()
      world.memory.crash(losing: .nothing)
      if case .success = adoption { break }
      guard case .success(let outcomes) = Result(catching: { try world.enqueue("a") }) else {
        #expect(throws: OutboxError.foreignQueue) { try world.run() }
        continue
      }
      #expect(outcomes == [.duplicate(id: "a")], "point \(point)")
      #expect(try world.state("b") == "unknown", "point \(point)")
    }
  }

  @Test func `a kill before the dot leaves a letter in the queue, a power cut does not`() throws {
    for (boot, state) in [(1, "queue"), (2, "unknown")] {
      let world = try World()
      try world.enqueue("a", "b")
      // The process is gone between COMMIT and DOT of the first letter.
      try Self.stop(world, after: " COMMIT a ")
      world.boot = boot
      _ = try world.opened()
      #expect(try world.state("a") == state)
      #expect(try world.state("b") == "queue")
    }
  }

  @Test func `where no boot is known, a letter that was about to leave is unknown`() throws {
    let machine = MachineIdentity(machine: "m1", boot: "")
    #expect(machine.boot == MachineIdentity.unknown)
    try world.enqueue("a")
    try Self.stop(world, after: " COMMIT a ", boot: "unknown")
    let outbox = Outbox(
      folder: World.folder,
      lockFolder: "/w/.touchbase",
      fileSystem: world.disk,
      machine: machine
    )
    _ = try outbox.opened(for: "a test", at: world.now)
    #expect(try world.state("a") == "unknown")
  }

  /// Sends letters and stops once the journal has a line with those words.
  private static func stop(_ world: World, after words: String, boot: String? = nil) throws {
    for call in 0..<1000 {
      world.disk.arm(.stop, at: call)
      _ = Result { try world.run() }
      world.disk.disarm()
      world.memory.crash(losing: .nothing)
      if try world.journal().contains(words) { break }
    }
    guard let boot else { return }
    let lines = try world.journal().split(separator: "\n").map { line in
      line.contains(words)
        ? String(
          decoding: JournalLine(at: world.now, id: "a", event: .commit(boot: boot)).bytes
            .dropLast(),
          as: UTF8.self
        ) : String(line)
    }
    let text = lines.joined(separator: "\n") + "\n"
    world.memory.place(Array(text.utf8), at: "\(World.folder)/journal")
  }

  @Test func `no changed byte of the journal sends a letter twice or loses one`() throws {
    let length = try Self.brokenOff().journal().utf8.count
    var refused = 0
    for offset in 0..<length {
      let world = try Self.brokenOff()
      try world.flip("\(World.folder)/journal", at: offset)
      do {
        try world.run()
      } catch OutboxError.foreignQueue, OutboxError.newerJournal {
        refused += 1
        continue
      }
      world.seconds += 5 * 3600
      try world.run()
      #expect(world.postbox.arrivals.values.allSatisfy { $0 == 1 }, "byte \(offset)")
      let ids = world.files.compactMap { $0.split(separator: "/").last }.sorted()
      #expect(ids == ["dotted.eml", "held.eml", "sent.eml", "waits.eml"], "byte \(offset)")
    }
    #expect(refused > 0 && refused < 40)
  }

  /// Letters in every state, and a sender that was killed while it waited for an answer.
  private static func brokenOff() throws -> World {
    let world = try World()
    try world.enqueue("sent", "held", "waits", "dotted")
    try world.hold("held")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["waits": [.early(.deferred("451"))]]
    do {
      var outbox = try world.opened()
      var stopping = StoppingTransport(base: transport) {
        if world.postbox.arrivals["dotted"] == 1 { world.disk.arm(.stop, at: 0) }
      }
      let moment = world.now
      _ = Result { try outbox.run(&stopping, QueueRunnerHooks(now: { moment })) }
    }
    world.disk.disarm()
    world.memory.crash(losing: .nothing)
    return world
  }
}
