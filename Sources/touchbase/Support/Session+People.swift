import Contacts
import Correspondence
import DurableFiles
import Outbox

extension Session {
  /// Everybody in `contacts/`; what could not be understood is said on standard error.
  func addressBook() throws -> AddressBook {
    let book = try readContacts()
    tellProblems(of: book)
    return book
  }

  /// Says on standard error what could not be understood of people.
  func tellProblems(of book: AddressBook) {
    for problem in book.problems {
      output.warning("\(problem)")
      if let hint = problem.hint { output.remark("touchbase: hint: \(hint)") }
    }
  }

  /// Everybody in `contacts/`, without a word about what could not be understood.
  func readContacts() throws -> AddressBook {
    let index = ContactIndex(
      path: workspace.cache + "/contacts.index",
      program: try Self.program(files),
      now: Clock.nanoseconds
    )
    return try AddressBook.load(folder: workspace.contacts, fileSystem: files, index: index)
  }

  /// What tells this build from others, which may read a contact differently.
  private static func program(_ files: any FileSystem) throws -> String {
    let file = try CommandLine.executablePath.flatMap { try files.status($0) }
    guard let file else { return "" }
    return "\(file.inode) \(file.size) \(file.modified)"
  }

  /// The one person that the words mean.
  ///
  /// - Throws: `CommandFailure` with the candidates when they mean several, or nobody.
  func contact(_ words: String, in book: AddressBook) throws -> Contact {
    switch book.find(words) {
    case .one(let contact):
      return contact
    case .several(let contacts):
      let names = contacts.prefix(10).map { "\($0.id) (\($0.name))" }.joined(separator: ", ")
      let rest = contacts.count > 10 ? " and \(contacts.count - 10) more" : ""
      throw CommandFailure(
        .usage,
        "'\(words)' could be \(contacts.count) people",
        hints: ["say which: \(names)\(rest)"]
      )
    case .none:
      throw CommandFailure(
        .noInput,
        "nobody is called '\(words)'",
        hints: ["touchbase contact list shows everybody"]
      )
    }
  }

  /// The id of a letter to somebody that is in the outbox and not sent yet; nil where there is none.
  func queuedLetter(to contact: Contact) throws -> String? {
    try outbox().open().first { $0.letter?.facts.contacts.contains(contact.id) ?? false }?.id
  }

  /// What writes contacts.
  var contactStore: ContactStore {
    ContactStore(folder: workspace.contacts, fileSystem: files)
  }
}
