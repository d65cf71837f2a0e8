package import MailMessage

/// Who is due in this hour, and who is not and why.
package struct Plan: Sendable {
  /// The day of the hour.
  package let day: CalendarDay
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

/// Somebody who is never due, with the reason.
package struct ExcludedContact: Hashable, Sendable {
  package let contact: String
  package let name: String
  package let reason: Reason

  /// Why somebody stays out of the plan.
  package enum Reason: Hashable, Sendable {
    case askedNotToBeContacted
    /// Another contact with the same address asked not to be written to.
    case addressAskedNotToBeContacted
    case died(String)
    case never
    case channelRefused(String)
    case noAddress
    case noPhone
  }
}

extension ExcludedContact.Reason: CustomStringConvertible {
  /// The reason in a few words.
  package var description: String {
    switch self {
    case .askedNotToBeContacted: "asked not to be contacted"
    case .addressAskedNotToBeContacted: "somebody at this address asked not to be contacted"
    case .died(let when): when == "true" ? "died" : "died \(when)"
    case .never: "never, as you decided"
    case .channelRefused(let channel): "wants no \(channel)"
    case .noAddress: "no e-mail address"
    case .noPhone: "no phone number"
    }
  }
}
