import DurableFiles
import MailMessage
import Outbox
import TestSupport
import Testing

/// A machine with a disk that can fail, an outbox on it, and people who get letters.
final class World {
  let memory: MemoryFileSystem
  let disk: FaultyFileSystem
  let postbox = Postbox()
  /// The letters of which the outbox said that they are in the queue.
  var approved: Set<String> = []
  /// The letters that a person wanted to be sent again.
  var sentAgain: Set<String> = []
  /// The letters that a person called sent.
  var calledSent: Set<String> = []
  var machine = "m1"
  var boot = 1
  var seconds: Int64 = 1_795_000_000

  static let folder = "/w/outbox"

  init(_ memory: MemoryFileSystem = MemoryFileSystem()) throws {
    self.memory = memory
    disk = FaultyFileSystem(memory)
    try memory.makeDirectory("/w/drafts")
  }

  var now: DateTime { DateTime(secondsSinceEpoch: seconds, offsetMinutes: 60) }

  var outbox: Outbox {
    Outbox(
      folder: Self.folder,
      lockFolder: "/w/.touchbase",
      fileSystem: disk,
      machine: MachineIdentity(machine: machine, boot: "boot-\(boot)")
    )
  }

  func opened() throws -> OpenOutbox {
    try outbox.opened(for: "a test", at: now)
  }

  static func letter(_ id: String, text: String = "Hello.") throws -> Submission {
    let message = """
      From: sam@example.org\r
      To: \(id)@example.net\r
      Subject: For \(id)\r
      Message-ID: <\(id)@example.org>\r
      \r
      \(text)\r\n
      """
    let envelope = Envelope(
      sender: try EmailAddress("sam@example.org"),
      recipients: [try EmailAddress("\(id)@example.net")]
    )
    return Submission(
      envelope: try #require(envelope),
      message: Array(message.utf8),
      facts: LetterFacts(
        id: id,
        contacts: [id],
        subject: "For \(id)",
        messageID: "<\(id)@example.org>"
      ),
      source: Array("To: \(id)@example.net\n\n\(text)\n".utf8)
    )
  }

  @discardableResult
  func enqueue(_ ids: String...) throws -> [EnqueueOutcome] {
    var outbox = try opened()
    let outcomes = try outbox.enqueue(try ids.map { try Self.letter($0) }, at: now)
    for case .queued(let id) in outcomes { approved.insert(id) }
    return outcomes
  }

  @discardableResult
  func run(
    _ transport: ScriptedTransport? = nil,
    isStopped: @escaping () -> Bool = { false }
  ) throws -> DeliveryReport {
    var transport = transport ?? ScriptedTransport(postbox)
    return try run(&transport, isStopped: isStopped)
  }

  func run(
    _ transport: inout ScriptedTransport,
    isStopped: @escaping () -> Bool = { false }
  ) throws -> DeliveryReport {
    var outbox = try opened()
    let moment = now
    return try outbox.run(&transport, QueueRunnerHooks(now: { moment }, isStopped: isStopped))
  }

  func withdraw(_ id: String) throws {
    var outbox = try opened()
    try outbox.withdraw(id, at: now) { file in
      try disk.replaceFile("/w/drafts/\(id).eml", with: file.source)
    }
  }

  func hold(_ id: String) throws {
    var outbox = try opened()
    try outbox.hold(id, reason: "wait", at: now)
  }

  func release(_ id: String) throws {
    var outbox = try opened()
    try outbox.release(id, at: now)
  }

  func resolve(_ id: String, wasSent: Bool) throws {
    if wasSent { calledSent.insert(id) } else { sentAgain.insert(id) }
    var outbox = try opened()
    try outbox.resolve(id, wasSent: wasSent, at: now)
  }

  func rotate() throws {
    var outbox = try opened()
    try outbox.rotate(at: now, atLeast: 1) { _ in true }
  }

  /// All letters by id.
  func entries() throws -> [String: QueueEntry] {
    let all = try outbox.open() + outbox.sent()
    return Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
  }

  /// `queue`, `held`, `unknown`, `sent` or `none`.
  func state(_ id: String) throws -> String {
    guard let entry = try entries()[id] else { return "none" }
    return entry.state.isUnknown ? "unknown" : entry.place.rawValue
  }

  /// The paths of the letters' files below the outbox.
  var files: [String] {
    memory.files
      .filter { $0.hasPrefix("\(Self.folder)/") && !$0.hasSuffix("/journal") }
      .filter { !$0.contains("/journals/2") }
      .map { String($0.dropFirst(Self.folder.utf8.count + 1)) }
  }

  func journal() throws -> String {
    String(decoding: try memory.readFile("\(Self.folder)/journal"), as: UTF8.self)
  }

  /// Changes one byte of a file.
  func flip(_ path: String, at offset: Int) throws {
    var bytes = try memory.readFile(path)
    bytes[offset] ^= 0x01
    memory.place(bytes, at: path)
  }
}
