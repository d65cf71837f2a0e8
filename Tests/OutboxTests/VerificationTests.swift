import DurableFiles
@testable import Outbox
import TestSupport
import Testing

/// Whatever happens to a file or to the journal behind the outbox's back is found.
@Suite struct VerificationTests {
  let world: World
  let folder = World.folder

  init() throws {
    world = try World()
    try world.enqueue("waits", "stays", "gone", "went")
    try world.hold("stays")
    try world.withdraw("gone")
    var transport = ScriptedTransport(world.postbox)
    transport.steps = ["waits": [.early(.deferred("451"))]]
    try world.run(transport)
  }

  private func found() throws -> [String] {
    try world.outbox.verify(for: "a test").findings.map(\.description)
  }

  @Test func `an outbox that nobody touched is sound`() throws {
    let verification = try world.outbox.verify(for: "a test")
    #expect(verification.findings == [])
    #expect(verification.soundCount == 3)
  }

  @Test(arguments: ["queue/waits.eml", "held/stays.eml", "sent/2026/11/went.eml"])
  func `every flipped bit of a letter is found`(path: String) throws {
    let bytes = try world.memory.readFile("\(folder)/\(path)")
    var points = 0
    for offset in bytes.indices {
      var changed = bytes
      changed[offset] ^= 1 << UInt8(offset % 8)
      world.memory.place(changed, at: "\(folder)/\(path)")
      let verification = try world.outbox.verify(for: "a test")
      #expect(verification.findings.count == 1, "byte \(offset)")
      #expect(verification.findings.first?.path == "outbox/\(path)")
      #expect(verification.soundCount == 2)
      points += 1
    }
    print("flipped bits found in \(path): \(points)")
  }

  @Test func `a missing or added byte, and a later format, are found`() throws {
    let path = "\(folder)/sent/2026/11/went.eml"
    let bytes = try world.memory.readFile(path)
    for changed in [Array(bytes.dropLast()), bytes + [0x0A], []] {
      world.memory.place(changed, at: path)
      #expect(try found().count == 1)
    }
    let later = String(decoding: bytes, as: UTF8.self).replacing("Format: 1", with: "Format: 9")
    world.memory.place(Array(later.utf8), at: path)
    #expect(
      try found() == [
        "outbox/sent/2026/11/went.eml: a later touchbase wrote the file, in format 9"
      ]
    )
  }

  @Test func `a missing file is found`() throws {
    try world.memory.unlink("\(folder)/sent/2026/11/went.eml")
    try world.memory.unlink("\(folder)/held/stays.eml")
    #expect(
      try found() == [
        "the file of letter 'stays' is gone; the journal says it is held",
        "the file of letter 'went' is gone; the journal says it is sent",
      ]
    )
  }

  @Test func `a letter in two states is found, whatever the second copy holds`() throws {
    let bytes = try world.memory.readFile("\(folder)/sent/2026/11/went.eml")
    world.memory.place(bytes, at: "\(folder)/queue/went.eml")
    #expect(
      try found() == [
        "letter 'went' is in 2 places: outbox/queue/went.eml, outbox/sent/2026/11/went.eml"
      ]
    )
    world.memory.place([], at: "\(folder)/queue/went.eml")
    #expect(try found().count == 2)
  }

  @Test func `a letter in the wrong state, and one that came back, are found`() throws {
    try world.memory.rename("\(folder)/held/stays.eml", to: "\(folder)/queue/stays.eml")
    let bytes = QueueFile.bytes(of: try World.letter("gone")).bytes
    world.memory.place(bytes, at: "\(folder)/held/gone.eml")
    #expect(
      try found() == [
        "outbox/queue/stays.eml: the file belongs to outbox/held/stays.eml",
        "outbox/held/gone.eml: letter 'gone' was given back as a draft, but its file is still here",
      ]
    )
  }

  @Test func `another whole letter and one that nobody approved are found`() throws {
    let other = QueueFile.bytes(of: try World.letter("went", text: "Send money.")).bytes
    world.memory.place(other, at: "\(folder)/sent/2026/11/went.eml")
    world.memory.place(other, at: "\(folder)/queue/new.eml")
    #expect(
      try found() == [
        "outbox/sent/2026/11/went.eml: "
          + "the file is a whole letter, but not the one that was approved",
        "outbox/queue/new.eml: the journal knows nothing of this letter",
      ]
    )
  }

  @Test func `every flipped bit of the journal is found`() throws {
    let journal = try world.memory.readFile("\(folder)/journal")
    var refused = 0
    for offset in journal.indices {
      var changed = journal
      changed[offset] ^= 1 << UInt8(offset % 8)
      world.memory.place(changed, at: "\(folder)/journal")
      do {
        let isMachine = offset < journal.firstIndex(of: 0x0A) ?? 0
        #expect(try !found().isEmpty || isMachine, "byte \(offset)")
      } catch OutboxError.newerJournal {
        refused += 1
      }
    }
    print("flipped bits of the journal: \(journal.count), as no journal refused: \(refused)")
  }

  @Test func `nothing is changed by looking, not even what a crash left`() throws {
    try world.memory.rename("\(folder)/held/stays.eml", to: "\(folder)/queue/stays.eml")
    let before = world.memory.files
    let journal = try world.journal()
    _ = try found()
    #expect(world.memory.files == before)
    #expect(try world.journal() == journal)
  }

  @Test func `who sends meanwhile is named`() throws {
    let open = try world.opened()
    #expect(throws: OutboxError.busy(holder: "a test")) { _ = try found() }
    withExtendedLifetime(open) {}
  }
}
