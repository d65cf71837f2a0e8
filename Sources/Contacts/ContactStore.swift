package import DurableFiles

/// Writes contacts to the disk: each file as a whole, and only while it is what it was when read.
package struct ContactStore: Sendable {
  private let folder: String
  private let fileSystem: any FileSystem

  /// A store over the folder `contacts/` of a workspace, which is made when it is first needed.
  package init(folder: String, fileSystem: any FileSystem) {
    self.folder = folder
    self.fileSystem = fileSystem
  }

  /// Reads everybody.
  ///
  /// - Throws: ``FileSystemError`` when the folder cannot be listed.
  package func load() throws -> AddressBook {
    try AddressBook.load(folder: folder, fileSystem: fileSystem)
  }

  /// Adds somebody under a free id made from the name, or from the address where there is none.
  ///
  /// - Parameters:
  ///   - fields: The front matter, `name` or `email` among it.
  ///   - notes: What to remember from the start.
  ///   - book: Everybody there is, whose ids are taken.
  /// - Returns: The new contact.
  /// - Throws: ``ContactsError/emptyName``, ``ContactProblem``, ``FileSystemError``.
  package func add(
    _ fields: [Field],
    notes: [NewNote] = [],
    to book: AddressBook
  ) throws -> Contact {
    let named = try Self.named(fields)
    var ids = FileIDs(taken: book.takenIDs)
    let id = ids.next(SafeFileName.stem(for: named.name))
    let path = "\(AddressBook.folderName)/\(id).md"
    let file = try ContactFile(path: path, fields: named.fields, notes: notes)
    let contact = try file.contact()
    if let problem = contact.problems.first { throw problem }
    try write(ImportPlan.Write(path: path, before: nil, after: file.bytes))
    return contact
  }

  /// Adds a note behind the others of a contact.
  ///
  /// - Returns: The contact with the note.
  /// - Throws: ``ContactsError/broken(_:)``, ``ContactsError/changedMeanwhile(path:)``,
  ///   ``FileSystemError``.
  package func add(_ note: NewNote, to contact: Contact) throws -> Contact {
    try edit(contact) { file throws(ContactProblem) in try file.appending(note) }
  }

  /// Sets a top-level key of a contact; null takes it away.
  ///
  /// - Throws: ``ContactsError``, ``FileSystemError``.
  package func set(_ key: String, to value: FieldValue, in contact: Contact) throws -> Contact {
    try edit(contact) { file throws(ContactsError) in try file.setting(key, to: value) }
  }

  private func edit(
    _ contact: Contact,
    _ change: (ContactFile) throws -> ContactFile
  ) throws -> Contact {
    let before = try read(contact.path)
    do {
      let file = try change(ContactFile(path: contact.path, bytes: before))
      let edited = try file.contact()
      try write(ImportPlan.Write(path: contact.path, before: before, after: file.bytes))
      return edited
    } catch let problem as ContactProblem {
      throw ContactsError.broken(problem)
    }
  }
}

extension ContactStore {
  /// Gives a file another id, which no other may have; whatever names the old one has to be told.
  ///
  /// - Throws: ``ContactsError/alreadyExists(path:)``, ``FileSystemError``.
  package func rename(_ contact: Contact, to id: String) throws {
    let target = "\(folder)/\(id).md"
    // On a disk that does not tell case apart, `Ada.md` is there already when it becomes `ada.md`.
    let isSame = AddressBook.idKey(id) == AddressBook.idKey(contact.id)
    guard try isSame || !fileSystem.exists(target) else {
      throw ContactsError.alreadyExists(path: "\(AddressBook.folderName)/\(id).md")
    }
    try fileSystem.moveFile(location(of: contact.path), to: target)
  }

  /// Names a contact by another id wherever others name it: `knows:` and `not_same_as:`.
  ///
  /// - Throws: ``ContactsError``, ``FileSystemError``.
  package func renameReferences(to id: String, as other: String, in book: AddressBook) throws {
    for contact in book.contacts where contact.id != other {
      for key in ["knows", "not_same_as"] {
        if let renamed = contact[key]?.renaming(id, to: other) {
          _ = try set(key, to: renamed, in: contact)
        }
      }
    }
  }

  /// Makes one file of two about one person; the other one is removed when the first is on the disk.
  ///
  /// A crash in between leaves both, and nothing is lost.
  /// - Returns: The contact that stays.
  /// - Throws: ``ContactsError``, ``FileSystemError``.
  package func merge(_ other: Contact, into kept: Contact) throws -> Contact {
    let (before, theirs) = (try read(kept.path), try read(other.path))
    do {
      let file = try MergedContact(
        ContactFile(path: kept.path, bytes: before),
        ContactFile(path: other.path, bytes: theirs)
      ).file
      try write(ImportPlan.Write(path: kept.path, before: before, after: file.bytes))
      guard try read(other.path) == theirs else {
        throw ContactsError.changedMeanwhile(path: other.path)
      }
      try fileSystem.removeFile(location(of: other.path))
      return try file.contact()
    } catch let problem as ContactProblem {
      throw ContactsError.broken(problem)
    }
  }

  /// Says what an import would change.
  ///
  /// - Throws: ``FileSystemError`` when a contact that is to be updated cannot be read.
  package func plan(_ importer: Importer) throws -> ImportPlan {
    try importer.plan(read: read)
  }

  /// Writes what an import changes, file by file.
  ///
  /// - Returns: The files that were not written because they changed meanwhile; import again for
  ///   these.
  /// - Throws: ``FileSystemError``; the files before the one it names are written, and importing
  ///   again goes on from there.
  package func apply(_ plan: ImportPlan) throws -> [ContactsError] {
    var refused: [ContactsError] = []
    for item in plan.writes where item.before != nil {
      do {
        try write(item)
      } catch let error as ContactsError {
        refused.append(error)
      }
    }
    return try refused + create(plan.writes.filter { $0.before == nil })
  }

  /// Makes new files in groups, each of which is on the disk before the next is begun.
  private func create(_ items: [ImportPlan.Write]) throws(FileSystemError) -> [ContactsError] {
    guard !items.isEmpty else { return [] }
    try fileSystem.makeDirectory(folder)
    var refused: [ContactsError] = []
    for start in stride(from: 0, to: items.count, by: Self.groupSize) {
      let group = items[start..<min(start + Self.groupSize, items.count)]
      let files = group.map { (name: fileName(of: $0.path), bytes: $0.after) }
      let isMade = try fileSystem.createFiles(in: folder, files)
      for (item, isMade) in zip(group, isMade) where !isMade {
        refused.append(ContactsError.alreadyExists(path: item.path))
      }
    }
    return refused
  }

  private static let groupSize = 4096

  private func write(_ item: ImportPlan.Write) throws {
    let path = location(of: item.path)
    guard let before = item.before else {
      try fileSystem.makeDirectory(folder)
      do {
        try fileSystem.createFile(path, with: item.after)
      } catch  where error.isAlreadyThere {
        throw ContactsError.alreadyExists(path: item.path)
      }
      return
    }
    guard try read(item.path) == before else {
      throw ContactsError.changedMeanwhile(path: item.path)
    }
    try fileSystem.replaceFile(path, with: item.after)
  }

  private func read(_ path: String) throws -> [UInt8] {
    try fileSystem.readFile(location(of: path), limit: ContactText.sizeLimit + 1)
  }

  /// A contact's path always ends in the folder, whatever stands before the file's name.
  private func location(of path: String) -> String {
    "\(folder)/\(fileName(of: path))"
  }

  private func fileName(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }

  private static func named(_ fields: [Field]) throws -> (fields: [Field], name: String) {
    let known = fields.first { $0.key == "name" }?.value.scalarText.map(PlainText.singleLine) ?? ""
    if !known.isEmpty {
      let others = fields.filter { $0.key != "name" }
      return ([Field(key: "name", value: .text(known))] + others, known)
    }
    let email = fields.first { $0.key == "email" }?.value
    var text = email?.scalarText
    if case .list(let items) = email { text = items.first?.scalarText }
    let address = PlainText.singleLine(text ?? "")
    guard !address.isEmpty else { throw ContactsError.emptyName }
    let others = fields.filter { $0.key != "name" }
    return ([Field(key: "name", value: .text(address))] + others, address)
  }
}
