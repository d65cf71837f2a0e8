/// A table of people: what its columns mean together, and what a row says under them.
struct PeopleTable {
  /// How an export of ours marks the columns of facts that stand under `more:`.
  static let moreMark = "more."

  /// What is said of each column; its text is empty.
  private(set) var columns: [ImportCell] = []
  /// The columns that say what kind of value another one holds.
  private var labels: [Int: Int] = [:]

  init(header: [String], mapping: ColumnMapping) {
    let known = header.map { ImportField(columnName: $0) }
    let normalized = header.map(ImportField.normalized)
    // Outlook's Title is "Dr." beside a Job Title; elsewhere it is what somebody does.
    let hasRole = known.contains(.role) || known.contains(.suffix)
    // Thunderbird has Birth Year, Birth Month, Birth Day; the last looks like "birthday".
    let hasParts = known.contains(.birthYear) || known.contains(.birthMonth)
    // "Name; Vorname" parts a name in two, as "Nome, Cognome" does.
    let firsts = Set(known.compactMap(\.self)).intersection([.firstName, .lastName])
    let isOwn = header.starts(with: CSVExport.fixed)
    let otherPart: ImportField? =
      isOwn ? nil : firsts == [.firstName] ? .lastName : firsts == [.lastName] ? .firstName : nil
    for index in header.indices {
      var field = mapping[header[index]] ?? known[index]
      if mapping[header[index]] == nil {
        if normalized[index] == "title", !hasRole { field = .role }
        if normalized[index] == "birthday", hasParts { field = .birthDay }
        if field == .name { field = otherPart ?? .name }
      }
      var name = PlainText.singleLine(header[index])
      if name.hasPrefix(Self.moreMark) {
        name.removeFirst(Self.moreMark.count)
        field = nil
      }
      let kind = Self.kind(in: normalized[index], of: field)
      columns.append(ImportCell(name: name, field: field, text: "", label: kind))
      labels[index] = Self.label(of: normalized, for: index)
    }
  }

  /// How many names of a row are known; 0 when none of them would say who somebody is.
  static func score(of names: [String], mapping: ColumnMapping) -> Int {
    let fields = names.map { mapping[$0] ?? ImportField(columnName: $0) }
    let naming: [ImportField] = [.name, .firstName, .lastName, .email]
    let namesSomebody = fields.contains { $0.map(naming.contains) ?? false }
    // A sentence that happens to be "Name" is no header if the other cells are addresses; nor are
    // the headings `# People` and `People:`, which the one column of a table could be called too.
    let isProse = names.contains { $0.contains("@") || $0.hasPrefix("#") || $0.hasSuffix(":") }
    return namesSomebody && !isProse ? fields.count { $0 != nil } : 0
  }

  /// What a row says; it may be shorter or longer than the header.
  func cells(of row: [String]) -> [ImportCell] {
    var cells: [ImportCell] = []
    for (index, text) in row.enumerated() where !text.isEmpty {
      guard index < columns.count else {
        cells.append(ImportCell(name: "column \(index + 1)", field: nil, text: text))
        continue
      }
      var cell = columns[index]
      cell.text = CSVCell.unmarked(text)
      if let label = labels[index], label < row.count { cell.label = row[label] }
      cells.append(cell)
    }
    return cells
  }

  /// The column `Phone 1 - Label` or `Phone 1 - Type` of `Phone 1 - Value`.
  private static func label(of names: [String], for index: Int) -> Int? {
    let name = names[index]
    guard name.hasSuffix("value") else { return nil }
    let stem = name.dropLast(5)
    return names.firstIndex { $0 == stem + "label" || $0 == stem + "type" }
  }

  /// `mobile` in Mobile Phone, `home` in Home Phone 2.
  private static func kind(in name: String, of field: ImportField?) -> String? {
    guard field == .phone || field == .email else { return nil }
    let kinds = ["home", "work", "business", "mobile", "car", "other", "main", "private", "handy"]
    return kinds.first(where: name.contains)
  }
}
