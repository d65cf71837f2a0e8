/// What happened so far, and what follows from it for each person.
package struct History: Sendable {
  /// By time, then by id; each id is there once.
  package let entries: [HistoryEntry]
  /// Lines that could not be used, in the file's order.
  package let problems: [HistoryProblem]
  /// How many lines there were, those taken back included: no two entries have the same number.
  package let lineCount: Int
  /// The entries in the file's order.
  private let written: [HistoryEntry]
  private let byContact: [String: [HistoryEntry]]
  private let ids: Set<String>

  package init(
    entries: [HistoryEntry] = [],
    problems: [HistoryProblem] = [],
    lineCount: Int? = nil
  ) {
    self.lineCount = lineCount ?? entries.count
    var seen: Set<String> = []
    let unique = entries.filter { seen.insert($0.id).inserted }
    written = unique
    self.entries = unique.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    self.problems = problems
    self.ids = seen
    var byContact: [String: [HistoryEntry]] = [:]
    for entry in self.entries {
      for contact in Set(entry.contacts) { byContact[contact, default: []].append(entry) }
    }
    self.byContact = byContact
  }

  /// What was logged last, in the order of the file; letters that were sent are not logged.
  package var lastLogged: HistoryEntry? {
    written.last { $0.messageID == nil }
  }

  /// What happened with one person, by time.
  package func entries(with contact: String) -> [HistoryEntry] {
    byContact[contact] ?? []
  }

  /// The last time the two had to do with one another.
  package func lastTouch(with contact: String) -> HistoryEntry? {
    byContact[contact]?.last { $0.isTouch }
  }

  package func lastLetter(to contact: String) -> HistoryEntry? {
    byContact[contact]?.last { $0.kind == .letter }
  }

  package func lastReply(from contact: String) -> HistoryEntry? {
    byContact[contact]?.last { $0.kind == .reply }
  }

  /// The answer that the user has not answered in any way since; nil where none is owed.
  package func owedReply(to contact: String) -> HistoryEntry? {
    guard let last = lastTouch(with: contact), last.kind == .reply else { return nil }
    return last
  }

  /// Everything that the letters to one person drew on.
  package func used(with contact: String) -> Used {
    entries(with: contact).reduce(into: Used()) { all, entry in
      all.notes += entry.used.notes
      all.news += entry.used.news
      all.variants += entry.used.variants
      all.once += entry.used.once
    }
  }

  /// Whether an entry is there already.
  package func contains(id: String) -> Bool {
    ids.contains(id)
  }
}

extension History {
  /// No line is longer: a letter's facts are some hundred bytes.
  static let lineLimit = 256 * 1024

  /// Reads the bytes of `history.jsonl`; the path is the one people see.
  ///
  /// A line that cannot be used is a problem and the others are used; a last line without an end is
  /// read like any other.
  package init(path: String, bytes: [UInt8]) {
    var entries: [HistoryEntry] = []
    var problems: [HistoryProblem] = []
    var undone: Set<String> = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(Self.isSpace) {
      do {
        switch try Self.content(of: line) {
        case .entry(let entry): entries.append(entry)
        case .undo(let id): undone.insert(id)
        }
      } catch {
        problems.append(HistoryProblem(path: path, line: index + 1, condition: error))
      }
    }
    self.init(
      entries: entries.filter { !undone.contains($0.id) },
      problems: problems,
      lineCount: lines.count
    )
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  private static func content(of line: ArraySlice<UInt8>) throws(HistoryProblem.Condition)
    -> HistoryLine.Content
  {
    guard line.count <= lineLimit else { throw .tooLong(limit: lineLimit) }
    if let line = HistoryLine(plain: line) { return try line.content() }
    guard String(validating: line, as: UTF8.self) != nil else { throw .notUTF8 }
    return try HistoryLine.content(of: line)
  }
}
