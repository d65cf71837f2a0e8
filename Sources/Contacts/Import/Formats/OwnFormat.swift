internal import FoundationEssentials

/// What `contact export --format json` writes.
///
/// ```
/// {"format": "touchbase contacts 1", "people": [{"id": "ada-park", "fields": {"name": "Ada Park"}, "notes": ["…"]}]}
/// ```
enum OwnFormat: ImportFormat {
  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let start = file.firstLines(4).map(\.text).joined().prefix(400)
    guard start.hasPrefix("{"), start.contains("\"touchbase contacts ") else { return nil }
    let tree: JSONTree
    do {
      tree = try JSONDecoder().decode(JSONTree.self, from: Data(file.bytes))
    } catch {
      throw ContactsError.brokenFile(file: file.name, reason: "it is damaged, or ends too early")
    }
    var list = ImportList(of: file.name)
    for (index, contact) in tree["people"].items.enumerated() {
      try list.add(cells(of: contact), line: index + 1)
    }
    return list
  }

  private static func cells(of contact: JSONTree) -> [ImportCell] {
    var cells: [ImportCell] = []
    if let id = contact["id"]?.text {
      let identity = ExportedContact.identity(of: id)
      cells.append(ImportCell(name: "UID", field: .identity, text: identity, isOneItem: true))
    }
    for (key, value) in contact["fields"]?.entries ?? [] {
      if key == "more" {
        for (name, fact) in value.entries {
          cells.append(ImportCell(name: name, field: nil, text: fact.word ?? ""))
        }
      } else {
        let field = ImportField(rawValue: key)
        // Of a key that only the person knows, nobody else knows that it is a list.
        for text in field == nil ? [value.words.joined(separator: ", ")] : value.words {
          cells.append(ImportCell(name: key, field: field, text: text, isOneItem: true))
        }
      }
    }
    for note in contact["notes"].items {
      cells.append(ImportCell(name: "notes", field: .notes, text: "- " + (note.text ?? "")))
    }
    return cells
  }
}

extension JSONTree {
  /// A scalar as a contact file has it.
  fileprivate var word: String? {
    if case .boolean(let truth) = self { return truth ? "true" : "false" }
    return text
  }

  /// A scalar, or those of an array.
  fileprivate var words: [String] {
    if case .array(let items) = self { return items.compactMap(\.word) }
    return word.map { [$0] } ?? []
  }
}
