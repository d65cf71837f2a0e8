import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@Suite struct DateTimeTests {
  @Test(arguments: [
    ("2026-11-21T09:00:00+01:00", "Sat, 21 Nov 2026 09:00:00 +0100"),
    ("2026-03-01T23:59:59-03:30", "Sun, 1 Mar 2026 23:59:59 -0330"),
    ("1969-12-31T23:59:59+00:00", "Wed, 31 Dec 1969 23:59:59 +0000"),
    ("0999-01-01T00:00:00+00:00", "Tue, 1 Jan 0999 00:00:00 +0000"),
  ])
  func `a moment is read and written in both forms`(iso8601: String, rfc5322: String) throws {
    let moment = try #require(DateTime(iso8601: iso8601))
    #expect(moment.iso8601 == iso8601)
    #expect(moment.description == iso8601)
    var line = Array("at ".utf8)
    moment.appendISO8601(to: &line)
    #expect(String(decoding: line, as: UTF8.self) == "at \(iso8601)")
    #expect(DateTime(iso8601: line[3...]) == moment)
    #expect(moment.rfc5322 == rfc5322)
  }

  @Test(arguments: [
    ("2026-11-21T09:00:00Z", "2026-11-21T09:00:00+00:00"),
    ("2026-11-21t09:00:00z", "2026-11-21T09:00:00+00:00"),
    ("2026-11-21T09:00:00.987654Z", "2026-11-21T09:00:00+00:00"),
    ("2026-11-21T09:00:00-00:00", "2026-11-21T09:00:00+00:00"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
  ])
  func `other forms of RFC 3339 are read`(text: String, expected: String) {
    #expect(DateTime(iso8601: text)?.iso8601 == expected)
    #expect(DateTime(iso8601: Array(text.utf8)[...])?.iso8601 == expected)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21 09:00:00Z", "2026-11-21T09:00Z", "2026-11-21T24:00:00Z",
    "2026-11-21T09:60:00Z", "2026-11-21T09:00:61Z", "2026-11-21T09:00:00", "2026-02-30T09:00:00Z",
    "2026-11-21T09:00:00+0100", "2026-11-21T09:00:00+24:00", "2026-11-21T09:00:00+01:60",
    "2026-11-21T09:00:00Zx", "2026-11-21T+9:00:00Z", "2026-11-21T09:00:00.Z",
    "2026-11-2\u{661}T09:00:00Z",
  ])
  func `what is no moment is none`(text: String) {
    #expect(DateTime(iso8601: text) == nil)
    #expect(DateTime(iso8601: Array(text.utf8)[...]) == nil)
  }

  @Test func `moments are ordered wherever the clocks stood`() throws {
    let rome = try #require(DateTime(iso8601: "2026-11-21T09:00:00+01:00"))
    let london = try #require(DateTime(iso8601: "2026-11-21T08:30:00+00:00"))
    let paris = try #require(DateTime(iso8601: "2026-11-21T08:00:00+00:00"))
    #expect(rome < london)
    #expect(paris != rome)
    #expect(paris < rome)
    #expect(!(rome < paris))
  }

  @Test func `no number is too large`() {
    for seconds in [Int64.min, -1, 0, .max] {
      for offset in [Int.min, -1439, 0, 1439, .max] {
        let moment = DateTime(secondsSinceEpoch: seconds, offsetMinutes: offset)
        #expect(DateTime(iso8601: moment.iso8601) == moment)
      }
    }
  }

  @Test func `in JSON moments and days are texts`() throws {
    let moment = try #require(DateTime(iso8601: "2026-11-21T09:00:00+01:00"))
    let json = try JSONEncoder().encode([moment])
    #expect(String(decoding: json, as: UTF8.self) == #"["2026-11-21T09:00:00+01:00"]"#)
    #expect(try JSONDecoder().decode([DateTime].self, from: json) == [moment])
    let day = try JSONEncoder().encode([CalendarDay(moment)])
    #expect(String(decoding: day, as: UTF8.self) == #"["2026-11-21"]"#)
    #expect(try JSONDecoder().decode([CalendarDay].self, from: day) == [CalendarDay(moment)])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([CalendarDay].self, from: json) }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([DateTime].self, from: day) }
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `Python's email and datetime read the same moment`() throws {
    var dice = Dice()
    let moments = (0..<2000).map { _ in
      DateTime(
        secondsSinceEpoch: Int64.random(in: -30_000_000_000...253_000_000_000, using: &dice),
        offsetMinutes: dice.number(below: 2879) - 1439
      )
    }
    let script = """
      import sys, email.utils, datetime
      epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
      for line in sys.stdin:
        mail, iso = line.rstrip("\\n").split("|")
        for d in email.utils.parsedate_to_datetime(mail), datetime.datetime.fromisoformat(iso):
          delta = d - epoch
          minutes = int(d.utcoffset().total_seconds() // 60)
          print(delta.days * 86400 + delta.seconds, minutes, d.isoweekday())
      """
    let input = moments.map { "\($0.rfc5322)|\($0.iso8601)\n" }.joined()
    let output = try CommandRun("python3", "-c", script, input: Array(input.utf8)).checked("email")
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    let expected = moments.flatMap { moment in
      let weekday = CalendarDay(moment).weekday.rawValue
      let line = "\(moment.secondsSinceEpoch) \(moment.offsetMinutes) \(weekday)"
      return [line, line]
    }
    #expect(lines.elementsEqual(expected, by: ==), "\(dice)")
  }
}
