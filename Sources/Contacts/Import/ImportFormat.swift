/// A kind of file that people are read from.
///
/// A format turns bytes into cells with fields and knows nothing of contacts. It claims a file by
/// its content, never by its name.
protocol ImportFormat: Sendable {
  /// What the file tells; nil when it is not of this format.
  ///
  /// - Throws: ``ContactsError`` when it is, and cannot be taken as a whole.
  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList?
}

extension ImportList {
  /// Every text format, the most certain of its files first.
  private static let formats: [any (ImportFormat & SendableMetatype).Type] = [
    VCardFormat.self, LDIFFormat.self, OwnFormat.self, MonicaFormat.self, AbookFormat.self,
    FriendsFormat.self,
    OrgContactsFormat.self, KhardFormat.self, MuttAliasFormat.self, CSVFormat.self, ListFormat.self,
  ]

  /// Reads a file: of an archive every list in it, each under a name of its own.
  ///
  /// - Throws: ``ContactsError`` when there is none, and what the formats throw.
  static func lists(
    in bytes: [UInt8],
    file: String,
    mapping: ColumnMapping
  ) throws(ContactsError) -> [(name: String, list: ImportList)] {
    guard let archive = ZipArchive(name: file, bytes: bytes) else {
      return [(file, try ImportList(in: ImportFile(name: file, bytes: bytes), mapping: mapping))]
    }
    if var list = try WordFormat.list(in: archive, name: file, mapping: mapping) {
      try list.settle(mapping)
      return [(file, list)]
    }
    return try ArchivedLists(archive, file: file, mapping: mapping).lists
  }

  /// Reads a file in the format that claims it.
  ///
  /// - Throws: ``ContactsError`` when none does, and what the format throws.
  init(in file: ImportFile, mapping: ColumnMapping) throws(ContactsError) {
    for format in Self.formats {
      if let list = try format.list(in: file, mapping: mapping) {
        self = list
        try settle(mapping)
        return
      }
    }
    throw ContactsError.notAList(file: file.name)
  }

  /// What is the same for every format.
  private mutating func settle(_ mapping: ColumnMapping) throws(ContactsError) {
    try apply(mapping)
    putMonthsFirst()
  }

  /// Turns round the dates under a name where one of them must have its day first: 23/11/2026.
  private mutating func putMonthsFirst() {
    var orders: [String: Set<ImportDate.Order>] = [:]
    forEachCell { cell in
      guard cell.field == .birthday || cell.field == .connectedOn else { return }
      if let order = ImportDate.order(of: cell.text) {
        orders[cell.name, default: []].insert(order)
      }
    }
    guard orders.values.contains([.dayFirst]) else { return }
    forEachCell { cell in
      guard orders[cell.name] == [.dayFirst] else { return }
      cell.text = ImportDate.withMonthFirst(cell.text)
    }
  }

  /// Gives the values that the user named the fields that the user said.
  ///
  /// - Throws: ``ContactsError/mappedColumnMissing(column:file:columns:)``.
  private mutating func apply(_ mapping: ColumnMapping) throws(ContactsError) {
    guard !mapping.columns.isEmpty else { return }
    var names = Set(columns.map(\.name))
    let hasHeader = !columns.isEmpty
    forEachCell { cell in
      if !hasHeader { names.insert(cell.name) }
      cell.field = mapping[cell.name] ?? cell.field
    }
    let known = Set(names.map(ImportField.normalized))
    if let missing = mapping.columns.first(where: { !known.contains($0) }) {
      let all = hasHeader ? columns.map(\.name) : names.sorted()
      throw ContactsError.mappedColumnMissing(column: missing, file: file, columns: all)
    }
  }
}
