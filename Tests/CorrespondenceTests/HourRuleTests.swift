import Correspondence
import MailMessage
import Testing

@Suite struct HourRuleTests {
  @Test(arguments: [
    ("third Saturday", "2026-11-20", "2026-11-21"), ("third Saturday", "2026-11-21", "2026-12-19"),
    ("last friday", "2026-11-01", "2026-11-27"), ("fifth Monday", "2026-11-01", "2026-11-30"),
    ("fifth Monday", "2026-12-01", "2026-12-28"), ("31", "2026-11-02", "2026-11-30"),
    ("1", "2026-12-31", "2027-01-01"), ("1st sunday", "2026-12-31", "2027-01-03"),
  ])
  func `the next hour follows from the rule`(rule: String, day: String, next: String) throws {
    let rule = try #require(HourRule(rule))
    let day = try #require(CalendarDay(iso8601: day))
    #expect(rule.next(after: day).description == next)
  }

  @Test(arguments: [
    ("third Saturday", "2026-11-21", "2026-11-21", "2026-12-19"),
    ("third Saturday", "2026-11-18", "2026-11-21", "2026-12-19"),
    ("third Saturday", "2026-11-23", "2026-11-23", "2026-12-19"),
    ("third Saturday", "2026-12-05", "2026-12-05", "2026-12-19"),
    ("third Saturday", "2026-12-06", "2026-12-19", "2027-01-16"),
    ("31", "2026-02-25", "2026-02-28", "2026-03-31"),
    ("1", "2026-12-31", "2027-01-01", "2027-02-01"),
  ])
  func `a day belongs to the nearest hour`(
    rule: String,
    day: String,
    this: String,
    next: String
  ) throws {
    let hours = try #require(HourRule(rule)).hours(around: #require(CalendarDay(iso8601: day)))
    #expect(hours.this.description == this)
    #expect(hours.next.description == next)
  }

  @Test(arguments: ["", "sometimes", "sixth Monday", "third", "32", "0", "third moonday", "a b c"])
  func `other words are no rule`(text: String) {
    #expect(HourRule(text) == nil)
  }
}
