import ArgumentParser
import Contacts
import Correspondence
import DurableFiles

/// `touchbase note`: one line more about a person.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Remember something about a person.",
    discussion: "A note is a reminder to yourself: it is a cue for one letter, never its text."
  )

  @Argument(help: "Id, name, e-mail, or an unambiguous part; one word, or in quotes.")
  var name: String

  @Argument(help: "What to remember; no quotes needed.")
  var text: [String] = []

  @Option(help: "A sentence that may stand in a letter as it is.")
  var say: String?

  @Flag(help: "Something that you promised: it stays in the plan until done.")
  var promise = false

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let contact = try session.contact(name, in: try session.addressBook())
    let note = try NewNote(
      text.joined(separator: " "),
      date: promise ? nil : session.clock.today,
      say: say,
      promise: promise
    )
    let store = ContactStore(folder: session.workspace.contacts, fileSystem: session.files)
    _ = try store.add(note, to: contact)
    session.output.line("Noted for \(contact.name): \(note.line)")
  }
}

/// `touchbase news`: one line more about the writer.
struct News: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "news",
    abstract: "Say what is new with you; each person is told once.",
    discussion: "Write it as you would say it: a whole sentence. #tags name groups."
  )

  @Argument(help: "A sentence; no quotes needed. Without one, the news so far are listed.")
  var text: [String] = []

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let path = session.workspace.news
    let bytes = try session.files.exists(path) ? try session.files.readFile(path) : []
    let news = NewsFile(path: session.workspace.relative(path), bytes: bytes)
    guard !text.isEmpty else { return list(news, session) }
    let note = try NewNote(text.joined(separator: " "), date: session.clock.today)
    try session.files.replaceFile(path, with: try news.appending(note))
    session.output.line("Kept in news.md: \(note.line)")
  }

  private func list(_ news: NewsFile, _ session: Session) {
    for problem in news.problems { session.output.warning("\(problem)") }
    for item in news.items {
      let tags = item.tags.map { " #\($0)" }.joined()
      session.output.line("\(item.date.map { "\($0)  " } ?? "")\(item.text)\(tags)")
    }
    if news.items.isEmpty { session.output.next("touchbase news I finished the trail map.") }
  }
}
