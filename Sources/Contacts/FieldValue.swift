/// A value of the front matter.
///
/// A scalar stays the text that was written, so `zip: 01234` and `country: NO` are kept as they
/// are; only an unquoted `true`, `false`, `null`, `~`, nothing, and an integer in its one canonical
/// form are more than text.
package indirect enum FieldValue: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  case null
  case list([FieldValue])
  /// The entries in the file's order; keys are unique.
  case mapping([Field])

  /// The scalar as it was written; nil for lists, mappings and null.
  package var scalarText: String? {
    switch self {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .null, .list, .mapping: nil
    }
  }
}

extension FieldValue {
  /// The value with another id in place of one, nil where it does not name it; an id that is named
  /// twice then is named once.
  func renaming(_ id: String, to other: String) -> FieldValue? {
    switch self {
    case .list(let items):
      guard items.contains(where: { $0.scalarText == id }) else { return nil }
      var renamed: [FieldValue] = []
      for item in items.map({ $0.scalarText == id ? .text(other) : $0 })
      where !renamed.contains(item) { renamed.append(item) }
      return .list(renamed)
    case .text(let text):
      let items = text.commaSeparated
      guard items.contains(id) else { return nil }
      return .text(items.map { $0 == id ? other : $0 }.joined(separator: ", "))
    case .integer(let number): return String(number) == id ? .text(other) : nil
    case .boolean, .null, .mapping: return nil
    }
  }
}

/// A key of the front matter and what stands there.
package struct Field: Hashable, Sendable {
  package let key: String
  package let value: FieldValue

  package init(key: String, value: FieldValue) {
    self.key = key
    self.value = value
  }
}
