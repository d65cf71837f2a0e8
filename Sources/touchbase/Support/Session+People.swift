import Contacts
import Correspondence

extension Session {
  /// Everybody in `contacts/`; what could not be understood is said on standard error.
  func addressBook() throws -> AddressBook {
    let book = try AddressBook.load(folder: workspace.contacts, fileSystem: files)
    for problem in book.problems {
      output.warning("\(problem)")
      if let hint = problem.hint { output.remark("touchbase: hint: \(hint)") }
    }
    return book
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
}
