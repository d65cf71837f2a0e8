internal import MailMessage

/// The journal as it was read: every letter's state, and what is wrong with the file.
struct Journal: Sendable {
  /// The first line: the format's version, and whose queue it is.
  static let heading = "touchbase journal 1 machine "
  /// Whose queue it is while one whose journal was lost is adopted.
  static let nobody = "-"
  static let limit = 256 << 20

  private(set) var states: [String: LetterState] = [:]
  /// The ids in the order of their approval.
  private(set) var order: [String] = []
  /// Whose queue it is; nil as long as there is no journal.
  private(set) var machine: String?
  /// Which file it is, by its own word; nil where it says nothing.
  private(set) var file: String?
  /// How many bytes are whole lines; what follows was torn by a crash.
  private(set) var wholeLength = 0
  /// Whether anything follows that a crash tore.
  var isTorn: Bool { wholeLength < length }
  private var length = 0
  /// Whether the last line is whole but for its end.
  private(set) var isLastLineUnended = false
  /// Lines, counted from 1, that are ended but not as they were written.
  private(set) var damagedLines: [Int] = []
  /// Whether all its lines are as they were written, and none of them tells of another machine.
  var isPlain: Bool { damagedLines.isEmpty && !isAdopted }
  private var isAdopted = false
  private var lineCount = 0
  /// When letters were attempted, each with how many: what the pace of the next pass begins with.
  private(set) var attempts: [(at: DateTime, count: Int)] = []

  init() {}

  /// Reads the file's bytes.
  ///
  /// - Throws: `OutboxError.newerJournal` when a later touchbase wrote it.
  init(_ bytes: [UInt8]) throws(OutboxError) {
    length = bytes.count
    if Self.isLostHeading(bytes) { return }
    var start = 0
    while let feed = bytes[...].firstLineFeed(from: start) {
      try read(bytes[start..<feed])
      start = feed + 1
    }
    wholeLength = start
    if lineCount > 0, start < bytes.count { readTail(bytes[start...]) }
  }

  /// The lines that are as they were written, in their order; none where there is no journal yet.
  static func lines(_ bytes: [UInt8]) throws(OutboxError) -> [JournalLine] {
    guard !isLostHeading(bytes) else { return [] }
    let lines = bytes.split(separator: 0x0A)
    var journal = Journal()
    try journal.readHeading(String(decoding: lines.first ?? [], as: UTF8.self))
    return lines.dropFirst().compactMap { JournalLine($0) }
  }

  /// Reads what has no line end: torn by a crash, unless it is a whole line.
  private mutating func readTail(_ bytes: ArraySlice<UInt8>) {
    if let line = JournalLine(bytes) {
      apply(line)
    } else if JournalLine(bytes.dropLast()) != nil {
      // The line end itself was changed; no crash does that.
      noteDamage()
    } else {
      return
    }
    wholeLength = bytes.endIndex
    isLastLineUnended = true
  }

  /// Letters in the queue of which a damaged line may have said more: whether they were sent is not
  /// sure, unless something is told of them later.
  var doubtfulIDs: [String] {
    guard let damaged = damagedLines.last else { return [] }
    return order.filter { id in
      states[id].map { $0.place == .queue && $0.lastLine < damaged } ?? false
    }
  }

  /// Whether there is but one line and it was never wholly on the disk: nothing was told by it.
  private static func isLostHeading(_ bytes: [UInt8]) -> Bool {
    guard let feed = bytes.firstIndex(of: 0x0A) else { return true }
    return feed == bytes.count - 1 && bytes.contains(0)
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>) throws(OutboxError) {
    if lineCount == 0 {
      try readHeading(String(decoding: bytes, as: UTF8.self))
    } else if let line = JournalLine(bytes) {
      apply(line)
    } else {
      noteDamage()
    }
  }

  private mutating func noteDamage() {
    lineCount += 1
    damagedLines.append(lineCount)
  }

  private mutating func readHeading(_ text: String) throws(OutboxError) {
    let machine = text.dropFirst(Self.heading.count)
    guard text.hasPrefix(Self.heading), !machine.isEmpty, !machine.contains(" ") else {
      throw .newerJournal(heading: text)
    }
    self.machine = String(machine)
    lineCount = 1
  }

  mutating func apply(_ line: JournalLine) {
    lineCount += 1
    switch line.event {
    case .adopted(let machine):
      self.machine = machine
      isAdopted = true
      return
    case .placed(let file):
      self.file = file
      return
    case .attempted(let count):
      attempts.append((line.at, count))
      return
    case .attempt: attempts.append((line.at, 1))
    case .queued, .commit, .dot, .sent, .retry, .refused, .unknown, .held, .released, .resolved,
      .withdrawn:
      break
    }
    // In its place: each letter has several lines.
    let isWithdrawn = states[line.id, default: LetterState(at: line.at)].take(line, at: lineCount)
    if isWithdrawn == nil {
      order.append(line.id)
    } else if case .queued = line.event, isWithdrawn == true {
      // A withdrawn letter that was approved again stands where it was approved last.
      order.removeAll { $0 == line.id }
      order.append(line.id)
    }
  }
}
