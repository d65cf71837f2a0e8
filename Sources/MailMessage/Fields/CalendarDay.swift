/// A day of the proleptic Gregorian calendar, without a time or a zone.
///
/// Every value is a day that exists, from year 1 to 9999.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The year, 1…9999.
  public let year: Int
  /// The month, 1…12.
  public let month: Int
  /// The day of the month, 1…31.
  public let day: Int

  /// Makes a day; nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day of a moment on the calendar of its own zone.
  public init(_ moment: DateTime) {
    let seconds = moment.secondsSinceEpoch + Int64(moment.offsetMinutes) * 60
    self.init(daysSinceEpoch: Int(seconds.flooredQuotient(by: 86_400)))
  }

  /// Reads `2026-11-21`.
  ///
  /// Source: RFC 3339 §5.6, full-date.
  public init?(iso8601 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = DecimalDigits.value(bytes[0..<4]), let month = DecimalDigits.value(bytes[5..<7]),
      let day = DecimalDigits.value(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that many days after 1 January 1970, kept within the years 1 to 9999.
  public init(daysSinceEpoch: Int) {
    let days = min(max(daysSinceEpoch, -719_162), 2_932_896) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (shifted < 10 ? 0 : 1)
  }

  /// The number of days since 1 January 1970.
  public var daysSinceEpoch: Int {
    // A year that begins in March has its leap day last, so that months have a regular shape.
    let shiftedYear = month > 2 ? year : year - 1
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day that many days later, or earlier for a negative count.
  public func adding(days: Int) -> CalendarDay {
    CalendarDay(daysSinceEpoch: daysSinceEpoch + min(max(days, -4_000_000), 4_000_000))
  }

  /// The same day that many months later; a day that the month lacks becomes its last one.
  public func adding(months: Int) -> CalendarDay {
    let count = year * 12 + month - 1 + min(max(months, -120_000), 120_000)
    let clamped = min(max(count, 12), 9999 * 12 + 11)
    let (year, month) = (clamped / 12, clamped % 12 + 1)
    let day = min(day, Self.length(ofMonth: month, year: year))
    return CalendarDay(year: year, month: month, day: day) ?? self
  }

  /// How many days it is until another day; negative when that one is past.
  public func days(until other: CalendarDay) -> Int {
    other.daysSinceEpoch - daysSinceEpoch
  }

  /// The day of the week.
  public var weekday: Weekday {
    Weekday.allCases[(daysSinceEpoch + 719_162) % 7]
  }

  /// The day as `2026-11-21`.
  public var description: String {
    let year = String(year)
    return String(repeating: "0", count: 4 - year.count) + year + "-"
      + DecimalDigits.twoDigits(month) + "-" + DecimalDigits.twoDigits(day)
  }

  /// Whether a day is earlier than another.
  public static func < (first: CalendarDay, second: CalendarDay) -> Bool {
    (first.year, first.month, first.day) < (second.year, second.month, second.day)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A day of the week, Monday first as ISO 8601 has it.
public enum Weekday: Int, CaseIterable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday
}

extension CalendarDay: Codable {
  /// Reads the text that `description` gives.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let day = CalendarDay(iso8601: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day")
    }
    self = day
  }

  /// Writes the day as `2026-11-21`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
