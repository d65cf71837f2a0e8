import ArgumentParser
import Contacts
import Correspondence

/// `touchbase write NAME`: one letter in one go.
struct Write: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write",
    abstract: "Write to one person in one go: draft, editor, checks, approval.",
    discussion: "Somebody with a draft gets that one opened again; ada+joon is one letter to both."
  )

  @Argument(help: "Whom to write to, due or not.")
  var name: String

  @Option(help: "The template, instead of the person's own.")
  var template: String?

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    guard Terminal.isInteractive else {
      throw CommandFailure(
        .usage,
        "write needs a terminal",
        hints: ["elsewhere: touchbase draft, then edit the file, then touchbase approve"]
      )
    }
    let book = try session.addressBook()
    let people = try name.split(separator: "+").map { try session.contact(String($0), in: book) }
    let writer = DraftWriter(
      session: session,
      drafter: try session.drafter(),
      template: template
    )
    let written = try writer.write(to: people)
    // A draft that is there is the one to go on with.
    guard var path = written.path else { return }
    Interruption.catchSignals()
    let editor = try Editor.chosen(environment: session.environment)
    var desk = DraftDesk(session: session, editor: editor)
    while case .undone(let restored) = try desk.visit(path, .init(number: 1, count: 1)) {
      path = restored
    }
    session.output.line()
    session.output.line(desk.queued > 0 ? "Queued." : "It stays in drafts/.")
    session.output.next(desk.queued > 0 ? "touchbase send" : "touchbase review")
  }
}
