import ArgumentParser
import Contacts
import Correspondence
import MailMessage

/// `touchbase contact`: the people one by one.
struct ContactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact",
    abstract: "List, show, add, edit, rename, merge and export people.",
    subcommands: [
      ContactList.self, ContactShow.self, ContactAdd.self, ContactEdit.self, ContactRename.self,
      ContactMerge.self, ContactExport.self,
    ]
  )
}

/// `touchbase contact list`.
struct ContactList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Everybody, or those of a group, a city, a channel: a line each."
  )

  @Argument(help: "Words that are known of a person: name, organisation, notes.")
  var words: [String] = []

  @Option(help: "Only people of this group; may be given several times, for all of them.")
  var group: [String] = []

  @Option(help: "Only people of this city.")
  var city: String?

  @Option(help: "Only people who are reached so: email, call, visit or message.")
  var channel: Channel?

  @Flag(help: "Only people who are due in this hour.")
  var due = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let people = try selected(book, session)
    if json.isWanted {
      session.output.bytes(try JSONValue.array(people.map(ContactJSON.summary)).encoded())
    } else {
      let width = min(28, people.map { Columns.width($0.name) }.max() ?? 0)
      session.output.lines(people.map { Self.row($0, width: width) })
      if book.contacts.isEmpty {
        session.output.next("touchbase import FILE")
      } else if people.isEmpty {
        session.output.line("Nobody.")
      }
    }
    if !book.problems.isEmpty { throw ExitStatus.attention }
  }

  private static func row(_ contact: Contact, width: Int) -> String {
    let reach =
      contact.doNotContact
      ? "do not contact"
      : contact.emails.first.map(String.init(describing:)) ?? contact.phones.first ?? "–"
    let place = Columns.shortened(contact.city ?? contact.organization ?? "", to: 20)
    return Columns.trimmed(
      "\(Columns.padded(contact.name, to: width))  \(Columns.padded(reach, to: 28))  \(place)"
    )
  }

  /// Those whom all of the options mean.
  private func selected(_ book: AddressBook, _ session: Session) throws -> [Contact] {
    var people = book.contacts
    for group in group {
      people = people.filter { $0.groups.contains { PlainText.areSame($0, group) } }
    }
    if let city { people = people.filter { $0.city.map { PlainText.areSame($0, city) } ?? false } }
    if let channel { people = people.filter { session.settings.channel(for: $0) == channel } }
    if due {
      let due = Set(try session.planner().plan(for: book.contacts).thisHour.map(\.contact.id))
      people = people.filter { due.contains($0.id) }
    }
    if !words.isEmpty {
      let search = PeopleSearch(words.joined(separator: " "))
      people = people.filter(search.matches)
    }
    return people
  }
}

/// `touchbase contact add`.
struct ContactAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add one person."
  )

  @Argument(help: "The name.")
  var name: [String]

  @Option(help: "An address; may be given several times.")
  var email: [String] = []

  @Option(help: "A phone number; may be given several times.")
  var phone: [String] = []

  @Option(help: "Where they live.")
  var city: String?

  @Option(help: "How you met.")
  var met: String?

  @Option(help: "A group they belong to; may be given several times.")
  var group: [String] = []

  @Option(help: "Something to remember; may be given several times.")
  var note: [String] = []

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let addresses = try email.map { text in
      do {
        return try EmailAddress(text)
      } catch {
        throw CommandFailure(.badData, "'\(Output.visibleLine(text))' is no address: \(error)")
      }
    }
    if let same = book.contacts.first(where: { !Set($0.emails).isDisjoint(with: addresses) }) {
      throw CommandFailure(
        .badData,
        "\(same.path): \(same.name) has this address already",
        hints: ["touchbase contact show \(same.id)"]
      )
    }
    let store = ContactStore(folder: session.workspace.contacts, fileSystem: session.files)
    let notes = try note.map { try NewNote($0) }
    let contact = try store.add(fields(addresses), notes: notes, to: book)
    session.output.line("Added \(contact.name): \(contact.path)")
    session.output.next("touchbase note \(contact.id) …")
  }

  private func fields(_ addresses: [EmailAddress]) -> [Field] {
    let name = name.joined(separator: " ")
    let several: [(String, [String])] = [
      ("email", addresses.map(\.description)), ("phone", phone), ("groups", group),
    ]
    var fields = [Field(key: "name", value: .text(name))]
    for (key, values) in several {
      guard let first = values.first else { continue }
      let isSingle = values.count == 1 && key != "groups"
      fields.append(
        Field(key: key, value: isSingle ? .text(first) : .list(values.map(FieldValue.text)))
      )
    }
    for (key, value) in [("city", city), ("met", met)] {
      if let value { fields.append(Field(key: key, value: .text(value))) }
    }
    return fields
  }
}

extension Channel: ExpressibleByArgument {}
