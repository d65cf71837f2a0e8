internal import Yams

/// Contacts as khard shows and edits them: YAML with keys such as `First name` and `Email`.
///
/// Several contacts in a file are parted by `---`.
///
/// Source: `khard template` of khard 0.19.
enum KhardFormat: ImportFormat {
  private static let fields: [String: ImportField] = [
    "formatted name": .name, "prefix": .prefix, "first name": .firstName,
    "additional": .middleName, "last name": .lastName, "suffix": .suffix, "nickname": .nickname,
    "birthday": .birthday, "organisation": .organization, "organization": .organization,
    "title": .role, "role": .role, "phone": .phone, "email": .email, "categories": .groups,
    "note": .notes, "uid": .identity, "kind": .ignore, "city": .city,
  ]

  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let keys = file.firstLines(60).compactMap { line in
      line.text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first.map {
        PlainText.singleLine($0.lowercased())
      }
    }
    let isNamed = keys.contains("first name") || keys.contains("formatted name")
    guard isNamed, keys.contains("last name") || keys.contains("email"), !keys.contains("name,")
    else { return nil }
    var list = ImportList(of: file.name)
    for document in documents(of: file.text) {
      try add(document.text, line: document.line, to: &list)
    }
    return list.entries.isEmpty ? nil : list
  }

  private static func documents(of text: [UInt8]) -> [(text: [UInt8], line: Int)] {
    var documents: [(text: [UInt8], line: Int)] = [([], 1)]
    var reader = LineReader(text[...])
    while let line = reader.next() {
      if line.bytes.elementsEqual("---".utf8) {
        documents.append(([], line.number + 1))
      } else {
        documents[documents.count - 1].text += line.bytes + [0x0A]
      }
    }
    return documents
  }

  private static func add(
    _ document: [UInt8],
    line: Int,
    to list: inout ImportList
  ) throws(ContactsError) {
    guard YAMLLimits.accepts(document[...]) else {
      return try list.skip(.malformedYAML("too large, or nested too deeply"), line: line)
    }
    let yaml = String(decoding: document, as: UTF8.self)
    let root = Result { try Parser(yaml: yaml, resolver: .basic, encoding: .utf8).singleRoot() }
    switch root {
    case .failure(let error):
      let reason = PlainText.shown("\(error)", limit: 120)
      try list.skip(.malformedYAML(reason), line: line)
    case .success(let node):
      guard let node, let value = FieldValue(node), case .mapping(let entries) = value else {
        return
      }
      try list.add(entries.flatMap { cells($0.value, key: $0.key, path: []) }, line: line)
    }
  }

  /// A value's cells: of `Email: {home: [a, b]}` one for each address, labelled `home`.
  private static func cells(_ value: FieldValue, key: String, path: [String]) -> [ImportCell] {
    switch value {
    case .mapping(let entries):
      return entries.flatMap { cells($0.value, key: key, path: path + [$0.key]) }
    case .list(let items):
      return items.flatMap { cells($0, key: key, path: path) }
    case .null: return []
    case .text, .integer, .boolean:
      let name = PlainText.singleLine(key.lowercased())
      let field = name == "address" && path.last == "City" ? .city : fields[name]
      let whole = field == nil ? ([key] + path).joined(separator: " ") : key
      return [
        ImportCell(
          name: PlainText.singleLine(whole),
          field: field,
          text: value.scalarText ?? "",
          label: path.isEmpty || field == nil ? nil : path.joined(separator: " "),
          isOneItem: field != .email
        )
      ]
    }
  }
}
