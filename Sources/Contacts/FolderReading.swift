internal import DurableFiles
internal import Threads

/// An address book while it is being read.
struct FolderReading {
  private let folder: String
  private let fileSystem: any FileSystem
  private let index: ContactIndex?
  private let status: FileStatus?
  private var known: IndexedContacts
  private var contacts: [Contact] = []
  /// Of each contact, what its file was, where it may be kept.
  private var stamps: [FileStamp?] = []
  private var problems: [ContactProblem] = []
  private var idOfKey: [String: String] = [:]
  /// How many files were read that the index could know.
  private var changes = 0

  init(folder: String, fileSystem: any FileSystem, index: ContactIndex?) throws(FileSystemError) {
    self.folder = folder
    self.fileSystem = fileSystem
    self.index = index
    self.status = try fileSystem.status(folder)
    self.known = index?.load(of: status, fileSystem: fileSystem) ?? IndexedContacts()
  }

  /// What was read.
  var book: AddressBook {
    AddressBook(contacts: contacts, problems: problems, takenIDs: Set(idOfKey.keys))
  }

  // A few files are read before a second thread has begun.
  private static let many = 200

  /// Reads the files of ids, or takes what is known of them; ids come in their order.
  mutating func read(_ ids: [String]) {
    let files = ids.map { (id: $0, first: claim($0)) }
    let middle = files.count / 2
    let rest = Companion(isWanted: files.count >= Self.many) { [self] in
      adding(files[middle...])
    }
    self = adding(files[..<middle])
    add(rest.value())
  }

  /// Reads files, each with an earlier id that is the same but for case.
  private func adding(_ files: ArraySlice<(id: String, first: String?)>) -> FolderReading {
    var reading = self
    for file in files { reading.read(file.id, first: file.first) }
    return reading
  }

  private mutating func add(_ later: FolderReading) {
    contacts += later.contacts
    stamps += later.stamps
    problems += later.problems
    changes += later.changes
    known.asked += later.known.asked
  }

  private mutating func read(_ id: String, first: String?) {
    let location = "\(folder)/\(id).md"
    do {
      let status = try fileSystem.status(location)
      // A pipe of that name would be waited for without end.
      guard status?.isRegularFile ?? true else { return fail(id, reason: "it is not a file") }
      let stamp = status.map(FileStamp.init)
      if let stamp, let contact = known.contact(id, stamp: stamp) {
        return take(contact, stamp: stamp, first: first)
      }
      let bytes = try fileSystem.readFile(location, limit: ContactText.sizeLimit + 1)
      read(id, bytes, stamp: stamp, first: first)
    } catch {
      fail(id, reason: "\(error)")
    }
  }

  private mutating func read(_ id: String, _ bytes: [UInt8], stamp: FileStamp?, first: String?) {
    do {
      let contact = try ContactFile(path: Self.path(id), bytes: bytes).contact()
      let isSettled = index.flatMap { index in stamp?.isSettled(at: index.now) } ?? false
      let isKept = contact.problems.isEmpty && isSettled
      if isKept { changes += 1 }
      take(contact, stamp: isKept ? stamp : nil, first: first)
    } catch {
      problems.append(error)
    }
  }

  private mutating func take(_ contact: Contact, stamp: FileStamp?, first: String?) {
    contacts.append(contact)
    stamps.append(stamp)
    problems += contact.problems
    if let first { problem(contact.id, .sameID(as: Self.path(first))) }
  }

  private mutating func fail(_ id: String, reason: String) {
    problem(id, .unreadable(reason: reason))
  }

  private mutating func problem(_ id: String, _ condition: ContactProblem.Condition) {
    problems.append(
      ContactProblem(path: Self.path(id), line: 1, column: 1, condition: condition, excerpt: "")
    )
  }

  /// Notes an id; returns the one that is the same already, case aside.
  private mutating func claim(_ id: String) -> String? {
    let key = AddressBook.idKey(id)
    if let first = idOfKey[key] { return first }
    idOfKey[key] = id
    return nil
  }

  private static func path(_ id: String) -> String {
    "\(AddressBook.folderName)/\(id).md"
  }
}

extension FolderReading {
  // Writing all of them costs as much as reading some hundred files.
  private static let fewChanges = 16

  /// Makes the index anew where it lacks so much that the next run would gain by it.
  func keepIndex() {
    guard let index, let status,
      changes + known.count - known.asked > max(Self.fewChanges, contacts.count / 64)
    else { return }
    index.store(contacts, stamps, of: status, fileSystem: fileSystem)
  }
}
