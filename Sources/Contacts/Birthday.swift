package import MailMessage

/// A day of the year, and the year where it is known.
package struct Birthday: Hashable, Sendable {
  /// 1 to 12.
  package let month: Int
  /// 1 to the length of the month; 29 February exists.
  package let day: Int
  package let year: Int?

  /// Reads `03-07`, `--03-07` and `1980-03-07`; nil for anything else.
  package init?(_ text: String) {
    let rest = text.hasPrefix("--") ? text.dropFirst(2) : text[...]
    let isShort = rest.utf8.count == 5
    guard let date = CalendarDay(iso8601: isShort ? "2000-\(rest)" : text) else { return nil }
    self.month = date.month
    self.day = date.day
    self.year = isShort ? nil : date.year
  }

  /// The first birthday on or after a day; 28 February stands in for the 29th where there is none.
  package func next(onOrAfter day: CalendarDay) -> CalendarDay {
    let candidates = [day.year, day.year + 1].compactMap { year in
      CalendarDay(year: year, month: month, day: self.day)
        ?? CalendarDay(year: year, month: 2, day: 28)
    }
    return candidates.first { $0 >= day } ?? day
  }

  private var monthAndDay: String {
    Self.digits(month, 2) + "-" + Self.digits(day, 2)
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Birthday: CustomStringConvertible {
  /// The birthday as a contact file has it: `03-07` or `1980-03-07`.
  package var description: String {
    guard let year else { return monthAndDay }
    return Self.digits(year, 4) + "-" + monthAndDay
  }
}
