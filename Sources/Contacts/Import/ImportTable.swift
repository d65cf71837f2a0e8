/// A list of people as rows under named columns.
struct ImportTable {
  /// A column's name and what it means; without a meaning its cells are kept under `more:`.
  struct Column: Equatable {
    let name: String
    let field: ImportField?
  }

  static let sizeLimit = 64 << 20
  static let recordLimit = 100_000
  private static let headerLines = 10
  private static let delimiters = Array(",;\t|".utf8)

  let columns: [Column]
  /// What stands below the header, empty and blank rows included.
  private(set) var rows: [CSVReader.Row] = []

  /// Finds the delimiter and the header, and reads the rows.
  ///
  /// - Parameters:
  ///   - file: The name by which errors call the file.
  ///   - bytes: The whole file in any of the encodings of ``TextDecoding``.
  ///   - mapping: What the user says about the columns.
  /// - Throws: ``ContactsError`` when the file as a whole cannot be taken.
  init(file: String, bytes: [UInt8], mapping: ColumnMapping) throws(ContactsError) {
    guard bytes.count <= Self.sizeLimit else {
      throw ContactsError.fileTooLarge(file: file, limit: Self.sizeLimit)
    }
    let text = TextDecoding.utf8(bytes)
    guard text.contains(where: { $0 > 0x20 }), !Self.isBinary(text) else {
      throw ContactsError.notAList(file: file)
    }
    var reader = try Self.readerBelowHeader(text, file: file, mapping: mapping)
    self.columns = Self.columns(named: reader.header, mapping: mapping)
    try Self.checkMapping(mapping, against: reader.header, file: file)
    while let row = reader.rows.next() {
      rows.append(row)
      guard rows.count <= Self.recordLimit else {
        throw ContactsError.tooManyRecords(file: file, limit: Self.recordLimit)
      }
    }
  }

  /// Tries each delimiter on the first lines; the row with the most known names is the header.
  private static func readerBelowHeader(
    _ text: [UInt8],
    file: String,
    mapping: ColumnMapping
  ) throws(ContactsError) -> (rows: CSVReader, header: [String]) {
    var best: (score: Int, rows: CSVReader, header: [String])?
    var firstRow: (fields: [String], line: Int)?
    for delimiter in delimiters {
      var reader = CSVReader(utf8: text, delimiter: delimiter)
      while let row = reader.next() {
        guard case .record(let fields, let line) = row else { continue }
        if line > headerLines { break }
        let score = score(of: fields, mapping: mapping)
        if score > best?.score ?? 0 { best = (score, reader, fields) }
        // What the error shows: the widest of the first lines is likely the header.
        if fields.count > firstRow?.fields.count ?? 0 { firstRow = (fields, line) }
      }
    }
    if let best { return (best.rows, best.header) }
    let columns = firstRow?.fields.filter { !$0.isEmpty } ?? []
    throw ContactsError.noKnownColumns(file: file, line: firstRow?.line ?? 1, columns: columns)
  }

  /// How many names of a row are known; 0 when none of them would say who somebody is.
  private static func score(of names: [String], mapping: ColumnMapping) -> Int {
    let fields = names.map { mapping[$0] ?? ImportField(columnName: $0) }
    let naming: [ImportField] = [.name, .firstName, .lastName, .email]
    let namesSomebody = fields.contains { $0.map(naming.contains) ?? false }
    // A sentence that happens to be "Name" is no header if the other cells are addresses.
    let hasAddress = names.contains { $0.contains("@") }
    return namesSomebody && !hasAddress ? fields.count { $0 != nil } : 0
  }

  private static func columns(named header: [String], mapping: ColumnMapping) -> [Column] {
    let known = header.map { ImportField(columnName: $0) }
    let normalized = header.map(ImportField.normalized)
    // Outlook's Title is "Dr." beside a Job Title; elsewhere it is what somebody does.
    let hasRole = known.contains(.role)
    // Thunderbird has Birth Year, Birth Month, Birth Day; the last looks like "birthday".
    let hasParts = known.contains(.birthYear) || known.contains(.birthMonth)
    return header.indices.map { index in
      var field = mapping[header[index]] ?? known[index]
      if mapping[header[index]] == nil {
        if normalized[index] == "title", !hasRole { field = .role }
        if normalized[index] == "birthday", hasParts { field = .birthDay }
      }
      return Column(name: PlainText.singleLine(header[index]), field: field)
    }
  }

  private static func checkMapping(
    _ mapping: ColumnMapping,
    against header: [String],
    file: String
  ) throws(ContactsError) {
    let names = Set(header.map(ImportField.normalized))
    guard let missing = mapping.columns.first(where: { !names.contains($0) }) else { return }
    throw ContactsError.mappedColumnMissing(column: missing, file: file, columns: header)
  }

  /// Whether the beginning is full of control characters, as archives and pictures are.
  private static func isBinary(_ text: [UInt8]) -> Bool {
    let sample = text.prefix(4096)
    let controls = sample.count { $0 < 0x09 || (0x0E...0x1A).contains($0) }
    return text.starts(with: Array("PK\u{3}\u{4}".utf8))
      || controls > 4 && controls * 50 > sample.count
  }
}
