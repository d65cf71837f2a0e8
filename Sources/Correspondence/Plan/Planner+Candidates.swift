internal import Contacts
internal import MailMessage

/// Somebody who is due, before the hour is filled.
struct Candidate {
  let contact: Contact
  let cause: Cause
  let due: CalendarDay
  /// What the wait is counted from; nil where there was nothing yet.
  let since: CalendarDay?
  /// What the user chose, in days; nil for whoever is due for another reason.
  let turn: Int?
  let reason: String
  /// What this touch is about, where the cause says it.
  let about: String?
}

extension Planner {
  /// The person as somebody who is due; nil for whoever can wait.
  func candidate(_ contact: Contact) -> Candidate? {
    guard !pending.contains(contact.id), !isSnoozed(contact) else { return nil }
    let lastDay = history.lastTouch(with: contact.id).map { CalendarDay($0.at) }
    if let reply = history.owedReply(to: contact.id) {
      let day = CalendarDay(reply.at)
      let words = reply.text.map { "\"\($0)\"" }
      return candidate(contact, .answer, due: day, since: day, "answered \(Wait.short(day))", words)
    }
    if let promise = contact.openPromise, lastDay.map({ $0 < today }) ?? true {
      let day = promise.date ?? lastDay
      let words = "\"\(promise.text)\""
      return candidate(contact, .promise, due: day ?? today, since: day, "you promised", words)
    }
    if let birthday = nearBirthday(of: contact, lastTouch: lastDay) {
      // Late wishes can wait for those that are in time.
      let since = birthday < today ? nextHour : birthday
      return candidate(contact, .birthday, due: birthday, since: since, reason(for: birthday))
    }
    return byCadence(contact, lastDay: lastDay)
  }

  /// Whether the user wants to leave somebody alone until a later day: `snooze: 2027-01-15`.
  private func isSnoozed(_ contact: Contact) -> Bool {
    contact.snooze.map { $0 > day } ?? false
  }

  private func byCadence(_ contact: Contact, lastDay: CalendarDay?) -> Candidate? {
    let cadence = settings.cadence(for: contact)
    guard let lastDay else { return neverYet(contact, cadence) }
    // Whoever waits for nothing in particular is still not written to in every hour of a busy week.
    let end = cadence.due(after: lastDay)
    guard isNearerToThisHour(end ?? lastDay.adding(months: 1)) else { return nil }
    let reason = Wait.words(from: lastDay, to: today)
    guard let end else { return candidate(contact, .wait, due: day, since: lastDay, reason) }
    let turn = lastDay.days(until: end)
    return candidate(contact, .cadence, due: end, since: lastDay, turn: turn, reason)
  }

  /// Somebody to whom nothing was written yet is due at once, but not everybody of a long list
  /// that was imported in one go: they are spread over the time that their cadence gives.
  private func neverYet(_ contact: Contact, _ cadence: Cadence) -> Candidate? {
    // Whoever came with a long list waits since then: it does not push old friends back.
    let imported = contact.massImportDay
    guard let end = cadence.due(after: imported ?? day) else {
      return candidate(contact, .wait, due: day, since: imported, "never yet")
    }
    let turn = max((imported ?? day).days(until: end), 1)
    guard let imported else {
      return candidate(contact, .cadence, due: day, since: nil, turn: turn, "never yet")
    }
    let first = imported.adding(days: Int(SeededHash([contact.id]).value % UInt64(turn)))
    guard isNearerToThisHour(first) else { return nil }
    let since = first.adding(days: -turn)
    let due = min(first, day)
    return candidate(contact, .cadence, due: due, since: since, turn: turn, "never yet")
  }

  private func candidate(
    _ contact: Contact,
    _ cause: Cause,
    due: CalendarDay,
    since: CalendarDay?,
    turn: Int? = nil,
    _ reason: String,
    _ about: String? = nil
  ) -> Candidate {
    Candidate(
      contact: contact,
      cause: cause,
      due: due,
      since: since,
      turn: turn,
      reason: reason,
      about: about
    )
  }

  /// Whether a day belongs to this hour: it is past, or no nearer to the next hour than to this.
  private func isNearerToThisHour(_ other: CalendarDay) -> Bool {
    day.days(until: other) <= other.days(until: nextHour)
  }

  /// The birthday that somebody is due for; nil where none is near, or something else presses more.
  func birthday(of contact: Contact) -> CalendarDay? {
    guard contact.birthday != nil, let candidate = candidate(contact) else { return nil }
    return candidate.cause == .birthday ? candidate.due : nil
  }

  /// A birthday that is nearer to this hour than to another, for whoever was not just met.
  ///
  /// One that fell between two hours, nearer to this one, is past: late wishes are wishes too.
  private func nearBirthday(of contact: Contact, lastTouch: CalendarDay?) -> CalendarDay? {
    guard let birthday = contact.birthday else { return nil }
    let coming = birthday.next(onOrAfter: today)
    let past = birthday.next(onOrAfter: today.adding(days: -Self.fortnight))
    guard let found = [coming, past].first(where: { $0 < today || isNearerToThisHour($0) })
    else { return nil }
    // Met within two weeks of it: the wishes were said, or there is time to say them.
    if let lastTouch, lastTouch.days(until: max(found, today)) < Self.fortnight, found >= today {
      return nil
    }
    if let lastTouch, found < today, lastTouch.days(until: found) < Self.fortnight { return nil }
    return found
  }

  private static let fortnight = 14

  private func reason(for birthday: CalendarDay) -> String {
    birthday == today
      ? "birthday today"
      : "birthday \(birthday < today ? "was " : "")\(Wait.short(birthday))"
  }

  /// What one could talk about: the newest thing that was noted and not used, else when the two
  /// last had to do with one another where the reason does not say it.
  func topic(of candidate: Candidate) -> String? {
    if let about = candidate.about { return about }
    let contact = candidate.contact
    if let promise = contact.openPromise { return promise.text }
    let used = Set(history.used(with: contact.id).notes)
    let fresh = contact.notes.filter {
      $0.date != nil && $0.promise == nil && !$0.isPrivate && !$0.text.isEmpty
        && !used.contains($0.id)
    }
    if let newest = fresh.max(by: { ($0.date ?? today) < ($1.date ?? today) }) {
      return newest.text
    }
    guard candidate.cause == .birthday, let last = history.lastTouch(with: contact.id) else {
      return nil
    }
    return "last \(last.kind.rawValue) in \(Wait.month(CalendarDay(last.at), on: today))"
  }
}

extension Contact {
  /// The first thing that was promised and is not done.
  var openPromise: Note? {
    notes.first { $0.promise == .open && !$0.text.isEmpty }
  }
}
