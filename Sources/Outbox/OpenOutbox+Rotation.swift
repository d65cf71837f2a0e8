internal import DurableFiles
package import MailMessage

extension OpenOutbox {
  /// Moves the lines of settled letters out of the journal into an archive, once they are many, so
  /// that the next start need not read about every letter that was ever sent.
  ///
  /// The archive is on the disk before the journal lets go of anything, so a crash between the two
  /// leaves lines in both, never in none. `isRecorded` tells of a sent letter whether somebody else
  /// has what they need of it; else it stays. Nothing may be in flight.
  package mutating func rotate(
    at now: DateTime,
    atLeast lineCount: Int = 1000,
    isRecorded: (String) -> Bool
  ) throws(OutboxError) {
    var leaving: Set<String> = []
    var (lines, all) = (0, 0)
    for id in journal.order {
      guard let state = journal.states[id] else { continue }
      all += state.lineCount
      guard state.place == nil || state.place == .sent && isRecorded(id) else { continue }
      leaving.insert(id)
      lines += state.lineCount
    }
    // Where the open letters have most of the lines, little would be gained by writing them anew.
    guard lines >= lineCount, lines * 4 >= all else { return }
    try synchronizeJournal()
    var parts = try archive(leaving, at: now)
    parts.noteAttempts(journal.attempts, now: now)
    try replaceJournal(with: parts.staying)
    try notePlace(at: now)
    archivedIDs = nil
  }

  /// Puts the lines of some letters into a new archive; returns the others.
  ///
  /// Where no letter stays, the archive is the journal itself, under a second name until it gets a
  /// successor. Else the lines are written piece by piece, since they may be many.
  private mutating func archive(
    _ ids: Set<String>,
    at now: DateTime
  ) throws(OutboxError) -> JournalParts {
    let heading = Array("\(Journal.heading)\(journal.machine ?? outbox.machine.machine)\n".utf8)
    var parts = JournalParts(heading, leaving: ids, isChecked: journal.damagedLines.isEmpty)
    // What was written last counts: after a clock that was set back as well.
    let day = max(CalendarDay(now), try outbox.lastArchiveDay() ?? CalendarDay(now))
    do throws(FileSystemError) {
      try settleFolder(outbox.archiveFolder)
      let path = try freeArchivePath(on: day)
      let isWhole = journal.isPlain && ids.count == journal.order.count
      if isWhole, try files.addName(path, to: outbox.journalPath) { return parts }
      try files.createFile(path) { (append) throws(FileSystemError) in
        try append(heading)
        try files.readPieces(outbox.journalPath) { (piece) throws(FileSystemError) in
          try append(parts.take(piece))
        }
        try append(parts.takeRest())
      }
    } catch {
      throw .disk(error)
    }
    return parts
  }

  /// The path of the next archive of a day; only who has the lock makes one.
  private func freeArchivePath(on day: CalendarDay) throws(FileSystemError) -> String {
    var number = 1
    while true {
      let name = Outbox.archiveName(day, number: number)
      let path = "\(outbox.archiveFolder)/\(name)"
      if try !files.exists(path) { return path }
      number += 1
    }
  }

  /// The letters of the archive that were not given back as drafts.
  mutating func archivedLetters() throws(OutboxError) -> Set<String> {
    if let archivedIDs { return archivedIDs }
    let ids = try outbox.archivedIDs()
    archivedIDs = ids
    return ids
  }

  /// Takes an archived letter back into the journal, where something is to be said of it again.
  mutating func recall(_ id: String) throws(OutboxError) {
    guard journal.states[id] == nil, try archivedLetters().contains(id) else { return }
    var lines: [JournalLine] = []
    for path in try outbox.archives() {
      let found = try Journal.lines(outbox.archiveBytes(path)).filter { $0.id == id }
      if !found.isEmpty { lines = found }
    }
    try record(lines)
  }
}

/// A journal's lines in two journals: those of the letters that leave, and the others.
private struct JournalParts {
  private(set) var staying: [UInt8]
  private let leavingIDs: Set<String>
  /// Whether every line is known to be as it was written.
  private let isChecked: Bool
  private var isHeadingPassed = false
  /// The beginning of a line whose end is in the next piece.
  private var half: [UInt8] = []
  /// How often the staying letters were attempted at a moment, in seconds since 1970.
  private var stayingAttempts: [Int64: Int] = [:]

  init(_ heading: [UInt8], leaving ids: Set<String>, isChecked: Bool) {
    staying = heading
    leavingIDs = ids
    self.isChecked = isChecked
  }

  /// Takes the next piece of the journal and returns the lines that leave.
  mutating func take(_ piece: [UInt8]) -> [UInt8] {
    let bytes = half + piece
    var leaving: [UInt8] = []
    var start = 0
    while let feed = bytes[...].firstLineFeed(from: start) {
      take(bytes[start..<feed], &leaving)
      start = feed + 1
    }
    half = Array(bytes[start...])
    return leaving
  }

  /// Takes what stands behind the last line end, and returns it if it leaves.
  mutating func takeRest() -> [UInt8] {
    half.isEmpty ? [] : take([0x0A])
  }

  /// Damaged lines stay: what they told may be about a letter that is still open.
  private mutating func take(_ bytes: ArraySlice<UInt8>, _ leaving: inout [UInt8]) {
    guard isHeadingPassed else { return isHeadingPassed = true }
    if bytes.isEmpty { return }
    let words = isChecked ? JournalWords(checked: bytes) : JournalWords(bytes)
    if let words, leavingIDs.contains(String(decoding: words.id, as: UTF8.self)) {
      leaving += bytes
      leaving.append(0x0A)
      return
    }
    if let line = JournalLine(bytes) {
      switch line.event {
      // The successor is another file, and has a sum of its own.
      case .attempted, .placed: return
      case .attempt: stayingAttempts[line.at.secondsSinceEpoch, default: 0] += 1
      default: break
      }
    }
    staying += bytes
    staying.append(0x0A)
  }

  /// Keeps for the pace how many letters that leave were attempted in each minute of the last day.
  ///
  /// They count as attempted at the minute's last of them, so that the pace waits rather too long.
  mutating func noteAttempts(_ attempts: [(at: DateTime, count: Int)], now: DateTime) {
    var minutes: [Int64: (at: DateTime, count: Int)] = [:]
    for attempt in attempts {
      let second = attempt.at.secondsSinceEpoch
      // Those whose own lines stay are not counted again.
      let staying = min(attempt.count, stayingAttempts[second, default: 0])
      stayingAttempts[second, default: 0] -= staying
      let count = attempt.count - staying
      guard count > 0, abs(now.secondsSinceEpoch - second) <= PaceWindow.longest else { continue }
      let known = minutes[second / 60]
      let at = known.map { max($0.at, attempt.at) } ?? attempt.at
      minutes[second / 60] = (at, (known?.count ?? 0) + count)
    }
    for (_, minute) in minutes.sorted(by: { $0.key < $1.key }) {
      staying += JournalLine(at: minute.at, id: "-", event: .attempted(count: minute.count)).bytes
    }
  }
}
