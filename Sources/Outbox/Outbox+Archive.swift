internal import DurableFiles
internal import MailMessage

/// The archived journals: the lines of letters whose fate was settled, in files that never change.
///
/// Each is a journal of its own, named after the day on which its letters left the living one and a
/// number: `journals/2026-11-23.0001`. One that is the journal of its day itself goes on with it where
/// a crash came before the journal's successor. A letter may stand in two of them, and in the living journal
/// as well, where a crash came between; what was written last counts.
extension Outbox {
  static let archiveName = "journals"

  var archiveFolder: String { "\(folder)/\(Self.archiveName)" }

  /// The paths of the archived journals, in the order in which they were written.
  ///
  /// With a day, those are left out that can hold nothing of that day or later.
  func archives(since day: CalendarDay? = nil) throws(OutboxError) -> [String] {
    let names = try names(in: archiveFolder).filter { name in
      guard let written = Self.archiveDay(name) else { return false }
      return day.map { written >= $0 } ?? true
    }
    return names.sorted().map { "\(archiveFolder)/\($0)" }
  }

  /// The day that the last archived journal is named after; nil where there is none.
  func lastArchiveDay() throws(OutboxError) -> CalendarDay? {
    try names(in: archiveFolder).compactMap(Self.archiveDay).max()
  }

  private static func archiveDay(_ name: String) -> CalendarDay? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(\.isWholeNumber) else {
      return nil
    }
    return CalendarDay(iso8601: parts[0])
  }

  /// The name of the n-th archive of a day.
  static func archiveName(_ day: CalendarDay, number: Int) -> String {
    let digits = String(number)
    return "\(day)." + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  func archiveBytes(_ path: String) throws(OutboxError) -> [UInt8] {
    do throws(FileSystemError) {
      return try fileSystem.readFile(path, limit: Journal.limit)
    } catch {
      throw .disk(error)
    }
  }

  /// Everything that the archived journals and the living one tell, or what they tell of a day and
  /// those after it.
  func wholeJournal(since day: CalendarDay? = nil) throws(OutboxError) -> Journal {
    var whole = Journal()
    for line in try lines(since: day) { whole.apply(line) }
    return whole
  }

  /// The lines of the archived journals and then those of the living one.
  func lines(since day: CalendarDay? = nil) throws(OutboxError) -> [JournalLine] {
    var lines: [JournalLine] = []
    for path in try archives(since: day) { lines += try Journal.lines(archiveBytes(path)) }
    return try lines + Journal.lines(journalBytes())
  }

  /// The ids of the archived letters that were not given back as drafts.
  ///
  /// It looks at three words of each line and no more: this is asked at each approval.
  func archivedIDs() throws(OutboxError) -> Set<String> {
    var ids: Set<String> = []
    for path in try archives() {
      for line in try archiveBytes(path).split(separator: 0x0A).dropFirst() {
        let words = line.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count > 2 else { continue }
        let id = String(decoding: words[2], as: UTF8.self)
        if words[1].elementsEqual("WITHDRAWN".utf8) {
          ids.remove(id)
        } else if words[1].elementsEqual("QUEUED".utf8) {
          ids.insert(id)
        }
      }
    }
    return ids
  }
}
