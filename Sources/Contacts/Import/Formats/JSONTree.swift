internal import FoundationEssentials

/// Any JSON, taken as it comes.
enum JSONTree: Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONTree].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  subscript(key: String) -> JSONTree? {
    if case .object(let entries) = self { return entries[key] }
    return nil
  }

  /// The entries of an object, by their keys.
  var entries: [(key: String, value: JSONTree)] {
    if case .object(let entries) = self { return entries.sorted { $0.key < $1.key } }
    return []
  }

  /// A string, or a whole number as text; nil for everything else.
  var text: String? {
    switch self {
    case .string(let text): text
    case .number(let number): Int(exactly: number).map(String.init)
    case .null, .boolean, .array, .object: nil
    }
  }

  var isTrue: Bool {
    switch self {
    case .boolean(let value): value
    case .number(let value): value != 0
    case .null, .string, .array, .object: false
    }
  }
}

extension JSONTree? {
  /// The items of an array; none where there is none.
  var items: [JSONTree] {
    if case .array(let items) = self { return items }
    return []
  }
}
