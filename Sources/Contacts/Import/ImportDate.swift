internal import MailMessage

/// Reads the dates of exports.
///
/// `2024-01-31`, `01 Jan 2024`, `7-Feb-22`, `Jan 1, 2024`, `10/15/2023` (month first, unless that is
/// no month), `15.10.2023`.
enum ImportDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The day in a text; nil when it is none.
  static func day(in text: String) -> CalendarDay? {
    let text = PlainText.singleLine(text)
    if let day = CalendarDay(iso8601: String(text.prefix(10))), text.count <= 10 { return day }
    let isDotted = text.contains(".") && !text.contains("/")
    let parts = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard parts.count == 3 else { return nil }
    if let month = month(parts[1]) { return day(year(parts[2]), month, Int(parts[0])) }
    if let month = month(parts[0]) { return day(year(parts[2]), month, Int(parts[1])) }
    guard let first = Int(parts[0]), let second = Int(parts[1]) else { return nil }
    if parts[0].count == 4 { return day(first, second, Int(parts[2])) }
    if isDotted || first > 12 { return day(year(parts[2]), second, first) }
    return day(year(parts[2]), first, second)
  }

  /// What of a date with slashes comes first.
  enum Order {
    case dayFirst
    case monthFirst
  }

  /// The order that a date with slashes must have; nil where it may have either.
  static func order(of text: String) -> Order? {
    guard let numbers = numbersBetweenSlashes(text) else { return nil }
    if numbers[0] > 12 { return .dayFirst }
    return numbers[1] > 12 ? .monthFirst : nil
  }

  /// `23/11/2026` as `11/23/2026`; any other text as it is.
  static func withMonthFirst(_ text: String) -> String {
    guard let numbers = numbersBetweenSlashes(text) else { return text }
    let year = PlainText.singleLine(text).split(separator: "/")[2]
    return "\(numbers[1])/\(numbers[0])/\(year)"
  }

  private static func numbersBetweenSlashes(_ text: String) -> [Int]? {
    let parts = PlainText.singleLine(text).split(separator: "/").map { Int($0) }
    guard parts.count == 3, let first = parts[0], let second = parts[1], parts[2] != nil,
      (1...31).contains(first), (1...31).contains(second)
    else { return nil }
    return [first, second]
  }

  /// A birthday as a contact file has it; nil when it is none.
  static func birthday(in text: String) -> Birthday? {
    let text = PlainText.singleLine(text)
    let spread = text.utf8.allSatisfy { $0 < 0x80 } ? withHyphens(text) : text
    let birthday = Birthday(spread) ?? day(in: text).flatMap { Birthday($0.description) }
    guard let birthday, birthday.year == yearOfNone else { return birthday }
    return Birthday(String(birthday.description.dropFirst(5)))
  }

  // QUIRK: Apple writes 1604, a leap year of the first ones, for a birthday without its year.
  private static let yearOfNone = 1604

  /// `19800321` and `--0321` as `1980-03-21` and `--03-21`.
  ///
  /// Source: RFC 6350 §4.3.1.
  private static func withHyphens(_ text: String) -> String {
    let digits = text.drop { $0 == "-" }
    guard digits.allSatisfy(\.isNumber) else { return text }
    switch (text.count - digits.count, digits.count) {
    case (0, 8): return "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
    case (2, 4): return "--\(digits.prefix(2))-\(digits.suffix(2))"
    default: return text
    }
  }

  private static func month(_ word: String) -> Int? {
    guard word.allSatisfy(\.isLetter) else { return nil }
    return months.firstIndex(of: String(word.lowercased().prefix(3))).map { $0 + 1 }
  }

  // Spreadsheets cut the century off.
  private static func year(_ word: String) -> Int? {
    guard let year = Int(word), year >= 0 else { return nil }
    guard word.count <= 2 else { return year }
    return year < 70 ? 2000 + year : 1900 + year
  }

  private static func day(_ year: Int?, _ month: Int?, _ day: Int?) -> CalendarDay? {
    guard let year, let month, let day, (1...9999).contains(year) else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }
}
