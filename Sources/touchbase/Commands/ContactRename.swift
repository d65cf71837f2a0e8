import ArgumentParser
import Contacts
import Correspondence
import DurableFiles

/// `touchbase contact rename`: another id, and everything that names the old one with it.
struct ContactRename: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give somebody another name or id, in drafts, history and other contacts too.",
    discussion: """
      'rename ada "Ada Miller"' changes the name in the file and makes the file ada-miller.md; \
      'rename ada ada-m' leaves the name as it is and changes the file alone; without a second word \
      the file is named after the name that is in it.
      """
  )

  @Argument(help: "Id, name, e-mail, or an unambiguous part.")
  var name: String

  @Argument(help: "The new name, or the new id.")
  var new: [String] = []

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    var contact = try session.contact(name, in: book)
    let words = new.isEmpty ? contact.name : new.joined(separator: " ")
    let id = SafeFileName.stem(for: words)
    let isName = !new.isEmpty && id != words && words != contact.id
    guard id != contact.id || isName else {
      throw CommandFailure(.usage, "\(contact.name) is '\(contact.id)' already")
    }
    try refuse(id, of: contact, in: book, session)
    if isName {
      let name = FieldValue.text(PlainText.singleLine(words))
      contact = try session.contactStore.set("name", to: name, in: contact)
    }
    if id != contact.id { try rename(contact, to: id, book, session) }
    session.output.line("\(contact.name): \(AddressBook.folderName)/\(id).md")
    session.output.next("touchbase contact show \(id)")
  }

  /// The references first: after a crash the file has its old name, and renaming again ends it.
  private func rename(
    _ contact: Contact,
    to id: String,
    _ book: AddressBook,
    _ session: Session
  ) throws {
    let store = session.contactStore
    try store.renameReferences(to: contact.id, as: id, in: book)
    _ = try session.draftFolder.rename(contact.id, to: id)
    // Letters that were sent and are not in the history yet have the old id.
    _ = try session.historyAfterSending()
    try HistoryFile(session.workspace, fileSystem: session.files).rename(contact.id, to: id)
    try store.rename(contact, to: id)
  }

  private func refuse(
    _ id: String,
    of contact: Contact,
    in book: AddressBook,
    _ session: Session
  ) throws {
    if let other = book.contacts.first(where: { $0.id == id }), other.id != contact.id {
      throw CommandFailure(
        .badData,
        "\(other.path) is there already: \(other.name)",
        hints: ["choose another id: touchbase contact rename \(contact.id) \(id)-2"]
      )
    }
    if let letter = try session.queuedLetter(to: contact) {
      throw CommandFailure(
        .attention,
        "\(contact.name) has a letter under way: the letter \(letter)",
        hints: ["send it or take it back first, then rename again"]
      )
    }
  }
}
