/// What the names in the header of a table mean together.
struct ColumnNames {
  private(set) var columns: [CSVFormat.Column] = []

  init(_ header: [String], mapping: ColumnMapping) {
    let known = header.map { ImportField(columnName: $0) }
    let normalized = header.map(ImportField.normalized)
    // Outlook's Title is "Dr." beside a Job Title; elsewhere it is what somebody does.
    let hasRole = known.contains(.role) || known.contains(.suffix)
    // Thunderbird has Birth Year, Birth Month, Birth Day; the last looks like "birthday".
    let hasParts = known.contains(.birthYear) || known.contains(.birthMonth)
    // "Name; Vorname" parts a name in two, as "Nome, Cognome" does.
    let firsts = Set(known.compactMap(\.self)).intersection([.firstName, .lastName])
    let otherPart: ImportField? =
      firsts == [.firstName] ? .lastName : firsts == [.lastName] ? .firstName : nil
    for index in header.indices {
      var field = mapping[header[index]] ?? known[index]
      if mapping[header[index]] == nil {
        if normalized[index] == "title", !hasRole { field = .role }
        if normalized[index] == "birthday", hasParts { field = .birthDay }
        if field == .name { field = otherPart ?? .name }
      }
      let name = PlainText.singleLine(header[index])
      columns.append(CSVFormat.Column(name: name, field: field))
      columns[index].label = Self.label(of: normalized, for: index)
      columns[index].kind = Self.kind(in: normalized[index], of: field)
    }
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
