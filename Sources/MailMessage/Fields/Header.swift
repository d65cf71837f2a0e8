/// The fields of a mail in their order.
///
/// Source: RFC 5322 §2.2.
public struct Header: Hashable, Sendable {
  /// The fields, the first line's first.
  public let fields: [HeaderField]

  /// Makes a header of fields in their order.
  public init(_ fields: [HeaderField] = []) {
    self.fields = fields
  }

  /// The value of the first field of a name, whatever the case of its letters; encoded words as
  /// they stand; nil where there is none.
  public subscript(name: String) -> String? {
    fields.first { $0.isNamed(name) }?.value
  }

  /// The values of all fields of a name, in their order.
  public func values(_ name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }
}
