import ArgumentParser
import Contacts
import Correspondence
import DurableFiles

/// `touchbase contact merge`: two files about one person become one.
struct ContactMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Find people who are there twice, and make one file of two.",
    discussion: """
      Without names it lists the pairs and what speaks for them. With two names the second is put into \
      the first; nothing of either is lost. Two people who only look alike: put \
      'not_same_as: ID' into one of the files.
      """
  )

  @Argument(help: "Whom to keep, and who is put into that file.")
  var names: [String] = []

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    guard names.isEmpty || names.count == 2 else {
      throw ValidationError("merge takes two names, or none to list the pairs")
    }
  }

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    guard names.count == 2 else { return try list(book, session) }
    let kept = try session.contact(names[0], in: book)
    let other = try session.contact(names[1], in: book)
    guard kept.id != other.id else {
      throw CommandFailure(.usage, "both names mean \(kept.name), \(kept.path)")
    }
    try refuseLetters(of: other, session)
    let store = ContactStore(folder: session.workspace.contacts, fileSystem: session.files)
    // The references first: a crash leaves two files, and merging again ends it.
    try store.renameReferences(to: other.id, as: kept.id, in: book)
    try HistoryFile(session.workspace, fileSystem: session.files).rename(other.id, to: kept.id)
    let merged = try store.merge(other, into: kept)
    session.output.line("\(other.path) is now part of \(merged.path).")
    session.output.next("touchbase contact show \(merged.id)")
  }

  /// Letters under way know their person by the file's name.
  private func refuseLetters(of contact: Contact, _ session: Session) throws {
    let draft = try session.draftFolder.all().first { $0.contacts.contains(contact.id) }
    let letter = try session.queuedLetter(to: contact).map { "the letter \($0)" }
    guard let path = draft?.path ?? letter else { return }
    throw CommandFailure(
      .attention,
      "\(contact.name) has a letter under way: \(path)",
      hints: ["send it, delete it or take it back first, then merge again"]
    )
  }

  private func list(_ book: AddressBook, _ session: Session) throws {
    let pairs = LikelyPair.among(book.contacts)
    if json.isWanted {
      return session.output.bytes(try JSONValue.array(pairs.map(Self.json)).encoded())
    }
    for pair in pairs {
      let evidence = pair.evidence.map(\.description).joined(separator: ", ")
      session.output.line("  \(pair.kept.id)  \(pair.other.id)")
      session.output.line("      \(pair.kept.name) / \(pair.other.name): \(evidence)")
    }
    if let first = pairs.first {
      session.output.next("touchbase contact merge \(first.kept.id) \(first.other.id)")
    } else {
      session.output.line("Nobody seems to be there twice.")
    }
  }

  private static func json(_ pair: LikelyPair) -> JSONValue {
    [
      "kept": .string(pair.kept.id), "other": .string(pair.other.id),
      "evidence": .texts(pair.evidence.map(\.description)),
    ]
  }
}
