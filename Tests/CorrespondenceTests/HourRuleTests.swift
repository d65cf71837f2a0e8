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

  @Test(arguments: ["", "sometimes", "sixth Monday", "third", "32", "0", "third moonday", "a b c"])
  func `other words are no rule`(text: String) {
    #expect(HourRule(text) == nil)
  }
}
