internal import DurableFiles

/// The journal as it was read: every letter's state, and what is wrong with the file.
struct Journal: Sendable {
  /// The first line: the format's version, and whose queue it is.
  static let heading = "touchbase journal 1 machine "
  static let limit = 256 << 20

  private(set) var states: [String: LetterState] = [:]
  /// The ids in the order of their approval.
  private(set) var order: [String] = []
  private(set) var machine: String?
  /// How many bytes are whole lines; what follows was torn by a crash.
  private(set) var wholeLength = 0
  /// Lines, counted from 1, that are whole but not as they were written.
  private(set) var damagedLines: [Int] = []
  private(set) var lines: [JournalLine] = []

  init() {}

  /// Reads the file's bytes.
  ///
  /// - Throws: `OutboxError.newerJournal` when a later touchbase wrote it.
  init(_ bytes: [UInt8]) throws(OutboxError) {
    var number = 0
    var start = 0
    while let feed = bytes[start...].firstIndex(of: 0x0A) {
      number += 1
      try read(bytes[start..<feed], number: number)
      start = feed + 1
    }
    wholeLength = start
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>, number: Int) throws(OutboxError) {
    if number == 1 {
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.hasPrefix(Self.heading) else { throw .newerJournal(heading: text) }
      machine = String(text.dropFirst(Self.heading.count))
    } else if let line = JournalLine(bytes) {
      apply(line)
    } else {
      damagedLines.append(number)
    }
  }

  mutating func apply(_ line: JournalLine) {
    lines.append(line)
    if states[line.id] != nil {
      states[line.id]?.apply(line)
    } else if let state = LetterState(first: line) {
      states[line.id] = state
      order.append(line.id)
    }
  }
}
