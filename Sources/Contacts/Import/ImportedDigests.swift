package import MailMessage

/// What imports wrote into a contact: the key `imported:` with a digest of each such value.
///
/// A value that still has its digest there is as the import left it and may be renewed by the next
/// one. A value without is the person's own. A digest whose value is gone was taken out by the
/// person, and no import brings it back. The digests of rows, 16 digits long, find the contact again
/// when name and address were changed by hand. The day, where there is one, is that of an import of
/// many people at once.
///
/// They stand in the contact's own file, not beside it: so they are written in one step with what
/// they tell of, go along when the file is renamed, merged or put under version control, and
/// nothing is forgotten when `.touchbase/` is deleted.
struct ImportedDigests {
  static let key = "imported"
  private static let rowDigits = 16
  private static let valueDigits = 6

  private(set) var digests: [String] = []
  /// When many people were imported, and this one with them.
  private(set) var day: CalendarDay?
  private var known: Set<String> = []

  init(digests: [String] = [], day: CalendarDay? = nil) {
    self.day = day
    for digest in digests { insert(digest: digest) }
  }

  init(_ contact: Contact) {
    guard case .list(let items) = contact[Self.key] else { return }
    for text in items.compactMap(\.scalarText) {
      if let day = CalendarDay(iso8601: text) { self.day = day } else { insert(digest: text) }
    }
  }

  var rows: [String] {
    digests.filter { $0.utf8.count == Self.rowDigits }
  }

  var value: FieldValue {
    .list((day.map { [$0.description] } ?? []).map(FieldValue.text) + digests.map(FieldValue.plain))
  }

  func contains(_ key: String, _ text: String) -> Bool {
    known.contains(Self.digest(key, text))
  }

  mutating func insert(_ key: String, _ text: String) {
    insert(digest: Self.digest(key, text))
  }

  mutating func insert(digest: String) {
    if known.insert(digest).inserted { digests.append(digest) }
  }

  mutating func remove(_ key: String, _ text: String) {
    let digest = Self.digest(key, text)
    if known.remove(digest) != nil { digests.removeAll { $0 == digest } }
  }

  private static func digest(_ key: String, _ text: String) -> String {
    Digest.hex(key + "=" + text, digits: valueDigits)
  }
}

extension Contact {
  /// When this person was imported together with many others; nil for everybody else.
  package var massImportDay: CalendarDay? {
    guard case .list(let items) = self[ImportedDigests.key] else { return nil }
    // Every plan asks this of everybody; the digests need not be looked at.
    return items.lazy.compactMap(\.scalarText).filter { $0.utf8.count == 10 }
      .compactMap { CalendarDay(iso8601: $0) }.first
  }
}
