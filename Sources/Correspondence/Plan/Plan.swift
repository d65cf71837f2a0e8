package import MailMessage

/// Who is due in this hour, and who is not and why.
package struct Plan: Sendable {
  /// The day of the hour.
  package let day: CalendarDay
  /// The day of the hour after it.
  package let nextHour: CalendarDay
  /// Who is due, the most pressing first; whoever does not fit into the hour is at the end.
  package let touches: [PlannedTouch]
  /// Who stays out and would not be due on any other day, by contact id.
  package let excluded: [ExcludedContact]
  /// How many are neither due now nor left out.
  package let waiting: Int
  /// How long everybody takes at this pace, in hours of the ritual; nil where nobody is met.
  package let hoursForEverybody: Int?

  /// Who fits into the hour.
  package var thisHour: [PlannedTouch] { touches.filter(\.isInThisHour) }

  /// What the hour takes, in minutes; visits are outside of it.
  package var minutes: Int { thisHour.reduce(0) { $0 + $1.minutes } }
}
