import Contacts
import Correspondence
import MailMessage
import Testing

@Suite struct PlannerTests {
  @Test(arguments: Scenario.all(in: "plan"))
  func `the plan says who is due and why`(scenario: Scenario) throws {
    let planner = Planner(
      settings: try scenario.settings(),
      history: scenario.history(),
      pending: scenario.values("pending"),
      today: try #require(scenario.day("today")),
      day: scenario.day("hour_day"),
      nextHour: scenario.day("next")
    )
    let plan = planner.plan(for: try scenario.people())
    try scenario.expect(Self.text(of: plan))
  }

  @Test func `there are scenarios`() {
    #expect(Scenario.all(in: "plan").count >= 8)
  }

  @Test func `the order of the people does not change the plan`() throws {
    for scenario in Scenario.all(in: "plan") {
      let planner = Planner(
        settings: try scenario.settings(),
        history: scenario.history(),
        today: try #require(scenario.day("today"))
      )
      let people = try scenario.people()
      let reversed = planner.plan(for: people.reversed()).touches.map(\.contact.id)
      #expect(planner.plan(for: people).touches.map(\.contact.id) == reversed)
    }
  }

  @Test func `people imported in one go are due over the time of their cadence`() throws {
    let settings = Settings(
      me: Profile(name: "Sam", address: try EmailAddress("sam@example.org"))
    )
    let people = try (1...200).map { number in
      let imported = number > 100 ? "imported: [2026-01-17, 0123456789abcdef]\n" : ""
      let text = "---\nname: P\(number)\nemail: p@example.org\nevery: 10 months\n\(imported)---\n"
      let path = "contacts/p\(number).md"
      return try ContactFile(path: path, bytes: Array(text.utf8)).contact()
    }
    var counts: [Int] = []
    for month in 0..<11 {
      let start = try #require(CalendarDay(iso8601: "2026-01-17"))
      let today = start.adding(months: month)
      let planner = Planner(settings: settings, history: History(entries: []), today: today)
      let due = planner.plan(for: Array(people[100...])).touches
      #expect(planner.plan(for: Array(people[..<100])).touches.count == 100)
      counts.append(due.count)
    }
    // Each month some more of those who were never written to.
    #expect(counts.first ?? 0 < 15)
    #expect(counts.last == 100)
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $1 - $0 < 20 && $1 >= $0 })
  }

  @Test func `a year of hours with auto forgets nobody`() throws {
    let people = try (1...80).map { number in
      let id = number < 10 ? "p0\(number)" : "p\(number)"
      let text = "---\nname: Person \(id)\nemail: \(id)@example.org\n---\n"
      return try ContactFile(path: "contacts/\(id).md", bytes: Array(text.utf8)).contact()
    }
    var settings = Settings(
      me: Profile(name: "Sam", address: try EmailAddress("sam@example.org"))
    )
    settings.hourMinutes = 30
    var entries: [HistoryEntry] = []
    var today = try #require(CalendarDay(iso8601: "2026-01-17"))
    var lastHour: [String: Int] = [:]
    for hour in 0..<24 {
      let planner = Planner(settings: settings, history: History(entries: entries), today: today)
      let due = planner.plan(for: people).thisHour
      #expect(due.count == 10)
      for touch in due {
        #expect(hour - (lastHour[touch.contact.id] ?? -1) <= 80 / 10 + 1)
        lastHour[touch.contact.id] = hour
        let at = try #require(DateTime(iso8601: "\(today)T09:00:00Z"))
        let id = "\(hour)-\(touch.contact.id)"
        entries.append(HistoryEntry(id: id, kind: .letter, contacts: [touch.contact.id], at: at))
      }
      today = today.adding(months: 1)
    }
    #expect(lastHour.count == 80)
  }

  private static func text(of plan: Plan) -> String {
    let touches = plan.touches.map { touch in
      let overdue = touch.daysOverdue.map { ", \($0) days over" } ?? ""
      return "\(touch.isInThisHour ? "now  " : "later") \(touch.contact.id): \(touch.channel), "
        + "due \(touch.due)\(overdue), \(touch.reason)"
        + (touch.topic.map { ", \"\($0)\"" } ?? "")
    }
    let out = plan.excluded.map { person in
      "out   \(person.contact): \(person.reason)" + (person.openEnd.map { "; \($0)" } ?? "")
    }
    return (touches + out + ["\(plan.minutes) minutes, \(plan.waiting) can wait"])
      .joined(separator: "\n")
  }
}
