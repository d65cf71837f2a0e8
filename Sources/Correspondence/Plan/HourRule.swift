package import MailMessage

/// On which day of each month the hour is: `third Saturday`, `last Friday`, `15`.
package struct HourRule: Hashable, Sendable {
  private let day: Day

  private enum Day: Hashable, Sendable {
    /// 1 to 31; a shorter month has its last day.
    case date(Int)
    /// 1 to 5, or the last where a month has no fifth; -1 is the last.
    case weekday(Int, Weekday)
  }

  private static let counts = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "1st": 1, "2nd": 2,
    "3rd": 3, "4th": 4, "5th": 5,
  ]

  /// Reads the words; nil for others.
  package init?(_ text: String) {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    if words.count == 1, let date = Int(words[0]), (1...31).contains(date) {
      day = .date(date)
    } else if words.count == 2, let count = Self.counts[words[0]],
      let weekday = Weekday.allCases.first(where: { "\($0)" == words[1] })
    {
      day = .weekday(count, weekday)
    } else {
      return nil
    }
  }

  /// The hour that a day belongs to, and the one after it.
  ///
  /// That is the nearest one: an hour that was held late is still that month's. The first is never
  /// before the day, since nothing can be planned for yesterday.
  package func hours(around day: CalendarDay) -> (this: CalendarDay, next: CalendarDay) {
    let last = next(after: day.adding(months: -2))
    let past = [last, next(after: last), next(after: next(after: last))].last { $0 <= day }
    let coming = next(after: day)
    if let past, past.days(until: day) <= day.days(until: coming) { return (day, coming) }
    return (coming, next(after: coming))
  }

  /// The first such day after another.
  package func next(after day: CalendarDay) -> CalendarDay {
    let candidates = (0...2).compactMap { month in
      CalendarDay(year: day.year, month: day.month, day: 1)
        .map { self.day(in: $0.adding(months: month)) }
    }
    return candidates.first { $0 > day } ?? day.adding(months: 1)
  }

  /// The day in the month that begins with `first`.
  private func day(in first: CalendarDay) -> CalendarDay {
    let last = first.adding(months: 1).adding(days: -1)
    switch day {
    case .date(let date):
      return first.adding(days: min(date, last.day) - 1)
    case .weekday(let count, let weekday):
      let days = (0..<last.day).map { first.adding(days: $0) }.filter { $0.weekday == weekday }
      let index = count < 0 ? days.count - 1 : min(count, days.count) - 1
      return days.indices.contains(index) ? days[index] : last
    }
  }
}
