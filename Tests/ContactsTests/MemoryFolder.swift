import Contacts

/// The files of `contacts/` in memory, as an import leaves them.
struct MemoryFolder {
  var files: [String: [UInt8]] = [:]

  struct NoSuchFile: Error {}

  func book() -> AddressBook {
    var contacts: [Contact] = []
    var problems: [ContactProblem] = []
    for (path, bytes) in files {
      do {
        let contact = try ContactFile(path: path, bytes: bytes).contact()
        contacts.append(contact)
        problems += contact.problems
      } catch {
        problems.append(error)
      }
    }
    return AddressBook(contacts: contacts, problems: problems)
  }

  func text(_ id: String) -> String {
    String(decoding: files["contacts/\(id).md"] ?? [], as: UTF8.self)
  }

  mutating func write(_ id: String, _ text: String) {
    files["contacts/\(id).md"] = Array(text.utf8)
  }

  mutating func take(_ text: String, map: [String] = []) throws -> ImportReport {
    try take(bytes: Array(text.utf8), map: map)
  }

  mutating func take(
    bytes: [UInt8],
    name: String = "x.csv",
    map: [String] = []
  ) throws -> ImportReport {
    var importer = Importer(book: book(), mapping: try ColumnMapping(map))
    try importer.read(file: name, bytes: bytes)
    let files = files
    let plan = try importer.plan { path in
      guard let bytes = files[path] else { throw NoSuchFile() }
      return bytes
    }
    for write in plan.writes { self.files[write.path] = write.after }
    return plan.report
  }
}

extension ImportReport {
  var isUnchanged: Bool {
    added.isEmpty && updated.isEmpty
  }
}
