internal import Yams

extension FieldValue {
  /// The value of a YAML node; nil when it expands to more than the limit through aliases.
  init?(_ node: Node) {
    var budget = 10_000
    self.init(node, budget: &budget)
  }

  private init?(_ node: Node, budget: inout Int) {
    budget -= 1
    guard budget > 0 else { return nil }
    switch node {
    case .scalar(let scalar):
      self =
        scalar.style == .plain || scalar.style == .any
        ? Self.plain(scalar.string) : .text(scalar.string)
    case .sequence(let sequence):
      var items: [FieldValue] = []
      for node in sequence {
        guard let item = FieldValue(node, budget: &budget) else { return nil }
        items.append(item)
      }
      self = .list(items)
    case .mapping(let mapping):
      var fields: [Field] = []
      for (key, node) in mapping {
        guard let value = FieldValue(node, budget: &budget) else { return nil }
        fields.append(Field(key: key.scalar?.string ?? "", value: value))
      }
      self = .mapping(fields)
    case .alias:
      self = .null
    }
  }

  /// What an unquoted scalar means.
  static func plain(_ text: String) -> FieldValue {
    switch text {
    case "true": .boolean(true)
    case "false": .boolean(false)
    case "null", "~", "": .null
    default: Int(text).map { String($0) == text ? .integer($0) : .text(text) } ?? .text(text)
    }
  }
}
