internal import Contacts
internal import Liquid

extension Value {
  /// A contact's value as the engine knows it.
  init(_ field: FieldValue) {
    switch field {
    case .text(let text): self = .string(text)
    case .integer(let number): self = .integer(number)
    case .boolean(let truth): self = .bool(truth)
    case .null: self = .nil
    case .list(let items): self = .array(items.map { Value($0) })
    case .mapping(let fields): self = .object(Object(fields))
    }
  }
}

extension Value.Object {
  init(_ fields: [Field]) {
    self.init()
    for field in fields { self[field.key] = Value(field.value) }
  }
}
