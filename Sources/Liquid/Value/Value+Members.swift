extension Value {
  /// What a name written behind a point leads to; nil where it leads nowhere.
  func member(_ key: Name, _ command: PathCommand?) -> Value? {
    if case .object(let object) = self, let found = object[key] { return found }
    guard let command else { return nil }
    switch (command, self) {
    case (.size, .array(let items)): return .integer(items.count)
    case (.size, .object(let object)): return .integer(object.count)
    case (.size, .string(let text)): return .integer(text.unicodeScalars.count)
    case (.size, .range(let first, let last)): return .integer(Self.count(first, last))
    case (.size, .integer): return .integer(8)
    case (.first, .array(let items)): return items.first ?? .nil
    case (.last, .array(let items)): return items.last ?? .nil
    case (.first, .range(let first, _)): return .integer(first)
    case (.last, .range(_, let last)): return .integer(last)
    case (.first, .object(let object)): return object.entries.first.map(Self.pair) ?? .nil
    case (.first, .string(let text)):
      return .string(text.unicodeScalars.first.map(String.init) ?? "")
    case (.last, .string(let text)): return .string(text.unicodeScalars.last.map(String.init) ?? "")
    default: return nil
    }
  }

  /// What a value between brackets leads to; nil where it leads nowhere.
  func member(at index: Value) -> Value? {
    switch (self, index) {
    case (.object(let object), .string(let name)): object[Name(name)]
    case (.array(let items), .integer(let index)):
      items.indices.contains(index < 0 ? items.count + index : index)
        ? items[index < 0 ? items.count + index : index] : .nil
    default: nil
    }
  }

  /// Name and value as a list of two.
  static func pair(_ entry: Object.Entry) -> Value {
    .array([.string(entry.key.text), entry.value])
  }
}

/// The words that mean something behind every list or text.
enum PathCommand: String, Sendable {
  case size, first, last
}
