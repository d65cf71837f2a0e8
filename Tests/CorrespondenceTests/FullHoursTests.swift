import Contacts
import Correspondence
import MailMessage
import Testing

/// Twelve hours with more people than they have room for, planned and met, without the letters.
@Suite struct FullHoursTests {
  /// Of how many letters one is answered, and how often neighbours of every month, friends of every
  /// three and those of every two are met then, at least.
  @Test(arguments: [(0, [12, 4, 6]), (6, [12, 4, 6]), (3, [11, 3, 6])])
  func `full hours forget nobody, and keep what the user chose`(
    answers: Int,
    least: [Int]
  ) throws {
    let people = try YearPopulation.files(isMixed: true).map { name, text in
      try ContactFile(path: "contacts/\(name)", bytes: Array(text.utf8)).contact()
    }.filter { $0.notes.allSatisfy { $0.promise == nil } }
    let year = try Hours(people: people, answers: answers)
    // An answer that is owed comes first, always; what is left of each hour goes by turns.
    let turns = Double(year.letters.count { $0 != .answer }) / 12
    let bound = Int((Double(people.count) / turns).rounded(.up)) + 1
    let patient = people.filter { Int($0.id.dropFirst()) ?? 0 > 35 }
    let longest = patient.map { year.longestWait(of: $0.id) }.max() ?? 0
    #expect(patient.count == 44)
    #expect(longest <= bound)
    for (numbers, least) in zip([0...3, 4...7, 8...9], least) {
      let met = numbers.map { year.hours(of: YearPopulation.id($0)).count }
      #expect(met.allSatisfy { $0 >= least }, "\(numbers): \(met)")
    }
  }

  @Test func `an answer and a promise go before whoever waited for years`() throws {
    let waiting = try (0..<40).map { try Self.person("w\($0)", "") }
    let owed = try Self.person("owed", "")
    let promised = try Self.person("promised", "- [ ] send the map\n")
    let old = waiting.map { ("\($0.id)", HistoryEntry.Kind.letter, "2019-01-05") }
    let new: [(String, HistoryEntry.Kind, String)] = [
      ("owed", .letter, "2026-11-01"), ("owed", .reply, "2026-11-12"),
      ("promised", .letter, "2026-11-01"),
    ]
    let history = History(
      entries: try (old + new).enumerated().map { number, line in
        let at = try #require(DateTime(iso8601: "\(line.2)T09:00:00Z"))
        return HistoryEntry(id: "\(number)", kind: line.1, contacts: [line.0], at: at)
      }
    )
    let planner = Planner(
      settings: try Self.settings(),
      history: history,
      today: try #require(CalendarDay(iso8601: "2026-11-21"))
    )
    let plan = planner.plan(for: waiting + [promised, owed]).thisHour
    #expect(plan.prefix(2).map(\.contact.id) == ["owed", "promised"])
    #expect(plan.count == 20)
  }

  fileprivate static func settings() throws -> Settings {
    var settings = Settings(me: Profile(name: "Sam", address: try EmailAddress("sam@example.org")))
    settings.groups = [
      "local": GroupSettings(every: Cadence("1 month")),
      "old-friends": GroupSettings(every: Cadence("3 months")),
    ]
    return settings
  }

  private static func person(_ id: String, _ notes: String) throws -> Contact {
    let text = "---\nname: \(id)\nemail: \(id)@example.org\n---\n\(notes)"
    return try ContactFile(path: "contacts/\(id).md", bytes: Array(text.utf8)).contact()
  }
}

/// What became of the people in twelve hours.
private struct Hours {
  /// Why each letter was written.
  private(set) var letters: [Cause] = []
  private var touches: [String: [Int]] = [:]

  init(people: [Contact], answers: Int) throws {
    var entries: [HistoryEntry] = []
    let start = try #require(CalendarDay(iso8601: "2026-01-17"))
    for hour in 0..<12 {
      let today = start.adding(months: hour)
      let planner = Planner(
        settings: try FullHoursTests.settings(),
        history: History(entries: entries),
        today: today
      )
      for touch in planner.plan(for: people).thisHour {
        let id = touch.contact.id
        touches[id, default: []].append(hour)
        let at = try #require(DateTime(iso8601: "\(today)T09:00:00Z"))
        let kind: HistoryEntry.Kind = touch.channel == .email ? .letter : .call
        entries.append(HistoryEntry(id: "\(id)-\(hour)", kind: kind, contacts: [id], at: at))
        guard kind == .letter else { continue }
        letters.append(touch.cause)
        guard answers > 0, let number = Int(id.dropFirst()), (number + hour) % answers == 0
        else { continue }
        let later = try #require(DateTime(iso8601: "\(today.adding(days: 12))T18:00:00Z"))
        entries.append(HistoryEntry(id: "r-\(id)-\(hour)", kind: .reply, contacts: [id], at: later))
      }
    }
  }

  func hours(of id: String) -> [Int] { touches[id] ?? [] }

  /// The longest time, in hours, that somebody waited, the year's beginning and end included.
  func longestWait(of id: String) -> Int {
    let marks = [-1] + hours(of: id) + [12]
    return zip(marks, marks.dropFirst()).map { $1 - $0 }.max() ?? 0
  }
}
