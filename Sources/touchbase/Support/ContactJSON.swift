import Contacts
import Correspondence
import MailMessage

/// A person as JSON.
enum ContactJSON {
  /// What `contact list` tells of everybody.
  static func summary(of contact: Contact) -> JSONValue {
    .object(members(of: contact))
  }

  /// The summary with every key of the file, the notes and the timeline.
  static func everything(of contact: Contact, _ history: [HistoryEntry]) -> JSONValue {
    var members = members(of: contact)
    members["fields"] = value(.mapping(contact.fields.filter { $0.key != "imported" }))
    members["notes"] = .array(contact.notes.map(note))
    members["timeline"] = .array(history.map(entry))
    return .object(members)
  }

  private static func members(of contact: Contact) -> [String: JSONValue] {
    [
      "id": .string(contact.id),
      "name": .string(contact.name),
      "first_name": .text(contact.firstName),
      "emails": .texts(contact.emails.map(\.description)),
      "phones": .texts(contact.phones),
      "organization": .text(contact.organization),
      "role": .text(contact.role),
      "groups": .texts(contact.groups),
      "channel": .text(contact.channel?.rawValue),
      "every": .text(contact.every?.description),
      "city": .text(contact.city),
      "do_not_contact": .bool(contact.doNotContact),
      "notes": .integer(contact.notes.count),
      "path": .string(contact.path),
    ]
  }

  private static func note(_ note: Note) -> JSONValue {
    [
      "id": .string(note.id), "text": .string(note.text), "say": .text(note.say),
      "date": .text(note.date?.description), "tags": .texts(note.tags),
      "private": .bool(note.isPrivate),
      "promise": .text(note.promise.map { $0 == .open ? "open" : "kept" }),
      "line": .integer(note.line),
    ]
  }

  private static func entry(_ entry: HistoryEntry) -> JSONValue {
    [
      "id": .string(entry.id), "kind": .string(entry.kind.rawValue),
      "at": .string(entry.at.description), "reached": .bool(entry.reached),
      "subject": .text(entry.subject), "text": .text(entry.text),
    ]
  }

  private static func value(_ value: FieldValue) -> JSONValue {
    switch value {
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .boolean(let truth): .bool(truth)
    case .null: .null
    case .list(let items): .array(items.map(self.value))
    case .mapping(let fields):
      .object(Dictionary(fields.map { ($0.key, self.value($0.value)) }) { first, _ in first })
    }
  }
}
