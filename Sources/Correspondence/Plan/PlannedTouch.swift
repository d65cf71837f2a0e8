package import Contacts
package import MailMessage

/// Somebody who is due, how, and why.
package struct PlannedTouch: Sendable {
  package let contact: Contact
  package let channel: Channel
  /// The day the touch fell or falls due; for a cadence of `auto` the day of the hour.
  package let due: CalendarDay
  package let cause: Cause
  /// Days since ``due``, not below 0; nil where the user chose no cadence, since nobody is overdue
  /// then.
  package let daysOverdue: Int?
  /// Why, in a few words: `never yet`, `5 months ago`, `since 2019`, `you promised`.
  package let reason: String
  /// What it is about, or what one could talk about: what they answered, what was promised, what is
  /// noted, in one line; nil where nothing is known.
  package let topic: String?
  /// What it takes of the hour; 0 for a visit.
  package let minutes: Int
  /// Whether it fits into this hour; visits always do.
  package var isInThisHour: Bool
}
