internal import Contacts
internal import MailMessage

/// Somebody who is due, before the hour is filled.
struct Candidate {
  let contact: Contact
  let due: CalendarDay
  /// Whether the user chose how often.
  let isChosen: Bool
  let reason: String
  let rank: Rank

  /// What comes first; smaller is more pressing.
  struct Rank: Comparable {
    /// 0 an answer is owed, 1 a promise, 2 a birthday, 3 a cadence that was chosen, 4 the others.
    let urgency: Int
    /// What the wait is counted from; nil, which comes first, where there was nothing yet.
    let since: CalendarDay?
    /// Among those never met, whoever has most notes comes first.
    let notes: Int
    let id: String

    static func < (one: Self, other: Self) -> Bool {
      if one.urgency != other.urgency { return one.urgency < other.urgency }
      switch (one.since, other.since) {
      case (nil, .some): return true
      case (.some, nil): return false
      case (let one?, let other?) where one != other: return one < other
      case (.some, .some), (nil, nil): break
      }
      if one.notes != other.notes { return one.notes > other.notes }
      return one.id < other.id
    }
  }
}

extension Planner {
  /// The person as somebody who is due; nil for whoever can wait.
  func candidate(_ contact: Contact) -> Candidate? {
    guard !pending.contains(contact.id), !isSnoozed(contact) else { return nil }
    let last = history.lastTouch(with: contact.id)
    let lastDay = last.map { CalendarDay($0.at) }
    if let reply = history.owedReply(to: contact.id) {
      let day = CalendarDay(reply.at)
      return candidate(contact, 0, due: day, since: day, "answered \(Wait.short(day))")
    }
    if let promise = contact.notes.first(where: { $0.promise == .open }), lastDay != today {
      let day = promise.date ?? lastDay
      return candidate(contact, 1, due: day ?? today, since: day, "you promised")
    }
    if let birthday = comingBirthday(of: contact, lastTouch: lastDay) {
      let reason = birthday == today ? "birthday today" : "birthday \(Wait.short(birthday))"
      return candidate(contact, 2, due: birthday, since: birthday, reason)
    }
    return byCadence(contact, lastDay: lastDay)
  }

  /// Whether the user wants to leave somebody alone until a later day: `snooze: 2027-01-15`.
  private func isSnoozed(_ contact: Contact) -> Bool {
    let text = contact.fields.first { $0.key == "snooze" }?.value.scalarText
    guard let text, let day = CalendarDay(iso8601: text) else { return false }
    return day > today
  }

  private func byCadence(_ contact: Contact, lastDay: CalendarDay?) -> Candidate? {
    let cadence = settings.cadence(for: contact)
    guard let lastDay else { return neverYet(contact, cadence) }
    // Whoever waits for nothing in particular is still not written to in every hour of a busy week.
    let due = cadence.due(after: lastDay) ?? lastDay.adding(months: 1)
    guard isNearerToThisHour(due) else { return nil }
    let reason = Wait.words(from: lastDay, to: today)
    return cadence == .auto
      ? candidate(contact, 4, due: today, since: lastDay, reason, cadence)
      : candidate(contact, 3, due: due, since: due, reason, cadence)
  }

  /// Somebody to whom nothing was written yet is due at once, but not everybody of a long list
  /// that was imported in one go: they are spread over the time that their cadence gives.
  private func neverYet(_ contact: Contact, _ cadence: Cadence) -> Candidate? {
    var due = today
    if let day = contact.massImportDay, let end = cadence.due(after: day) {
      let days = UInt64(max(day.days(until: end), 1))
      let first = day.adding(days: Int(SeededHash([contact.id]).value % days))
      guard isNearerToThisHour(first) else { return nil }
      due = min(first, today)
    }
    let urgency = cadence == .auto ? 4 : 3
    return candidate(contact, urgency, due: due, since: nil, "never yet", cadence)
  }

  private func candidate(
    _ contact: Contact,
    _ urgency: Int,
    due: CalendarDay,
    since: CalendarDay?,
    _ reason: String,
    _ cadence: Cadence = .auto
  ) -> Candidate {
    let notes = contact.notes.count { !$0.isPrivate }
    return Candidate(
      contact: contact,
      due: due,
      isChosen: cadence != .auto,
      reason: reason,
      rank: Candidate.Rank(urgency: urgency, since: since, notes: notes, id: contact.id)
    )
  }

  /// Whether a day belongs to this hour: it is past, or no nearer to the next hour than to this.
  private func isNearerToThisHour(_ day: CalendarDay) -> Bool {
    today.days(until: day) <= day.days(until: nextHour)
  }

  /// The birthday that somebody is due for; nil where none is near, or something else presses more.
  func birthday(of contact: Contact) -> CalendarDay? {
    guard contact.birthday != nil, let candidate = candidate(contact) else { return nil }
    return candidate.rank.urgency == 2 ? candidate.due : nil
  }

  /// A birthday that is nearer to this hour than to the next, for whoever was not just met.
  private func comingBirthday(of contact: Contact, lastTouch: CalendarDay?) -> CalendarDay? {
    guard let day = contact.birthday?.next(onOrAfter: today), isNearerToThisHour(day) else {
      return nil
    }
    // Met within two weeks: the wishes were said, or there is time to say them.
    if let lastTouch, lastTouch.days(until: today) < 14 { return nil }
    return day
  }

  /// What one could talk about: an open promise, else the newest thing that was noted.
  func topic(of contact: Contact) -> String? {
    let notes = contact.notes.filter { !$0.isPrivate && !$0.text.isEmpty }
    if let promise = notes.first(where: { $0.promise == .open }) { return promise.text }
    let used = Set(history.used(with: contact.id).notes)
    let fresh = notes.filter { $0.date != nil && !used.contains($0.id) }
    return fresh.max { ($0.date ?? today) < ($1.date ?? today) }?.text
  }
}
