internal import MailMessage

/// Finds who among the contacts and the rows already read an imported person is.
struct PeopleIndex {
  /// Somebody known: an existing contact or a person of this import.
  enum Key: Hashable {
    case contact(Int)
    case imported(Int)
  }

  /// What a look-up says.
  enum Match {
    case same(Key)
    case sameName(Key)
    case sharedAddress(Key)
    case none
  }

  private var rows: [String: Key] = [:]
  private var addresses: [String: Key] = [:]
  /// The first of each name.
  private var names: [String: Key] = [:]
  /// The first of each name and organisation, a line each.
  private var colleagues: [String: Key] = [:]
  private var nameOfKey: [Key: String] = [:]

  init(contacts: [Contact]) {
    for (index, contact) in contacts.enumerated() {
      add(
        .contact(index),
        name: contact.name,
        organization: contact.organization,
        emails: contact.emails,
        rows: ImportedDigests(contact).rows + [ExportedContact.rowDigest(of: contact.id)]
      )
    }
  }

  /// Makes somebody findable; what was known of the key before stays.
  mutating func add(
    _ key: Key,
    name: String,
    organization: String?,
    emails: [EmailAddress],
    rows: [String]
  ) {
    for row in rows where self.rows[row] == nil { self.rows[row] = key }
    for email in emails {
      let address = Self.key(of: email)
      if addresses[address] == nil { addresses[address] = key }
    }
    guard nameOfKey[key] == nil else { return }
    let folded = PlainText.folded(name)
    nameOfKey[key] = folded
    if names[folded] == nil { names[folded] = key }
    guard let organization else { return }
    let colleague = folded + "\n" + PlainText.folded(organization)
    if colleagues[colleague] == nil { colleagues[colleague] = key }
  }

  /// By the row's own identity, then by address, then by name and organisation.
  func match(_ person: ImportedPerson) -> Match {
    if let key = person.rows.lazy.compactMap({ rows[$0] }).first { return .same(key) }
    let name = PlainText.folded(person.name)
    if let key = person.emails.lazy.compactMap({ addresses[Self.key(of: $0)] }).first {
      return isCompatible(name, nameOfKey[key] ?? "") ? .same(key) : .sharedAddress(key)
    }
    if let organization = person.text("organization"),
      let key = colleagues[name + "\n" + PlainText.folded(organization)]
    {
      return .same(key)
    }
    return names[name].map(Match.sameName) ?? .none
  }

  /// Whether two names of one address can be one person: they share a word.
  private func isCompatible(_ name: String, _ other: String) -> Bool {
    if name.contains("@") || other.contains("@") { return true }
    let words = name.split { !$0.isLetter }
    return other.split { !$0.isLetter }.contains(where: words.contains)
  }

  private static func key(of email: EmailAddress) -> String {
    email.description.lowercased()
  }
}
