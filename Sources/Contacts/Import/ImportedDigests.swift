/// What imports wrote into a contact: the key `imported:` with a digest of each such value.
///
/// A value that still has its digest there is as the import left it and may be renewed by the next
/// one. A value without is the person's own. A digest whose value is gone was taken out by the
/// person, and no import brings it back. The digests of rows, 16 digits long, find the contact again
/// when name and address were changed by hand.
struct ImportedDigests {
  static let key = "imported"
  private static let rowDigits = 16
  private static let valueDigits = 6

  private(set) var digests: [String]

  init(digests: [String] = []) {
    self.digests = digests
  }

  init(_ contact: Contact) {
    guard case .list(let items) = contact[Self.key] else {
      self.digests = []
      return
    }
    self.digests = items.compactMap(\.scalarText)
  }

  var rows: [String] {
    digests.filter { $0.utf8.count == Self.rowDigits }
  }

  var value: FieldValue {
    .list(digests.map(FieldValue.plain))
  }

  func contains(_ key: String, _ text: String) -> Bool {
    digests.contains(Self.digest(key, text))
  }

  mutating func insert(_ key: String, _ text: String) {
    insert(digest: Self.digest(key, text))
  }

  mutating func insert(digest: String) {
    if !digests.contains(digest) { digests.append(digest) }
  }

  mutating func remove(_ key: String, _ text: String) {
    digests.removeAll { $0 == Self.digest(key, text) }
  }

  private static func digest(_ key: String, _ text: String) -> String {
    Digest.hex(key + "=" + text, digits: valueDigits)
  }
}
