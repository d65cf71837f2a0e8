internal import MailMessage

/// A contact as the formats of an export have it: facts with names, lists with their items.
struct ExportedContact {
  let contact: Contact
  /// What an import of this export finds the contact by again.
  let identity: String
  /// The facts of the file that have no place of their own in a format, in the file's order.
  private(set) var facts: [Fact] = []
  /// The notes, a line each, as they stand in the file.
  let notes: [String]

  /// One key of the file, or one of `more:`.
  struct Fact {
    /// The key; for a fact of `more:` what it is called there.
    let key: String
    let items: [String]
    let isMore: Bool
    /// Whether the items are those of a list.
    let isList: Bool
  }

  /// The keys that every format has a place for.
  private static let common: Set<String> = [
    "name", "email", "phone", "organization", "role", "city", "birthday", "groups",
    ImportedDigests.key,
  ]

  /// Takes what may leave: notes marked `#private` only where they are asked for.
  init(_ contact: Contact, includesPrivate: Bool) {
    self.contact = contact
    identity = Self.identity(of: contact.id)
    notes = contact.notes.filter { includesPrivate || !$0.isPrivate }.map(\.itemLine)
    for field in contact.fields where !Self.common.contains(field.key) {
      if field.key == "more", case .mapping(let entries) = field.value {
        facts += entries.compactMap { Self.fact($0, isMore: true) }
      } else if let fact = Self.fact(field, isMore: false) {
        facts.append(fact)
      }
    }
  }

  /// `touchbase:ada-park`.
  static func identity(of id: String) -> String { "touchbase:\(id)" }

  /// What an import makes of that identity, as it knows rows.
  static func rowDigest(of id: String) -> String {
    ImportRow.digest(identity: identity(of: id))
  }

  /// The birthday, which may be read from text; the year left out where nobody knows it.
  var birthday: String? { contact.birthday?.description }

  /// Nil for what is no text: a mapping, nothing.
  private static func fact(_ field: Field, isMore: Bool) -> Fact? {
    if case .list(let values) = field.value {
      let items = values.compactMap(\.scalarText)
      guard !items.isEmpty else { return nil }
      // Of a key that only the person knows, nobody else knows that it is a list.
      let isKnown = !isMore && ImportField(rawValue: field.key) != nil
      return Fact(
        key: field.key,
        items: isKnown ? items : [items.joined(separator: ", ")],
        isMore: isMore,
        isList: isKnown
      )
    }
    guard let text = field.value.scalarText, !text.isEmpty else { return nil }
    if !isMore, ImportField.listKeys.contains(field.key) {
      return Fact(key: field.key, items: text.commaSeparated, isMore: false, isList: true)
    }
    return Fact(key: field.key, items: [text], isMore: isMore, isList: false)
  }
}

extension Note {
  /// The note as an item of a list has it, behind `- `.
  package var itemLine: String {
    var parts: [String] = []
    switch promise {
    case .open: parts.append("[ ]")
    case .kept: parts.append("[x]")
    case nil: break
    }
    if let date { parts.append(date.description) }
    if !text.isEmpty { parts.append(text) }
    if let say { parts.append("say: \"" + say.replacing("\"", with: "\\\"") + "\"") }
    parts += tags.map { "#" + $0 }
    if isPrivate { parts.append("#private") }
    return parts.joined(separator: " ")
  }
}

extension String {
  /// The items of a text that commas part, as a contact file may have them.
  var commaSeparated: [String] {
    split(separator: ",").map { PlainText.singleLine(String($0)) }.filter { !$0.isEmpty }
  }
}
