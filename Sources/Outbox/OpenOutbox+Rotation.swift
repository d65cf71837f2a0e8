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
    let leaving = Set(journal.order.filter { id in mayLeave(id, isRecorded) })
    let lines = leaving.reduce(0) { $0 + journal.lineCounts[$1, default: 0] }
    // Where the open letters have most of the lines, little would be gained by writing them anew.
    let all = journal.lineCounts.values.reduce(0, +)
    guard lines >= lineCount, lines * 4 >= all else { return }
    var parts = JournalParts(machine: journal.machine ?? outbox.machine.machine)
    try synchronizeJournal()
    parts.take(try outbox.journalBytes(), leaving)
    parts.noteAttempts(journal.attempts, now: now)
    try archive(parts.leaving, at: now)
    try replaceJournal(with: parts.staying)
    archivedIDs = nil
  }

  private func mayLeave(_ id: String, _ isRecorded: (String) -> Bool) -> Bool {
    guard let state = journal.states[id] else { return false }
    return state.place == nil || state.place == .sent && isRecorded(id)
  }

  private mutating func archive(_ bytes: [UInt8], at now: DateTime) throws(OutboxError) {
    do throws(FileSystemError) {
      try settleFolder(outbox.archiveFolder)
      for number in 1... {
        let name = Outbox.archiveName(CalendarDay(now), number: number)
        do throws(FileSystemError) {
          return try files.createFile("\(outbox.archiveFolder)/\(name)", with: bytes)
        } catch  where error.isAlreadyThere {
          continue
        }
      }
    } catch {
      throw .disk(error)
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
  private(set) var leaving: [UInt8]
  private(set) var staying: [UInt8]
  /// How often the staying letters were attempted at a moment, in seconds since 1970.
  private var stayingAttempts: [Int64: Int] = [:]

  init(machine: String) {
    leaving = Array("\(Journal.heading)\(machine)\n".utf8)
    staying = leaving
  }

  /// Damaged lines stay: what they told may be about a letter that is still open.
  mutating func take(_ journal: [UInt8], _ ids: Set<String>) {
    for bytes in journal.split(separator: 0x0A).dropFirst() {
      let line = JournalLine(bytes)
      if let line, ids.contains(line.id) {
        leaving += bytes
        leaving.append(0x0A)
        continue
      }
      if let line {
        if case .attempted = line.event { continue }
        if case .attempt = line.event {
          stayingAttempts[line.at.secondsSinceEpoch, default: 0] += 1
        }
      }
      staying += bytes
      staying.append(0x0A)
    }
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
