import Correspondence
import MailMessage

/// A moment as a person says it: `tomorrow 9:00`, `friday`, `18:30`, `in 2 hours`, `2026-12-24 18:00`.
enum MomentPhrase {
  /// The time of day of a day that is named without one, in minutes since midnight.
  private static let morning = 9 * 60

  /// The moment, which always lies ahead.
  ///
  /// - Throws: `CommandFailure` for what is no moment, and for one that is over.
  static func moment(_ text: String, now: DateTime) throws -> DateTime {
    guard let moment = read(text, now: now) else {
      throw CommandFailure(
        .usage,
        "'\(Output.visibleLine(text))' is no moment",
        hints: [
          "write 'tomorrow 9:00', 'friday', '18:30', 'in 2 hours', or '2026-12-24 18:00'"
        ]
      )
    }
    guard moment > now else {
      throw CommandFailure(
        .usage,
        "'\(Output.visibleLine(text))' is over: \(moment.inWords)",
        hints: ["name a moment that lies ahead"]
      )
    }
    return moment
  }

  /// The moment, which may be over; nil for what is none.
  static func read(_ text: String, now: DateTime) -> DateTime? {
    if let moment = DateTime(iso8601: text) {
      return Clock.local(secondsSinceEpoch: moment.secondsSinceEpoch)
    }
    var words = text.lowercased().split(separator: " ").map(String.init)
    if words.first == "in" { return later(Array(words.dropFirst()), now: now) }
    if words.count > 1, words[words.count - 2] == "at" { words.remove(at: words.count - 2) }
    switch words.count {
    case 1:
      if let minute = minute(words[0]) { return next(minute, now: now) }
      return day(words[0], now: now).map { Clock.moment($0, minute: morning) }
    case 2:
      guard let day = day(words[0], now: now), let minute = minute(words[1]) else { return nil }
      return Clock.moment(day, minute: minute)
    default: return nil
    }
  }

  /// Today at that time, or tomorrow when that is over.
  private static func next(_ minute: Int, now: DateTime) -> DateTime {
    let today = CalendarDay(now)
    let moment = Clock.moment(today, minute: minute)
    return moment > now ? moment : Clock.moment(today.adding(days: 1), minute: minute)
  }

  private static func day(_ word: String, now: DateTime) -> CalendarDay? {
    let today = CalendarDay(now)
    if word == "today" { return today }
    if word == "tomorrow" { return today.adding(days: 1) }
    if let weekday = Weekday.allCases.first(where: { "\($0)" == word }) {
      // Said on a Friday, 'friday' is the one in a week.
      let days = (weekday.rawValue - today.weekday.rawValue + 6) % 7 + 1
      return today.adding(days: days)
    }
    return CalendarDay(iso8601: word)
  }

  /// Reads `9:00` as minutes since midnight.
  private static func minute(_ word: String) -> Int? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// Reads `2 hours`, as what follows `in`.
  private static func later(_ words: [String], now: DateTime) -> DateTime? {
    guard words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) else {
      return nil
    }
    let unit = words[1].hasSuffix("s") ? String(words[1].dropLast()) : words[1]
    if unit == "day" || unit == "week" {
      let days = unit == "week" ? count * 7 : count
      return Clock.moment(CalendarDay(now).adding(days: days), minute: now.minuteOfDay)
    }
    guard let seconds = ["minute": 60, "hour": 3600][unit] else { return nil }
    return Clock.local(secondsSinceEpoch: now.secondsSinceEpoch + Int64(count * seconds))
  }
}

extension DateTime {
  /// The time of day, `10:04`.
  var clockTime: String { String(iso8601.dropFirst(11).prefix(5)) }

  /// Minutes since midnight, by the moment's own offset.
  var minuteOfDay: Int {
    let minutes = secondsSinceEpoch / 60 + Int64(offsetMinutes)
    return Int((minutes % 1440 + 1440) % 1440)
  }

  /// The moment as the clock of whoever looks shows it, wherever it was written down.
  var here: DateTime { Clock.local(secondsSinceEpoch: secondsSinceEpoch) }

  /// The moment as one says it: `Saturday 21 November 2026, 09:00`.
  var inWords: String {
    let day = CalendarDay(here)
    return "\(day.withWeekday) \(day.year), \(here.clockTime)"
  }

  /// The moment without its year when that is this one, and without its day when that is today.
  func inWords(today: CalendarDay) -> String {
    let day = CalendarDay(here)
    if day == today { return here.clockTime }
    return day.year == today.year ? "\(day.withWeekday), \(here.clockTime)" : inWords
  }
}
