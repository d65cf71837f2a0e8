/// What a file tells, somebody after somebody, before it is understood.
struct ImportList {
  /// One record of the file.
  enum Entry {
    /// A record's values, and the line it begins on, the first being 1; formats without lines count
    /// paragraphs or records.
    case person([ImportCell], line: Int)
    case skipped(ImportReport.SkipReason, line: Int)
  }

  static let recordLimit = 100_000
  static let fieldLimit = 1 << 20
  static let cellLimit = 1000

  /// The names under which values stand, as far as the format has a header.
  var columns: [ImportCell] = []
  private(set) var entries: [Entry] = []
  let file: String

  init(of file: String) {
    self.file = file
  }

  /// Adds a record; one without any value is dropped, and so is one with a field over the limit,
  /// which is named.
  ///
  /// - Throws: ``ContactsError/tooManyRecords(file:limit:)``.
  mutating func add(_ cells: [ImportCell], line: Int) throws(ContactsError) {
    let cells = Self.joiningNotes(cells)
    guard cells.count <= Self.cellLimit else {
      return try skip(.tooManyFields(limit: Self.cellLimit), line: line)
    }
    let isTooLong = cells.contains { $0.text.utf8.count > Self.fieldLimit }
    if isTooLong { return try skip(.fieldTooLong(limit: Self.fieldLimit), line: line) }
    if cells.contains(where: { !PlainText.isBlank($0.text) }) {
      try add(.person(cells, line: line))
    }
  }

  /// Notes that follow one another as the lines of one.
  private static func joiningNotes(_ cells: [ImportCell]) -> [ImportCell] {
    guard cells.count(where: { $0.field == .notes }) > 1 else { return cells }
    var joined: [ImportCell] = []
    for cell in cells {
      if cell.field == .notes, joined.last?.field == .notes {
        joined[joined.count - 1].text += "\n" + cell.text
      } else {
        joined.append(cell)
      }
    }
    return joined
  }

  /// Adds a record that cannot be taken.
  ///
  /// - Throws: ``ContactsError/tooManyRecords(file:limit:)``.
  mutating func skip(_ reason: ImportReport.SkipReason, line: Int) throws(ContactsError) {
    try add(.skipped(reason, line: line))
  }

  /// Changes every value.
  mutating func forEachCell(_ change: (inout ImportCell) -> Void) {
    for index in entries.indices {
      guard case .person(var cells, let line) = entries[index] else { continue }
      for cell in cells.indices { change(&cells[cell]) }
      entries[index] = .person(cells, line: line)
    }
  }

  private mutating func add(_ entry: Entry) throws(ContactsError) {
    entries.append(entry)
    guard entries.count <= Self.recordLimit else {
      throw ContactsError.tooManyRecords(file: file, limit: Self.recordLimit)
    }
  }
}
