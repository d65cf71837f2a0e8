/// A table of people: any separated values with a line of column names near the beginning.
///
/// LinkedIn's paragraph before the header is passed by, and the dashes below the header of a
/// Markdown table.
enum CSVFormat: ImportFormat {
  private static let headerLines = 10
  private static let delimiters = Array(",;\t|".utf8)

  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let text = file.text
    guard var found = rowsBelowHeader(text, mapping: mapping) else {
      return try refuseTable(text, file: file)
    }
    let table = PeopleTable(header: found.header, mapping: mapping)
    var list = ImportList(of: file.name)
    list.columns = table.columns
    while let row = found.rows.next() {
      switch row {
      case .broken(.quoteNotClosed, let line): try list.skip(.quoteNotClosed, line: line)
      case .broken(.fieldTooLong(let limit), let line):
        try list.skip(.fieldTooLong(limit: limit), line: line)
      case .record(let fields, let line):
        if !isRule(fields) { try list.add(table.cells(of: fields), line: line) }
      }
    }
    return list
  }

  /// Tries each delimiter on the first lines; the row with the most known names is the header.
  private static func rowsBelowHeader(
    _ text: [UInt8],
    mapping: ColumnMapping
  ) -> (rows: CSVReader, header: [String])? {
    var best: (score: Int, rows: CSVReader, header: [String])?
    for delimiter in delimiters {
      forEachFirstRow(text, delimiter: delimiter) { fields, _, reader in
        let score = PeopleTable.score(of: fields, mapping: mapping)
        // "People" may well stand above a list that is no table.
        guard fields.count > 1 || isColumn(reader) else { return }
        if score > best?.score ?? 0 { best = (score, reader, fields) }
      }
    }
    return best.map { ($0.rows, $0.header) }
  }

  /// Whether the rows to come could be the one column of a table, a value each.
  private static func isColumn(_ reader: CSVReader) -> Bool {
    var reader = reader
    for _ in 0..<50 {
      guard let row = reader.next() else { return true }
      guard case .record(let fields, _) = row, let text = fields.first, fields.count == 1,
        !text.contains(where: { "<,;\t|".contains($0) }), text.first != " ",
        !["=", "-", "*", "#"].contains(where: text.hasPrefix)
      else { return false }
    }
    return true
  }

  private static func forEachFirstRow(
    _ text: [UInt8],
    delimiter: UInt8,
    _ body: ([String], Int, CSVReader) -> Void
  ) {
    var reader = CSVReader(utf8: text, delimiter: delimiter)
    while let row = reader.next() {
      guard case .record(let fields, let line) = row else { continue }
      if line > headerLines { break }
      body(fields, line, reader)
    }
  }

  /// Says which columns a table has, none of which names anybody; a text that is no table is left to
  /// other formats.
  private static func refuseTable(
    _ text: [UInt8],
    file: ImportFile
  ) throws(ContactsError) -> ImportList? {
    for delimiter in delimiters {
      var rows: [(fields: [String], line: Int)] = []
      forEachFirstRow(text, delimiter: delimiter) { fields, line, _ in
        if fields != [""] { rows.append((fields, line)) }
      }
      guard let first = rows.first, rows.count > 1, first.fields.count > 1,
        rows.allSatisfy({ $0.fields.count == first.fields.count }),
        !first.fields.contains(where: { $0.contains("@") })
      else { continue }
      let columns = first.fields.filter { !$0.isEmpty }
      throw ContactsError.noKnownColumns(file: file.name, line: first.line, columns: columns)
    }
    return nil
  }

  /// Whether a row is the rule below a Markdown table's header: `|---|:--|`.
  private static func isRule(_ fields: [String]) -> Bool {
    let text = fields.joined()
    return text.contains("-") && text.allSatisfy { "-: ".contains($0) }
  }
}
