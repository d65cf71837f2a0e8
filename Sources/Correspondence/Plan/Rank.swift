internal import Contacts
internal import MailMessage

/// What comes first in an hour; smaller is more pressing.
///
/// Answers, promises and birthdays go by their day. All others go by their turn: how much of it
/// they would have waited at the next hour if this one passed them over. A neighbour of every month
/// would have waited for two turns then, and so has somebody on `auto` after twice the time that it
/// takes to meet everybody. Hours that are too full are late for all alike, and forget nobody.
struct Rank: Comparable {
  private let cause: Cause
  private let since: CalendarDay?
  private let turns: Double
  /// Among those never met, whoever has most notes comes first.
  private let notes: Int
  private let id: String

  init(_ candidate: Candidate, turns: Double) {
    cause = candidate.cause
    since = candidate.since
    self.turns = turns
    notes = candidate.contact.notes.count { !$0.isPrivate }
    id = candidate.contact.id
  }

  static func < (one: Self, other: Self) -> Bool {
    let causes = (min(one.cause, .cadence), min(other.cause, .cadence))
    if causes.0 != causes.1 { return causes.0 < causes.1 }
    if one.turns != other.turns { return one.turns > other.turns }
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

extension Planner {
  /// The candidates, the most pressing first; a round is the minutes that it takes to meet everybody
  /// once.
  func inOrder(_ candidates: [Candidate], round: Int) -> [Candidate] {
    let hour = day.days(until: nextHour)
    let roundDays = max(hour, hour * round / settings.hourMinutes)
    // Whoever was never met has waited an hour longer than the first who was.
    let beginning = history.entries.first.map { CalendarDay($0.at).adding(days: -hour) } ?? day
    func turns(_ candidate: Candidate) -> Double {
      guard candidate.cause >= .cadence else { return 0 }
      let never = min(beginning, day.adding(days: -(candidate.turn ?? 0)))
      let waited = (candidate.since ?? never).days(until: nextHour)
      return Double(waited) / Double(max(candidate.turn ?? roundDays, 1))
    }
    return candidates.map { ($0, Rank($0, turns: turns($0))) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
