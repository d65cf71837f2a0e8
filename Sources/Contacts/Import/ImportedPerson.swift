internal import MailMessage

/// What the rows of an import say about one person, in the shape of a contact file.
struct ImportedPerson {
  /// Never empty; the address where the source has no name.
  var name: String
  /// Where the name alone would give another one.
  var firstName: String?
  var emails: [EmailAddress] = []
  /// The keys of the contact file beyond name and addresses; lists hold texts.
  var values: [Field] = []
  /// Facts that have no key of their own, by the names of their columns.
  var more: [Field] = []
  var notes: [NewNote] = []
  /// Digests of what identifies the rows at their source.
  var rows: [String] = []

  /// The person's fields in the order in which a new file has them, `more` aside.
  var fields: [Field] {
    var fields = [Field(key: "name", value: .text(name))]
    if let firstName { fields.append(Field(key: "first_name", value: .text(firstName))) }
    if !emails.isEmpty {
      fields.append(Field(key: "email", value: .list(emails.map { .text($0.description) })))
    }
    return fields + values
  }

  /// The text of a key that holds one; nil where there is none.
  func text(_ key: String) -> String? {
    values.first { $0.key == key }?.value.scalarText
  }

  /// Takes from another row what this one does not have; what it has stays.
  mutating func fill(from other: ImportedPerson) {
    if name.contains("@"), !other.name.contains("@") { name = other.name }
    firstName = firstName ?? other.firstName
    emails += other.emails.filter { !emails.contains($0) }
    values = Self.union(values, other.values)
    more = Self.union(more, other.more)
    notes += other.notes.filter { note in !notes.contains { $0.substance == note.substance } }
    rows += other.rows.filter { !rows.contains($0) }
  }

  private static func union(_ fields: [Field], _ others: [Field]) -> [Field] {
    var result = fields
    for other in others {
      guard let index = result.firstIndex(where: { $0.key == other.key }) else {
        result.append(other)
        continue
      }
      if case .list(let own) = result[index].value, case .list(let new) = other.value {
        let items = own + new.filter { !own.contains($0) }
        result[index] = Field(key: other.key, value: .list(items))
      }
    }
    return result
  }
}
