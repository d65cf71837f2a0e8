internal import MailMessage

/// When a letter that was not taken is tried again.
///
/// Source: RFC 5321 §4.5.4.1 for the giving up after four to five days.
package enum RetrySchedule {
  /// After that long the letter is held.
  static let expirySeconds: Int64 = 5 * 86_400
  /// No retry lies further ahead; one that does was set by a clock that was wrong.
  static let longestWaitSeconds: Int64 = 5 * 3600

  /// The next moment: five minutes, doubling to four hours, up to a quarter later by `chance`, a
  /// number from 0 to 1; nil when the letter is to be given up.
  ///
  /// `attempts` is how often it was tried, at least once; `triedSince` when for the first time.
  static func next(
    after now: DateTime,
    attempts: Int,
    triedSince: DateTime,
    chance: Double
  ) -> DateTime? {
    guard now.secondsSinceEpoch - triedSince.secondsSinceEpoch < expirySeconds else { return nil }
    // What is no number is compared with nothing.
    let spread = chance > 0 ? min(chance, 1) : 0
    let doublings = min(max(attempts - 1, 0), 6)
    let wait = Double(min(300 << doublings, 4 * 3600)) * (1 + spread / 4)
    return DateTime(
      secondsSinceEpoch: now.secondsSinceEpoch + Int64(wait),
      offsetMinutes: now.offsetMinutes
    )
  }

  /// Whether a retry's time has come, or never was right.
  static func isDue(_ next: DateTime, at now: DateTime) -> Bool {
    let wait = next.secondsSinceEpoch - now.secondsSinceEpoch
    return wait <= 0 || wait > longestWaitSeconds
  }
}
