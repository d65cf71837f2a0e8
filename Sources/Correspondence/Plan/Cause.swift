/// Why somebody is due; the most pressing comes first.
package enum Cause: Int, Comparable, Sendable {
  /// They answered, and were not answered.
  case answer
  /// Something that was promised is not done.
  case promise
  case birthday
  /// The user chose how often.
  case cadence
  /// They waited longest.
  case wait

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
