/// What the user says about columns: `--map "Mail=email"`.
package struct ColumnMapping: Sendable {
  /// Nothing said; names decide.
  package static let none = ColumnMapping(fields: [:])

  private let fields: [String: ImportField]

  private init(fields: [String: ImportField]) {
    self.fields = fields
  }

  /// Reads `column=field` each; the column's name is compared as ``ImportField/normalized(_:)``.
  ///
  /// - Throws: ``ContactsError/malformedMapping(_:)`` or
  ///   ``ContactsError/unknownMappedField(_:suggestion:)``.
  package init(_ assignments: [String]) throws(ContactsError) {
    var fields: [String: ImportField] = [:]
    for assignment in assignments {
      // A column's name may itself hold '=', a field's name cannot.
      guard let equals = assignment.lastIndex(of: "=") else {
        throw ContactsError.malformedMapping(assignment)
      }
      let column = ImportField.normalized(String(assignment[..<equals]))
      let word = PlainText.singleLine(String(assignment[assignment.index(after: equals)...]))
      guard !column.isEmpty, !word.isEmpty else {
        throw ContactsError.malformedMapping(assignment)
      }
      guard let field = Self.field(named: word) else {
        let suggestion = ImportField(columnName: word)?.rawValue
        throw ContactsError.unknownMappedField(word, suggestion: suggestion)
      }
      fields[column] = field
    }
    self.fields = fields
  }

  /// The names of the columns that were mapped, normalized.
  var columns: [String] {
    fields.keys.sorted()
  }

  subscript(columnName: String) -> ImportField? {
    fields[ImportField.normalized(columnName)]
  }

  private static func field(named word: String) -> ImportField? {
    ImportField(rawValue: word.lowercased().replacing("-", with: "_").replacing(" ", with: "_"))
  }
}
