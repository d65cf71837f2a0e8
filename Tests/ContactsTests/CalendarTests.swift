import Contacts
import DurableFiles
import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@Suite struct CalendarTests {
  private static let python = "/usr/bin/python3"
  private static let canReadCalendars =
    (try? CommandRun("env", python, "-c", "import vobject"))?.status == 0

  /// An event as Python's vobject reads it.
  private struct Event: Decodable {
    let uid: String
    let day: String
    let end: String
    let summary: String
    let details: String
    /// Its first three days.
    let days: [String]
  }

  private static func export() throws -> CalendarExport {
    CalendarExport(
      owner: try EmailAddress("sam@example.org"),
      now: try #require(DateTime(iso8601: "2026-11-21T09:00:00+02:00"))
    )
  }

  private static func event(_ day: String, _ summary: String) throws -> CalendarExport.Event {
    let day = try #require(CalendarDay(iso8601: day))
    return CalendarExport.Event(identity: [summary], day: day, summary: summary)
  }

  @Test(.enabled(if: canReadCalendars, "needs Python's vobject"))
  func `vobject reads the days, the texts and the years that come`() throws {
    let words = "Kaffee; \u{9EA6}, \"zwei\" \\n \u{1F370} "
    let long = String(repeating: words, count: 12)
    var birthday = try Self.event("2000-02-29", "Birthday: Lea")
    birthday.isYearly = true
    var call = try Self.event("2026-12-31", long)
    call.details = "+1 515\nline\u{7} two\r\n; three,"
    let bytes = try Self.export().bytes(of: [birthday, call])
    let script = FilePath.parent(of: #filePath) + "/Fixtures/read-calendar.py"
    let run = try CommandRun("env", Self.python, script, input: bytes)
    #expect(run.status == 0, "\(run.errors)")
    let events = try JSONDecoder().decode([Event].self, from: Data(run.output))
    #expect(events.map(\.summary) == ["Birthday: Lea", PlainText.singleLine(long)])
    #expect(events[0].days == ["2000-02-29", "2001-02-28", "2002-02-28"])
    #expect(events[1].day == "2026-12-31")
    #expect(events[1].end == "2027-01-01")
    #expect(events[1].details == "+1 515\nline two\n; three,")
    #expect(Set(events.map(\.uid)).count == 2)
  }

  @Test func `lines have 75 octets at most and end in CRLF, and the same event has the same bytes`()
    throws
  {
    let event = try Self.event("2026-11-21", String(repeating: "\u{9EA6}", count: 100))
    let bytes = try Self.export().bytes(of: [event])
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") })
    #expect(lines.last?.isEmpty == true)
    #expect(text.contains("DTSTAMP:20261121T070000Z"))
    #expect(try Self.export().bytes(of: [event]) == bytes)
  }
}
