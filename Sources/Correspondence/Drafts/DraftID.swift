internal import MailMessage

/// What a draft is known by in the outbox, in history and on the disk.
package enum DraftID {
  /// Eight letters and digits that follow from person, month and template: the same workspace gives
  /// the same drafts.
  ///
  /// Where a letter is known by an id already, another one is made.
  static func make(_ parts: [String], isTaken: (String) -> Bool) -> String {
    var attempt: UInt64 = 0
    while true {
      let id = SeededHash(parts, seed: attempt).word(digits: 8)
      if !isTaken(id) || attempt > 10_000 { return id }
      attempt += 1
    }
  }

  /// `2026-11`.
  static func month(of day: CalendarDay) -> String {
    String(day.description.prefix(7))
  }
}
