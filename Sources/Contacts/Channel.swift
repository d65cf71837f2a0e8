/// A way to reach a person.
package enum Channel: String, CaseIterable, Sendable {
  case email
  case call
  case visit
  /// Text without headers to paste elsewhere.
  case message
}
