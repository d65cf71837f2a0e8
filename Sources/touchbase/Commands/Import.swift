import ArgumentParser
import Contacts
import Correspondence
import DurableFiles

/// `touchbase import`: takes in lists of people.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in a list of people: Word, CSV of any kind, vCard, plain text, archives.",
    discussion: """
      Word documents, LinkedIn's and Google's archives, tables from Google, Outlook, Thunderbird \
      and spreadsheets, vCard, LDIF, lists in plain text and Markdown, mutt's aliases, abook, \
      khard, friends.md, org-contacts and Monica's export. What a file is shows in what it holds, \
      whatever its name.

      The same file again changes nothing; a later one updates, and never overwrites what you \
      wrote. Every row that is not taken is named with its reason.
      """
  )

  @Argument(help: ArgumentHelp("The lists.", valueName: "file"))
  var files: [String]

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp("What a column holds, as \"Mail=email\".", valueName: "column=field")
  )
  var mappings: [String] = []

  @Flag(help: "Say what would change, and change nothing.")
  var dryRun = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let mapping = try ColumnMapping(mappings)
    var importer = Importer(book: book, mapping: mapping, today: session.clock.today)
    for file in files {
      let bytes = try session.files.readInput(file)
      try importer.read(file: file, bytes: bytes)
    }
    let store = ContactStore(folder: session.workspace.contacts, fileSystem: session.files)
    let plan = try store.plan(importer)
    let refused = dryRun ? [] : try store.apply(plan)
    let screen = ImportScreen(report: plan.report, isDryRun: dryRun, output: session.output)
    if json.isWanted {
      session.output.bytes(try screen.json.encoded())
    } else {
      screen.show()
    }
    for error in refused {
      session.output.warning("\(error)")
    }
    if !refused.isEmpty { throw ExitStatus.attention }
  }
}

/// How an import tells what it did.
private struct ImportScreen {
  let report: ImportReport
  let isDryRun: Bool
  let output: Output

  func show() {
    let verb = isDryRun ? "would be " : ""
    output.line(
      "\(report.added.count) \(verb)added, \(report.updated.count) \(verb)updated, "
        + "\(report.unchanged.count) unchanged."
    )
    if !report.firstPeople.isEmpty {
      output.line("As understood:")
      for contact in report.firstPeople {
        output.line("  " + ContactLine.summary(of: contact))
      }
    }
    showChanges()
    showRows()
    let changesNothing = report.added.isEmpty && report.updated.isEmpty
    output.next(
      changesNothing ? "touchbase" : isDryRun ? "the same without --dry-run" : "touchbase plan"
    )
  }

  /// What a dry run is for: who, and what about them.
  private func showChanges() {
    guard isDryRun else { return }
    if report.added.count > report.firstPeople.count {
      output.line(
        "New: " + report.added.prefix(20).joined(separator: ", ") + more(report.added.count, 20)
      )
    }
    if !report.changes.isEmpty { output.line("Changed:") }
    for change in report.changes.prefix(50) {
      let notes = change.notes == 0 ? [] : [change.notes == 1 ? "a note" : "\(change.notes) notes"]
      output.line("  \(change.contact): " + (change.keys + notes).joined(separator: ", "))
    }
    if report.changes.count > 50 { output.line("  and \(report.changes.count - 50) more") }
  }

  private func more(_ count: Int, _ shown: Int) -> String {
    count > shown ? " and \(count - shown) more" : ""
  }

  private func showRows() {
    if !report.skipped.isEmpty { output.line("Not taken:") }
    for row in report.skipped {
      output.line("  \(row.file):\(row.line): \(row.reason)")
    }
    if !report.doubtful.isEmpty { output.line("Worth a look:") }
    for row in report.doubtful {
      output.line("  \(row.file):\(row.line): \(row.contact): \(row.doubt)")
    }
  }

  var json: JSONValue {
    [
      "added": .integer(report.added.count),
      "updated": .integer(report.updated.count),
      "unchanged": .integer(report.unchanged.count),
      "changes": .array(
        report.changes.map { change in
          [
            "contact": .string(change.contact),
            "keys": .array(change.keys.map(JSONValue.string)),
            "notes": .integer(change.notes),
          ]
        }
      ),
      "skipped": .array(
        report.skipped.map { row in
          [
            "file": .string(row.file), "line": .integer(row.line),
            "reason": .string("\(row.reason)"),
          ]
        }
      ),
      "doubtful": .array(
        report.doubtful.map { row in
          [
            "file": .string(row.file), "line": .integer(row.line),
            "contact": .string(row.contact), "reason": .string("\(row.doubt)"),
          ]
        }
      ),
    ]
  }
}
