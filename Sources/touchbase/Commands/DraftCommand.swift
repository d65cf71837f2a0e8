import ArgumentParser
import Contacts
import Correspondence

/// `touchbase draft`: writes the letters as far as a machine should.
struct DraftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "Write a draft for each person who is due by e-mail, or for those named.",
    discussion: "The places in [[ … ]] are yours: a draft that still has one is never approved."
  )

  @Argument(help: "Whom to write to, due or not; ada+joon is one letter to both.")
  var names: [String] = []

  @Option(help: "The template, instead of the person's own.")
  var template: String?

  @Flag(help: "Everybody who has an address.")
  var all = false

  @Flag(help: "Write a different one in place of the draft that is there, which is kept.")
  var again = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if again, names.isEmpty {
      throw ValidationError("--again needs a name: a different draft for whom")
    }
    if all, !names.isEmpty {
      throw ValidationError("--all is for everybody, and names are for some: say one of the two")
    }
  }

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let groups = try people(session, book)
    let drafter = try session.drafter()
    let results = try write(drafter, groups, session)
    if json.isWanted {
      session.output.bytes(try JSONValue.array(results.map(\.json)).encoded())
    } else {
      show(results, session)
    }
    if let broken = results.compactMap(\.templateError).first { throw broken }
    if results.contains(where: { $0.status == "refused" }) { throw ExitStatus.attention }
  }

  private func people(_ session: Session, _ book: AddressBook) throws -> [[Contact]] {
    if !names.isEmpty {
      return try names.map { words in
        try words.split(separator: "+").map { try session.contact(String($0), in: book) }
      }
    }
    if all {
      return book.contacts.filter {
        !$0.livingEmails.isEmpty && !$0.doNotContact && $0.died == nil && !$0.no.contains(.email)
      }.map { [$0] }
    }
    return try session.plan().thisHour.filter { $0.channel == .email }.map { [$0.contact] }
  }

  private func write(
    _ drafter: Drafter,
    _ groups: [[Contact]],
    _ session: Session
  ) throws -> [DraftResult] {
    let writer = DraftWriter(session: session, drafter: drafter, template: template)
    guard again else { return try writer.write(toEach: groups) }
    return try groups.map { contacts in
      do {
        return try writer.writeAgain(to: contacts)
      } catch let error as DraftingError {
        return DraftResult(contacts: contacts.map(\.id), status: "refused", error: error)
      }
    }
  }

  private func show(_ results: [DraftResult], _ session: Session) {
    var lines: [String] = []
    for result in results {
      let name = result.path ?? result.contacts.joined(separator: "+")
      lines.append("  \(Columns.padded(name, to: 44))  \(result.words)")
      if let kept = result.replaced { lines.append("    the one before is kept: \(kept)") }
    }
    session.output.lines(lines)
    let count = results.count { $0.path != nil }
    if results.isEmpty { session.output.line("Nobody is due by e-mail.") }
    // The template's error comes last, and what to do about it is the next step.
    guard !results.contains(where: { $0.templateError != nil }) else { return }
    session.output.next(count > 0 ? "touchbase review" : "touchbase plan --all")
  }
}
