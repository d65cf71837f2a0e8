import DurableFiles
import MailMessage
@testable import Outbox
import TestSupport
import Testing

/// Letters whose fate is settled leave the journal, and are known all the same.
@Suite struct RotationTests {
  let world: World

  init() throws {
    world = try World()
    try world.enqueue("a", "b", "waits", "back")
    try world.withdraw("back")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["waits": [.early(.deferred("451"))]]
    try world.run(transport)
  }

  @Test func `settled letters leave the journal for an archive, open ones stay`() throws {
    try world.rotate()
    let journal = try world.journal()
    #expect(!journal.contains(" a ") && !journal.contains(" b ") && !journal.contains(" back "))
    #expect(journal.contains(" waits "))
    #expect(
      world.memory.files.filter { $0.contains("/journals/") } == [
        "\(World.folder)/journals/2026-11-18.0001"
      ]
    )
    #expect(try world.state("a") == "sent" && world.state("waits") == "queue")
    #expect(try world.outbox.entry("a").path == "sent/2026/11/a.eml")
    #expect(try world.outbox.knownIDs() == ["a", "b", "waits"])
    #expect(try world.outbox.verify(for: "a test").findings == [])
  }

  @Test func `the life of a letter is told from before and after its archive`() throws {
    try world.rotate()
    try world.enqueue("c")
    #expect(
      try world.outbox.log("a").map(\.event.words.word) == [
        "QUEUED", "ATTEMPT", "COMMIT", "DOT", "SENT",
      ]
    )
    let words = try world.outbox.log().map(\.id)
    #expect(Set(words) == ["a", "b", "waits", "back", "c"])
    #expect(try world.outbox.log(since: CalendarDay(world.now).adding(days: 1)).isEmpty)
    #expect(try world.outbox.sent(since: CalendarDay(world.now)).map(\.id) == ["a", "b"])
    #expect(try world.outbox.sent(since: CalendarDay(world.now).adding(days: 1)).isEmpty)
    #expect(throws: OutboxError.noSuchLetter("x")) { try world.outbox.log("x") }
  }

  @Test func `an archived letter is not approved again, a withdrawn one is`() throws {
    try world.rotate()
    #expect(try world.enqueue("a", "back") == [.duplicate(id: "a"), .queued(id: "back")])
    #expect(try world.run().letters.map(\.id) == ["back"])
    #expect(world.postbox.arrivals == ["a": 1, "b": 1, "back": 1])
  }

  @Test func `an archived letter that is copied back into the queue is not sent again`() throws {
    let bytes = try world.memory.readFile("\(World.folder)/sent/2026/11/a.eml")
    try world.rotate()
    world.memory.place(bytes, at: "\(World.folder)/queue/a.eml")
    #expect(try world.run().letters.isEmpty)
    #expect(
      world.files.sorted() == [
        "queue/waits.eml", "sent/2026/11/a.eml", "sent/2026/11/b.eml",
      ]
    )
    #expect(try world.state("a") == "sent")
  }

  @Test func `what was written last counts, though the clock was set back`() throws {
    world.seconds += 400 * 86_400
    try world.rotate()
    world.seconds -= 400 * 86_400
    try world.enqueue("back")
    try world.run()
    try world.rotate()
    #expect(world.postbox.arrivals["back"] == 1)
    #expect(try world.enqueue("back") == [.duplicate(id: "back")])
    #expect(try world.outbox.verify(for: "a test").findings == [])
  }

  @Test func `a letter that nobody recorded stays in the journal`() throws {
    var outbox = try world.opened()
    try outbox.rotate(at: world.now, atLeast: 1) { $0 == "b" }
    let journal = try world.journal()
    #expect(journal.contains(" a ") && !journal.contains(" b "))
    #expect(try world.outbox.sent(except: { _ in false }).map(\.id) == ["a"])
  }

  @Test func `a short journal is left as it is`() throws {
    let journal = try world.journal()
    var outbox = try world.opened()
    try outbox.rotate(at: world.now) { _ in true }
    #expect(try world.journal() == journal)
  }

  @Test func `damaged lines stay, and a letter that they were about is put where its file is`()
    throws
  {
    let text = try world.journal()
    let place = try #require(text.utf8.firstRange(of: Array(" SENT b ".utf8)))
    let offset = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
    try world.flip("\(World.folder)/journal", at: offset + 3)
    try world.rotate()
    #expect(try world.state("b") == "sent")
    #expect(
      try world.outbox.verify(for: "a test").findings.map(\.kind.word).contains(
        "damaged-journal"
      )
    )
  }

  @Test func `every letter is told once, however often the journal is rotated`() throws {
    for day in 0..<20 {
      world.seconds += 86_400
      try world.enqueue("day-\(day)")
      try world.run()
      try world.rotate()
    }
    #expect(try world.outbox.sent().map(\.id).count == 23)
    // The heading, which file it is, and what the pace needs of the last day.
    #expect(try world.journal().split(separator: "\n").count <= 4)
    #expect(try world.outbox.verify(for: "a test").findings == [])
  }

  @Test(arguments: [true, false])
  func `where no letter stays the archive is the journal as it was`(
    knowsSecondNames: Bool
  ) throws {
    let world = try World(MemoryFileSystem(knowsSecondNames: knowsSecondNames))
    for id in ["a", "b"] {
      try world.enqueue(id, "back")
      try world.withdraw("back")
      try world.run()
      let journal = try world.journal().split(separator: "\n")
      try world.rotate()
      let archive = try #require(world.memory.files.last { $0.contains("/journals/") })
      let lines = String(decoding: try world.memory.readFile(archive), as: UTF8.self)
        .split(separator: "\n")
      let isLetter = { (line: Substring) in
        !line.contains(" ATTEMPTED ") && !line.contains(" PLACED ")
      }
      #expect(lines.filter(isLetter) == journal.filter(isLetter))
      #expect(try world.journal().split(separator: "\n").count == 3)
    }
    try world.enqueue("c")
    try world.run()
    #expect(try world.outbox.knownIDs() == ["a", "b", "c"])
    #expect(try world.outbox.log("a").map(\.event.words.word).last == "SENT")
    #expect(try world.outbox.sent().map(\.id) == ["a", "b", "c"])
    #expect(try world.outbox.verify(for: "a test").findings == [])
  }

  @Test func `a journal that tells of two machines stays where it is`() throws {
    let world = try World()
    try world.enqueue("a")
    try world.run()
    var outbox = try world.opened()
    try outbox.record([JournalLine(at: world.now, id: "-", event: .adopted(machine: "n"))])
    try outbox.rotate(at: world.now, atLeast: 1) { _ in true }
    #expect(try world.journal().contains(" ADOPTED - n"))
    #expect(try world.outbox.log("a").map(\.event.words.word).last == "SENT")
  }

  @Test(arguments: [false, true])
  func `a fault while the journal is rotated`(noneStays: Bool) throws {
    let programme = FaultProgramme(
      prepare: { world in
        try world.enqueue("a", "b", "waits", "back")
        try world.withdraw("back")
        var transport = ScriptedTransport(world.postbox)
        if !noneStays { transport.steps = ["waits": [.early(.deferred("451"))]] }
        try world.run(transport)
      },
      act: { world in
        try world.rotate()
        try world.enqueue("c")
      },
      check: { world, _ in
        _ = try world.opened()
        let known = try world.outbox.knownIDs()
        return known.isSuperset(of: ["a", "b", "waits"]) ? [] : ["only \(known) are known"]
      }
    )
    let (points, broken) = try programme.run()
    print("faults tried in rotating: \(points)")
    #expect(points > 100)
    #expect(broken.isEmpty, "\(broken.count): \(broken.prefix(10).joined(separator: "\n"))")
  }

  @Test func `a letter that stays takes none of the others' attempts from the pace`() throws {
    let world = try World()
    try world.enqueue("a", "b", "c")
    try world.run()
    try world.rotate()
    try world.enqueue("stays", "d")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["stays": [.swallowed]]
    try world.run(transport)
    for _ in 0..<3 { try world.rotate() }
    let words = try world.journal().split(separator: "\n").map { $0.split(separator: " ") }
    let attempts = words.count { $0[1] == "ATTEMPT" }
    let archived = words.filter { $0[1] == "ATTEMPTED" }.compactMap { Int($0[3]) }
    #expect(attempts == 1)
    #expect(archived.reduce(0, +) == 4)
  }

  @Test(arguments: [0, 100_000])
  func `a start looks at nothing that was sent, however much there is`(count: Int) throws {
    let world = try World()
    try world.enqueue("a", "b")
    try world.run()
    try world.enqueue("c")
    try world.rotate()
    for number in 0..<count {
      world.memory.place([], at: "\(World.folder)/sent/2026/10/l\(number).eml")
    }
    world.disk.disarm()
    _ = try world.opened()
    print("calls to the disk of a start with \(count) more letters in sent/: \(world.disk.count)")
    #expect(world.disk.count < 40)
  }
}
