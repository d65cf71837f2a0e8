internal import MailMessage

/// What an import changes in a contact: the merge of what is there with what the source says.
///
/// The person's own words win always. See ``ImportedDigests`` for how they are known.
struct ContactUpdate {
  /// The top-level keys to set, in this order.
  private(set) var settings: [Field] = []
  /// The notes to add.
  private(set) var notes: [NewNote] = []
  private let contact: Contact
  private var imported: ImportedDigests

  init(of contact: Contact, with person: ImportedPerson) {
    self.contact = contact
    self.imported = ImportedDigests(contact)
    for field in person.fields { merge(field) }
    merge(more: person.more)
    merge(person.notes)
    // Rows alone are no reason to touch a file: the same match will be made again.
    guard !settings.isEmpty || !notes.isEmpty else { return }
    for row in person.rows { imported.insert(digest: row) }
    settings.append(Field(key: ImportedDigests.key, value: imported.value))
  }

  /// The front matter of somebody new, and the day of the import where many people are.
  static func fieldsOfNewFile(for person: ImportedPerson, day: CalendarDay? = nil) -> [Field] {
    var imported = ImportedDigests(digests: person.rows, day: day)
    for field in person.fields {
      for text in field.value.texts { imported.insert(field.key, text) }
    }
    for fact in person.more { imported.insert("more." + fact.key, fact.value.scalarText ?? "") }
    for note in person.notes { imported.insert("notes", note.substance) }
    let more = person.more.isEmpty ? [] : [Field(key: "more", value: .mapping(person.more))]
    let fields = person.fields.map { Field(key: $0.key, value: $0.value.compact) }
    return fields + more + [Field(key: ImportedDigests.key, value: imported.value)]
  }

  var isEmpty: Bool {
    settings.isEmpty && notes.isEmpty
  }

  private mutating func merge(_ field: Field) {
    if case .list(let items) = field.value {
      merge(items.compactMap(\.scalarText), into: field.key)
    } else if let text = field.value.scalarText {
      merge(text, into: field)
    }
  }

  private mutating func merge(_ text: String, into field: Field) {
    guard let current = contact[field.key], current != .null else {
      if !imported.contains(field.key, text) {
        set(field.key, field.value)
        imported.insert(field.key, text)
      }
      return
    }
    // A name by which the contact was found must not make a person of an address again.
    let isWorseName = field.key == "name" && text.contains("@")
    guard let old = current.scalarText, old != text, !isWorseName,
      imported.contains(field.key, old)
    else { return }
    set(field.key, field.value)
    imported.remove(field.key, old)
    imported.insert(field.key, text)
  }

  /// New items go behind those there; before them where the first is from an import that no longer
  /// has it, so that letters go to the new address.
  private mutating func merge(_ items: [String], into key: String) {
    var current = contact[key]?.texts ?? []
    if contact[key]?.scalarText != nil, ImportField.listKeys.contains(key) {
      current = current.flatMap(\.commaSeparated)
    }
    let new = items.filter { item in
      !imported.contains(key, item) && !current.contains { isSame($0, item, key: key) }
    }
    guard !new.isEmpty else { return }
    let isOutdated = current.first.map {
      imported.contains(key, $0) && !items.contains($0)
    }
    let all = isOutdated ?? false ? new + current : current + new
    set(key, FieldValue.list(all.map(FieldValue.text)).compact)
    for item in new { imported.insert(key, item) }
  }

  private func isSame(_ own: String, _ other: String, key: String) -> Bool {
    key == "phone"
      ? own.filter(\.isNumber) == other.filter(\.isNumber)
      : PlainText.folded(own) == PlainText.folded(other)
  }

  private mutating func merge(more facts: [Field]) {
    guard !facts.isEmpty else { return }
    let current: [Field]
    switch contact["more"] {
    case .mapping(let fields): current = fields
    case nil, .null: current = []
    case .text, .integer, .boolean, .list: return
    }
    var merged = current
    for fact in facts {
      // A key of the person's own that an export of ours gives back.
      let own = contact[fact.key]?.texts ?? []
      if !own.isEmpty, own.joined(separator: ", ") == fact.value.scalarText { continue }
      let key = "more." + fact.key
      let text = fact.value.scalarText ?? ""
      if let index = merged.firstIndex(where: { $0.key == fact.key }) {
        guard let old = merged[index].value.scalarText, old != text, imported.contains(key, old)
        else { continue }
        merged[index] = fact
        imported.remove(key, old)
        imported.insert(key, text)
      } else if !imported.contains(key, text) {
        merged.append(fact)
        imported.insert(key, text)
      }
    }
    if merged != current { set("more", .mapping(merged)) }
  }

  private mutating func merge(_ notes: [NewNote]) {
    let own = Set(contact.notes.map { $0.text.isEmpty ? $0.say ?? "" : $0.text })
    for note in notes where !own.contains(note.substance) {
      guard !imported.contains("notes", note.substance) else { continue }
      self.notes.append(note)
      imported.insert("notes", note.substance)
    }
  }

  private mutating func set(_ key: String, _ value: FieldValue) {
    settings.append(Field(key: key, value: value))
  }
}

extension FieldValue {
  /// The texts of a list, or the one of a scalar.
  fileprivate var texts: [String] {
    if case .list(let items) = self { return items.compactMap(\.scalarText) }
    return scalarText.map { [$0] } ?? []
  }

  /// A list of one item as that item.
  fileprivate var compact: FieldValue {
    if case .list(let items) = self, items.count == 1 { return items[0] }
    return self
  }
}
