package import Contacts
package import MailMessage

/// Says who is due: people, history, what is already being written, and the day give a plan.
package struct Planner: Sendable {
  /// What a touch takes, in minutes.
  package struct Minutes: Hashable, Sendable {
    package var letter = 3
    package var call = 12
    package var message = 2

    package init() {}

    /// The times that were measured, and first guesses for what was not.
    package init(_ measured: MeasuredTimes) {
      letter = measured.minutes(for: .email) ?? letter
      call = measured.minutes(for: .call) ?? call
      message = measured.minutes(for: .message) ?? message
    }

    func minutes(for channel: Channel) -> Int {
      switch channel {
      case .email: letter
      case .call: call
      case .message: message
      case .visit: 0
      }
    }
  }

  package let settings: Settings
  package let history: History
  /// Ids of people with a letter in `drafts/` or in the queue: it counts as a touch, and as time of
  /// this hour.
  package let pending: [String]
  package let today: CalendarDay
  /// The day of the hour that is planned: today, or one to come.
  package let day: CalendarDay
  /// The day of the hour after that: whoever is due nearer to it waits.
  package let nextHour: CalendarDay
  package var minutes = Minutes()
  /// The minutes that an hour which was begun still has; nil plans a whole one.
  package var minutesLeft: Int?

  /// Takes what a plan follows from; the hour is today and the next a month later unless they are
  /// given.
  package init(
    settings: Settings,
    history: History,
    pending: [String] = [],
    today: CalendarDay,
    day: CalendarDay? = nil,
    nextHour: CalendarDay? = nil
  ) {
    self.settings = settings
    self.history = history
    self.pending = pending
    self.today = today
    self.day = max(day ?? today, today)
    self.nextHour = max(nextHour ?? self.day.adding(months: 1), self.day.adding(days: 1))
  }

  /// Plans the hour for these people.
  package func plan(for people: [Contact]) -> Plan {
    let refused = Set(people.filter(\.doNotContact).flatMap(\.emails))
    var excluded: [ExcludedContact] = []
    var candidates: [Candidate] = []
    var waiting = 0
    var round = 0
    for contact in people {
      if let reason = reasonToLeaveOut(contact, refused: refused) {
        excluded.append(
          ExcludedContact(
            contact: contact.id,
            name: contact.name,
            reason: reason,
            openEnd: reason.isMissingWay ? openEnd(with: contact) : nil
          )
        )
        continue
      }
      round += minutes.minutes(for: settings.channel(for: contact))
      if let candidate = candidate(contact) {
        candidates.append(candidate)
      } else {
        waiting += 1
      }
    }
    let touches = fitted(inOrder(candidates, round: round).map(touch))
    let anHour = touches.count(where: \.isInThisHour) + pending.count
    let met = people.count - excluded.count
    return Plan(
      day: day,
      nextHour: nextHour,
      touches: touches.filter(\.isInThisHour) + touches.filter { !$0.isInThisHour },
      excluded: excluded,
      waiting: waiting,
      hoursForEverybody: anHour == 0 ? nil : (met + anHour - 1) / anHour
    )
  }

  /// Somebody whom the user wants to meet now, due or not; nil for whoever is never due.
  package func touch(withUndue contact: Contact) -> PlannedTouch? {
    guard reasonToLeaveOut(contact, refused: []) == nil else { return nil }
    if let candidate = candidate(contact) { return touch(candidate) }
    let last = history.lastTouch(with: contact.id).map { CalendarDay($0.at) }
    let candidate = Candidate(
      contact: contact,
      cause: .wait,
      due: day,
      since: last,
      turn: nil,
      reason: last.map { Wait.words(from: $0, to: today) } ?? "never yet",
      about: nil
    )
    return touch(candidate)
  }

  /// Why a person is never due; nil for everybody else.
  private func reasonToLeaveOut(
    _ contact: Contact,
    refused: Set<EmailAddress>
  ) -> ExcludedContact.Reason? {
    let channel = settings.channel(for: contact)
    if contact.doNotContact { return .askedNotToBeContacted }
    if let died = contact.died { return .died(died) }
    if settings.cadence(for: contact) == .never { return .never }
    if contact.no.contains(channel) { return .channelRefused(channel.rawValue) }
    if contact.emails.contains(where: refused.contains) { return .addressAskedNotToBeContacted }
    if channel == .email, contact.emails.isEmpty { return .noAddress }
    if channel == .email, contact.livingEmails.isEmpty { return .deadAddress }
    if channel == .call, contact.phones.isEmpty { return .noPhone }
    return nil
  }

  private func openEnd(with contact: Contact) -> String? {
    if let reply = history.owedReply(to: contact.id) {
      return "you owe an answer since \(Wait.short(CalendarDay(reply.at)))"
    }
    return contact.openPromise.map { "you promised: \($0.text)" }
  }

  /// The touches as far as the hour goes.
  private func fitted(_ touches: [PlannedTouch]) -> [PlannedTouch] {
    var left = minutesLeft ?? settings.hourMinutes - minutesSpent
    return touches.map { touch in
      var touch = touch
      touch.isInThisHour = touch.minutes <= left || touch.channel == .visit
      if touch.isInThisHour { left -= touch.minutes }
      return touch
    }
  }

  /// What of the hour is gone: letters being written, and what was done today.
  private var minutesSpent: Int {
    let today = history.entries.reversed().prefix { CalendarDay($0.at) >= self.today }
    return today.reduce(pending.count * minutes.letter) { sum, entry in
      switch entry.kind {
      case .letter: sum + minutes.letter
      case .call: sum + (entry.reached ? minutes.call : minutes.message)
      case .message: sum + minutes.message
      case .visit, .reply: sum
      }
    }
  }

  private func touch(_ candidate: Candidate) -> PlannedTouch {
    let channel = settings.channel(for: candidate.contact)
    return PlannedTouch(
      contact: candidate.contact,
      channel: channel,
      due: candidate.due,
      cause: candidate.cause,
      daysOverdue: candidate.cause == .cadence ? max(0, candidate.due.days(until: day)) : nil,
      reason: candidate.reason,
      topic: topic(of: candidate),
      minutes: minutes.minutes(for: channel),
      isInThisHour: false
    )
  }
}
