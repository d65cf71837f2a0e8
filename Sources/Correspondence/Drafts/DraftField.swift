/// A header line of a draft as the person sees it: UTF-8, unfolded.
package struct DraftField: Hashable, Sendable {
  package let name: String
  package let value: String
  /// The line of the file the field begins on; the first is 1.
  package let line: Int
  /// The column the value begins in, counted in characters; the first is 1.
  package let column: Int

  package init(_ name: String, _ value: String, line: Int = 0, column: Int = 1) {
    self.name = name
    self.value = value
    self.line = line
    self.column = column
  }

  /// Whether the field is called so; case does not matter.
  func isNamed(_ name: String) -> Bool {
    self.name.lowercased() == name.lowercased()
  }

  /// The fields that are touchbase's own and never leave.
  static let privatePrefix = "x-touchbase-"

  /// The names of the fields that touchbase reads.
  enum Name {
    static let draft = "X-Touchbase-Draft"
    static let contact = "X-Touchbase-Contact"
    static let template = "X-Touchbase-Template"
    static let used = "X-Touchbase-Used"
    static let written = "X-Touchbase-Written"
  }
}
