import ArgumentParser
import Contacts
import Correspondence

/// `touchbase contact export`: everybody for another program.
struct ContactExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write people to standard output for another program.",
    discussion: """
      For example: touchbase contact export > people.vcf

      Taking the same file in again changes nothing. Notes marked #private stay here unless they \
      are asked for.
      """
  )

  /// What other programs read.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// Version 4.0.
    case vcard
    /// Version 3.0, for older programs.
    case vcard3
    /// A table that no spreadsheet takes for formulas.
    case csv
    /// Everything that the files say.
    case json
  }

  @Argument(help: "Whom; everybody for none.")
  var names: [String] = []

  @Option(help: "The form: vcard (4.0), vcard3, csv or json.")
  var format = Format.vcard

  @Flag(name: .customLong("private"), help: "Notes marked #private as well.")
  var includesPrivate = false

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let people =
      names.isEmpty ? book.contacts : try names.map { try session.contact($0, in: book) }
    session.output.bytes(try bytes(of: people))
    if !book.problems.isEmpty { throw ExitStatus.attention }
  }

  private func bytes(of people: [Contact]) throws -> [UInt8] {
    switch format {
    case .vcard: VCardExport(.v4, includesPrivate: includesPrivate).bytes(of: people)
    case .vcard3: VCardExport(.v3, includesPrivate: includesPrivate).bytes(of: people)
    case .csv: CSVExport(includesPrivate: includesPrivate).bytes(of: people)
    case .json: try json(people).encoded()
    }
  }

  private func json(_ people: [Contact]) -> JSONValue {
    let contacts = people.map { contact -> JSONValue in
      let fields = contact.fields.filter { $0.key != "imported" }
      let notes = contact.notes.filter { includesPrivate || !$0.isPrivate }
      return [
        "id": .string(contact.id), "fields": JSONValue(.mapping(fields)),
        "notes": .texts(notes.map(\.itemLine)),
      ]
    }
    return ["format": "touchbase contacts 1", "people": .array(contacts)]
  }
}

extension JSONValue {
  /// A value of the front matter.
  init(_ value: FieldValue) {
    switch value {
    case .text(let text): self = .string(text)
    case .integer(let number): self = .integer(number)
    case .boolean(let truth): self = .bool(truth)
    case .null: self = .null
    case .list(let items): self = .array(items.map(JSONValue.init))
    case .mapping(let fields):
      self = .object(
        Dictionary(fields.map { ($0.key, JSONValue($0.value)) }) { first, _ in first }
      )
    }
  }
}
