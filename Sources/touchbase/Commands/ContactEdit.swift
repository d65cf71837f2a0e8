import ArgumentParser
import Contacts
import Correspondence
import DurableFiles

/// `touchbase contact edit`: the person's file in the editor, and what is wrong with it afterwards.
struct ContactEdit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Open somebody's file in your editor, and check it when the editor is closed."
  )

  @Argument(help: "Id, name, e-mail, or an unambiguous part.")
  var name: String

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let path = try path(session)
    guard Terminal.isInteractive else {
      throw CommandFailure(
        .usage,
        "edit needs a terminal",
        hints: ["the file is \(session.workspace.path(path)): any program may change it"]
      )
    }
    let location = session.workspace.path(path)
    let before = try session.files.readFile(location)
    let editor = try Editor.chosen(environment: session.environment)
    try editor.open(location, line: firstProblem(path, before)?.line ?? 1)
    let after = try session.files.readFile(location)
    try report(path, after, isChanged: before != after, session)
  }

  /// The file of the person; one that cannot be understood is found by its name alone.
  private func path(_ session: Session) throws -> String {
    let book = try session.readContacts()
    if case .none = book.find(name) {
      let word = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
      let paths = Set(book.problems.map(\.path)).sorted()
      let wanted = "\(AddressBook.folderName)/\(word).md"
      if let path = paths.first(where: { $0 == wanted || $0 == name }) { return path }
    }
    return try session.contact(name, in: book).path
  }

  private func firstProblem(_ path: String, _ bytes: [UInt8]) -> ContactProblem? {
    do {
      return try ContactFile(path: path, bytes: bytes).contact().problems.first
    } catch {
      return error
    }
  }

  private func report(
    _ path: String,
    _ bytes: [UInt8],
    isChanged: Bool,
    _ session: Session
  ) throws {
    let output = session.output
    do {
      let contact = try ContactFile(path: path, bytes: bytes).contact()
      guard contact.problems.isEmpty else { throw contact.problems[0] }
      output.line(isChanged ? ContactLine.summary(of: contact) : "Nothing changed.")
      output.next("touchbase contact show \(contact.id)")
    } catch let problem as ContactProblem {
      output.failure(
        CommandFailure(
          .attention,
          "\(problem)",
          hints: (problem.hint.map { [$0] } ?? []) + ["touchbase contact edit \(name)"]
        )
      )
      throw ExitStatus.attention
    }
  }
}
