import MailMessage
import TestSupport
import Testing

@Suite struct CalendarDayTests {
  @Test(arguments: ["0001-01-01", "1900-02-28", "2000-02-29", "2024-02-29", "9999-12-31"])
  func `a day is read and written as it is`(text: String) {
    #expect(CalendarDay(iso8601: text)?.description == text)
  }

  @Test(arguments: [
    "", "2026-11-31", "1900-02-29", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
    "0000-01-01", "2026-1-01", "2026-01-1", "20260101", "+026-01-01", "2026/01/01", "2026-01-01 ",
    "２０26-01-01", "-001-01-01", "2026-01-0a",
  ])
  func `what is no day is none`(text: String) {
    #expect(CalendarDay(iso8601: text) == nil)
  }

  /// A day, months to add, and the day that comes of it.
  static let months: [(String, Int, String)] = [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2026-01-31", 2, "2026-03-31"),
    ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2026-05-31", -3, "2026-02-28"), ("2026-11-21", 0, "2026-11-21"),
    ("9999-12-31", 1, "9999-12-31"),
    ("0001-01-31", -1, "0001-01-31"), ("2026-01-01", .max, "9999-12-01"),
    ("2026-01-01", .min, "0001-01-01"),
  ]

  @Test(arguments: months)
  func `months are added, and the day kept or the month's last`(
    day: String,
    count: Int,
    expected: String
  ) throws {
    #expect(try #require(CalendarDay(iso8601: day)).adding(months: count).description == expected)
  }

  @Test func `days are added within the years that there are`() throws {
    let day = try #require(CalendarDay(year: 2026, month: 11, day: 21))
    #expect(day.adding(days: 40).description == "2026-12-31")
    #expect(day.adding(days: -326).description == "2025-12-30")
    #expect(day.adding(days: .max).description == "9999-12-31")
    #expect(day.adding(days: .min).description == "0001-01-01")
    #expect(CalendarDay(daysSinceEpoch: .max).description == "9999-12-31")
    #expect(CalendarDay(daysSinceEpoch: .min).description == "0001-01-01")
    #expect(day < day.adding(days: 1))
    #expect(day.days(until: day.adding(days: -3)) == -3)
  }

  @Test func `a moment lies on the day of its own zone`() throws {
    let moments = [
      ("2026-11-21T00:30:00+01:00", "2026-11-21"), ("2026-11-20T23:30:00Z", "2026-11-20"),
      ("1969-12-31T23:59:59Z", "1969-12-31"), ("2026-12-31T23:30:00-05:00", "2026-12-31"),
    ]
    for (moment, day) in moments {
      #expect(CalendarDay(try #require(DateTime(iso8601: moment))).description == day)
    }
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `one day in 89 over all years is the one that Python's datetime knows`() throws {
    let script = """
      import datetime
      for n in range(1, datetime.date.max.toordinal() + 1, 89):
        d = datetime.date.fromordinal(n)
        print(d.year, d.month, d.day, d.isoweekday())
      """
    let output = try CommandRun("python3", "-c", script).checked("datetime")
    var days = -719_162
    var wrong: [String] = []
    for line in output.split(separator: UInt8(ascii: "\n")) {
      let day = CalendarDay(daysSinceEpoch: days)
      let text = "\(day.year) \(day.month) \(day.day) \(day.weekday.rawValue)"
      if !line.elementsEqual(text.utf8) || day.daysSinceEpoch != days { wrong.append(text) }
      days += 89
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    #expect(days > 2_932_896, "Python counted to the end")
  }
}
