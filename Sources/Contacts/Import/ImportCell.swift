/// One value that a file tells of somebody.
struct ImportCell: Equatable {
  /// The name of its column or property, and the key under `more:` where it has no field.
  var name: String
  /// What it means; nil for what is kept under `more:`.
  var field: ImportField?
  var text: String
  /// What sets it apart from others of its field: `work`, `mobile`; kept under `more:` as well.
  var label: String?
  /// Whether separators in the text part no items.
  var isOneItem = false
}
