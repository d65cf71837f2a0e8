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

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let groups = try people(session, book)
    let drafter = try session.drafter()
    let results = try groups.map { try write(drafter, $0, session) }
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
      return book.contacts.filter { !$0.emails.isEmpty && !$0.doNotContact && $0.died == nil }
        .map { [$0] }
    }
    return try session.plan().thisHour.filter { $0.channel == .email }.map { [$0.contact] }
  }

  private func write(
    _ drafter: Drafter,
    _ contacts: [Contact],
    _ session: Session
  ) throws -> DraftResult {
    let names = contacts.map(\.id)
    let draft: NewDraft
    do throws(DraftingError) {
      draft = try drafter.draft(for: contacts, template: template)
    } catch {
      return DraftResult(contacts: names, draft: nil, status: "refused", error: error)
    }
    let outcome = try session.draftFolder.write(draft)
    return DraftResult(
      contacts: names,
      draft: draft,
      status: outcome == .written ? "written" : "kept",
      error: nil
    )
  }

  private func show(_ results: [DraftResult], _ session: Session) {
    for result in results {
      session.output.line(
        "  \(Columns.padded(result.draft?.path ?? result.contacts.joined(separator: "+"), to: 44))  \(result.words)"
      )
    }
    let count = results.count { $0.draft != nil }
    if results.isEmpty { session.output.line("Nobody is due by e-mail.") }
    // The template's error comes last, and what to do about it is the next step.
    guard !results.contains(where: { $0.templateError != nil }) else { return }
    session.output.next(count > 0 ? "touchbase review" : "touchbase plan --all")
  }
}

/// What became of one draft.
private struct DraftResult {
  let contacts: [String]
  let draft: NewDraft?
  let status: String
  let error: DraftingError?

  /// The outcome in a list; what is wrong with a template is said once, below it.
  var words: String {
    guard let error else {
      // A draft that was kept may be from another template.
      guard status == "written", let draft else { return status }
      return "\(status)  \(draft.choice)"
    }
    return templateError == nil ? "refused: \(error)" : "refused: the template cannot be used"
  }

  var json: JSONValue {
    [
      "contact": .string(contacts.joined(separator: "+")),
      "draft": .text(draft?.path),
      "template": .text(draft?.choice.name),
      "status": .string(status),
      "reason": .text(error.map { "\($0)" }),
    ]
  }

  /// A template that cannot be used concerns everybody, so the command ends with its error.
  var templateError: CommandFailure? {
    guard case .template(let error) = error else { return nil }
    return CommandFailure(error)
  }
}
