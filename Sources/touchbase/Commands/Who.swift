import ArgumentParser
import Contacts
import Correspondence

/// `touchbase who`: who could help with this.
struct Who: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "Who could help with this: names, offers, needs, notes, with the line that says so."
  )

  @Argument(help: "What to look for; no quotes needed. The beginnings of words do.")
  var words: [String]

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let people = try session.addressBook().contacts.filter { $0.died == nil }
    let results = PeopleSearch(words.joined(separator: " ")).results(among: people)
    if json.isWanted {
      return session.output.bytes(try JSONValue.array(results.map(Self.json)).encoded())
    }
    for result in results.prefix(20) {
      let line = "\(result.label): \(result.line)"
      let name = Columns.padded(result.contact.name, to: 22)
      session.output.line("  \(name)  \(Columns.shortened(line, to: 50))")
    }
    if results.count > 20 { session.output.line("  and \(results.count - 20) more: --json") }
    if let first = results.first {
      session.output.next("touchbase contact show \(first.contact.id)")
    } else {
      session.output.line("Nobody, as far as your notes know.")
    }
  }

  private static func json(_ result: PeopleSearch.Result) -> JSONValue {
    [
      "contact": .string(result.contact.id), "name": .string(result.contact.name),
      "where": .string(result.label), "line": .string(result.line),
    ]
  }
}
