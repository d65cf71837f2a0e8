/// A day and a time with its distance from UTC: what the filter `date` writes.
public struct Moment: Hashable, Sendable {
  /// Nanoseconds within a second, from 0.
  var nanosecond = 0
  /// Seconds since 1970-01-01 00:00:00 UTC.
  let seconds: Int64
  /// How many seconds the clock is before UTC's.
  let offset: Int
  /// The zone's name, where one was given.
  var zone: String?

  /// A moment, told as a clock so many seconds before UTC's tells it.
  public init(secondsSinceEpoch: Int64, offsetSeconds: Int = 0) {
    // The years 0 to 9999 and a few thousand around them: nobody writes letters to others.
    seconds = min(max(secondsSinceEpoch, -400_000_000_000), 400_000_000_000)
    offset = min(max(offsetSeconds, -86_400), 86_400)
  }

  /// The beginning of a day in UTC; nil for a day that does not exist.
  public init?(year: Int, month: Int, day: Int) {
    self.init((year, month, day), secondOfDay: 0, offset: 0)
  }

  /// A day and a time of day by the clock; nil for one that does not exist.
  init?(_ day: (year: Int, month: Int, day: Int), secondOfDay: Int, offset: Int) {
    guard (-9999...9999).contains(day.year), (1...12).contains(day.month), day.day >= 1,
      day.day <= Self.length(ofMonth: day.month, day.year), (0...86_400).contains(secondOfDay)
    else { return nil }
    let days = Self.days(day.year, day.month, day.day)
    self.init(
      secondsSinceEpoch: Int64(days * 86_400 + secondOfDay - offset),
      offsetSeconds: offset
    )
  }

  /// Days since 1970-01-01 by the clock.
  var dayNumber: Int { Int((seconds + Int64(offset)).floored(by: 86_400)) }

  /// Seconds since midnight by the clock.
  var secondOfDay: Int { Int(seconds + Int64(offset)) - dayNumber * 86_400 }

  /// 0 is Sunday.
  var weekday: Int { ((dayNumber + 4) % 7 + 7) % 7 }

  /// Source: the proleptic Gregorian calendar of ISO 8601.
  var date: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = Int(Int64(shifted).floored(by: 146_097))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let index = (5 * dayOfYear + 2) / 153
    let month = index < 10 ? index + 3 : index - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * index + 2) / 5 + 1
    )
  }

  /// From 1.
  var dayOfYear: Int { dayNumber - Self.days(date.year, 1, 1) + 1 }

  /// The week of the year, weeks beginning on this weekday; 0 before the first.
  func week(beginningOn first: Int) -> Int {
    (dayOfYear + 6 - (weekday - first + 7) % 7) / 7
  }

  /// Source: ISO 8601: the week of a Thursday is in the Thursday's year.
  var isoWeek: (year: Int, week: Int) {
    let thursday = dayNumber - (weekday + 6) % 7 + 3
    var moment = Moment(secondsSinceEpoch: Int64(thursday) * 86_400)
    moment.nanosecond = 0
    return (moment.date.year, (moment.dayOfYear - 1) / 7 + 1)
  }

  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = Int(Int64(year).floored(by: 400))
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func length(ofMonth month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension Int64 {
  fileprivate func floored(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
