internal import Contacts
internal import MailMessage

/// Somebody who is due, before the hour is filled.
struct Candidate {
  let contact: Contact
  let due: CalendarDay
  /// Whether the user chose how often.
  let isChosen: Bool
  let reason: String
  /// What this touch is about, where the cause says it.
  let about: String?
  let rank: Rank

  /// What comes first; smaller is more pressing.
  struct Rank: Comparable {
    let cause: Cause
    /// What the wait is counted from; nil, which comes first, where there was nothing yet.
    let since: CalendarDay?
    /// Among those never met, whoever has most notes comes first.
    let notes: Int
    let id: String

    static func < (one: Self, other: Self) -> Bool {
      if one.cause != other.cause { return one.cause < other.cause }
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
    let text = contact.fields.first { $0.key == "snooze" }?.value.scalarText
    guard let text, let day = CalendarDay(iso8601: text) else { return false }
    return day > self.day
  }

  private func byCadence(_ contact: Contact, lastDay: CalendarDay?) -> Candidate? {
    let cadence = settings.cadence(for: contact)
    guard let lastDay else { return neverYet(contact, cadence) }
    // Whoever waits for nothing in particular is still not written to in every hour of a busy week.
    let due = cadence.due(after: lastDay) ?? lastDay.adding(months: 1)
    guard isNearerToThisHour(due) else { return nil }
    let reason = Wait.words(from: lastDay, to: today)
    return cadence == .auto
      ? candidate(contact, .wait, due: day, since: lastDay, reason)
      : candidate(contact, .cadence, due: due, since: due, reason)
  }

  /// Somebody to whom nothing was written yet is due at once, but not everybody of a long list
  /// that was imported in one go: they are spread over the time that their cadence gives.
  private func neverYet(_ contact: Contact, _ cadence: Cadence) -> Candidate? {
    var due = day
    let imported = contact.massImportDay
    if let imported, let end = cadence.due(after: imported) {
      let days = UInt64(max(imported.days(until: end), 1))
      let first = imported.adding(days: Int(SeededHash([contact.id]).value % days))
      guard isNearerToThisHour(first) else { return nil }
      due = min(first, day)
    }
    // Whoever came with a long list waits since then: it does not push old friends back.
    return cadence == .auto
      ? candidate(contact, .wait, due: due, since: imported, "never yet")
      : candidate(contact, .cadence, due: due, since: nil, "never yet")
  }

  private func candidate(
    _ contact: Contact,
    _ cause: Cause,
    due: CalendarDay,
    since: CalendarDay?,
    _ reason: String,
    _ about: String? = nil
  ) -> Candidate {
    let notes = contact.notes.count { !$0.isPrivate }
    return Candidate(
      contact: contact,
      due: due,
      isChosen: cause == .cadence,
      reason: reason,
      about: about,
      rank: Candidate.Rank(cause: cause, since: since, notes: notes, id: contact.id)
    )
  }

  /// Whether a day belongs to this hour: it is past, or no nearer to the next hour than to this.
  private func isNearerToThisHour(_ other: CalendarDay) -> Bool {
    day.days(until: other) <= other.days(until: nextHour)
  }

  /// The birthday that somebody is due for; nil where none is near, or something else presses more.
  func birthday(of contact: Contact) -> CalendarDay? {
    guard contact.birthday != nil, let candidate = candidate(contact) else { return nil }
    return candidate.rank.cause == .birthday ? candidate.due : nil
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
    guard candidate.rank.cause == .birthday, let last = history.lastTouch(with: contact.id) else {
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
