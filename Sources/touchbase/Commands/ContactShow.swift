import ArgumentParser
import Contacts
import Correspondence
import DurableFiles

/// `touchbase contact show`.
struct ContactShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "All that is known of one person: card and timeline.",
    discussion: """
      At a terminal it fits on one screen, the newest first where there is more; --all has everything.
      """
  )

  @Argument(help: "Id, name, e-mail, or an unambiguous part.")
  var name: String

  @Flag(help: "Everything, however long it is.")
  var all = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let contact = try session.contact(name, in: book)
    let history = try session.historyAfterSending().entries(with: contact.id)
    if json.isWanted {
      return session.output.bytes(try ContactJSON.everything(of: contact, history).encoded())
    }
    let output = session.output
    output.line(contact.name, style: .bold)
    let card = ContactCard(contact, history: history) { book[$0]?.name }
    // Two lines for the name and the path, one for the prompt.
    for line in card.lines(limit: all ? nil : Terminal.rows.map { $0 - 3 }) {
      output.line(line, style: line == ContactCard.timelineTitle ? .bold : .plain)
    }
    output.remark(session.workspace.path(contact.path), style: .dim)
  }
}
