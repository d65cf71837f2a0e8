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
  /// The day of the next hour: whoever is due nearer to it waits.
  package let nextHour: CalendarDay
  package var minutes = Minutes()
  /// The minutes that an hour which was begun still has; nil plans a whole one.
  package var minutesLeft: Int?

  /// Takes what a plan follows from; the next hour is a month after today unless it is given.
  package init(
    settings: Settings,
    history: History,
    pending: [String] = [],
    today: CalendarDay,
    nextHour: CalendarDay? = nil
  ) {
    self.settings = settings
    self.history = history
    self.pending = pending
    self.today = today
    let next = nextHour ?? today.adding(months: 1)
    self.nextHour = next > today ? next : today.adding(days: 1)
  }

  /// Plans the hour for these people.
  package func plan(for people: [Contact]) -> Plan {
    let refused = Set(people.filter(\.doNotContact).flatMap(\.emails))
    var excluded: [ExcludedContact] = []
    var candidates: [Candidate] = []
    var waiting = 0
    for contact in people {
      if let reason = reasonToLeaveOut(contact, refused: refused) {
        excluded.append(
          ExcludedContact(contact: contact.id, name: contact.name, reason: reason)
        )
      } else if let candidate = candidate(contact) {
        candidates.append(candidate)
      } else {
        waiting += 1
      }
    }
    let touches = fitted(candidates.sorted { $0.rank < $1.rank }.map(touch))
    let anHour = touches.count(where: \.isInThisHour) + pending.count
    let met = people.count - excluded.count
    return Plan(
      day: today,
      touches: touches.filter(\.isInThisHour) + touches.filter { !$0.isInThisHour },
      excluded: excluded,
      waiting: waiting,
      hoursForEverybody: anHour == 0 ? nil : (met + anHour - 1) / anHour
    )
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
    if channel == .call, contact.phones.isEmpty { return .noPhone }
    return nil
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
      case .call: sum + minutes.call
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
      daysOverdue: candidate.isChosen ? max(0, candidate.due.days(until: today)) : nil,
      reason: candidate.reason,
      topic: topic(of: candidate.contact),
      minutes: minutes.minutes(for: channel),
      isInThisHour: false
    )
  }
}
