import DurableFiles
import MailMessage
import TestSupport
import Testing

@testable import touchbase

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct SupportTests {
  @Test func `a netrc file gives the password of this user at this host`() {
    let netrc = Netrc(
      """
      # mine
      machine imap.example.org login sam password wrong
      machine smtp.example.org
        login other password wrong
      machine smtp.example.org login sam
        password "cor\\"rect horse"
      macdef init
      machine smtp.example.org login sam password macro

      default login guest password anything
      """
    )
    #expect(netrc.password(host: "SMTP.example.org", user: "sam") == "cor\"rect horse")
    #expect(netrc.password(host: "smtp.example.net", user: "guest") == "anything")
    #expect(netrc.password(host: "smtp.example.net", user: "sam") == nil)
    #expect(Netrc("").password(host: "a", user: "b") == nil)
    #expect(Netrc("machine a login").password(host: "a", user: "b") == nil)
  }

  @Test func `nothing that moves the cursor reaches the terminal`() {
    let shown = Output.visible("a\u{1B}[2Jb\u{7}c\u{9B}d\r\u{202E}e\u{0}f\tg\nh")
    #expect(shown == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d\u{FFFD}\u{FFFD}e\u{FFFD}f\tg\nh")
  }

  @Test func `wide characters take two columns`() {
    #expect(Columns.width("日本") == 4)
    #expect(Columns.width("e\u{301}a") == 2)
    #expect(Columns.padded("日本語", to: 5) == "日本…")
    #expect(Columns.padded("ab", to: 4) == "ab  ")
    #expect(Columns.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(Columns.wrapped("unbreakable", to: 3) == ["unb", "rea", "kab", "le"])
  }

  @Test func `a leading folder belongs to the command behind it`() {
    let moved = WorkspaceOptions.movedBehindCommand
    #expect(moved(["-C", "ws", "plan", "--json"]) == ["plan", "--json", "-C", "ws"])
    #expect(moved(["-C", "ws"]) == ["-C", "ws"])
    #expect(
      moved(["-C", "ws", "note", "ada", "--", "-x"]) == ["note", "ada", "-C", "ws", "--", "-x"]
    )
    #expect(moved(["plan", "-C", "ws"]) == ["plan", "-C", "ws"])
    #expect(moved(["-C"]) == ["-C"])
  }

  /// Monday, half past ten.
  private static var monday: DateTime {
    CalendarDay(iso8601: "2026-11-23").map { Clock.moment($0, minute: 630) }
      ?? DateTime(secondsSinceEpoch: 0)
  }

  @Test(
    arguments: [
      ("tomorrow 9:00", "2026-11-24 09:00"), ("tomorrow", "2026-11-24 09:00"),
      ("Tomorrow at 17:05", "2026-11-24 17:05"), ("18:30", "2026-11-23 18:30"),
      ("10:30", "2026-11-24 10:30"), ("today 10:31", "2026-11-23 10:31"),
      ("friday", "2026-11-27 09:00"), ("monday 8:00", "2026-11-30 08:00"),
      ("sunday", "2026-11-29 09:00"), ("2026-12-24", "2026-12-24 09:00"),
      ("2026-12-24 18:00", "2026-12-24 18:00"), ("in 2 hours", "2026-11-23 12:30"),
      ("in 1 minute", "2026-11-23 10:31"), ("in 3 days", "2026-11-26 10:30"),
      ("in 2 weeks", "2026-12-07 10:30"),
    ]
  )
  func `a moment is read as a person says it`(text: String, expected: String) throws {
    let moment = try MomentPhrase.moment(text, now: Self.monday)
    #expect("\(CalendarDay(moment)) \(moment.clockTime)" == expected)
  }

  @Test(
    arguments: [
      ("2026-11-23 18:00", "18:00"), ("2026-11-24 9:00", "Tuesday 24 November, 09:00"),
      ("2027-07-01 9:00", "Thursday 1 July 2027, 09:00"),
    ]
  )
  func `a moment is shown with what today does not tell`(text: String, words: String) throws {
    let moment = try MomentPhrase.moment(text, now: Self.monday)
    #expect(moment.inWords(today: CalendarDay(Self.monday)) == words)
  }

  @Test(
    arguments: [
      "", "soon", "9", "25:00", "9:60", "9:0", "tomorrow 9:00 pm", "in", "in 2", "in 0 days",
      "in 99999999999999999999 days", "in 2 years", "2026-02-30", "tomorrow tomorrow", "١٢:٠٠",
    ]
  )
  func `what is no moment is refused`(text: String) throws {
    #expect(throws: CommandFailure.self) { try MomentPhrase.moment(text, now: Self.monday) }
  }

  @Test(
    arguments: [
      ("today 9:00", "Monday 23 November 2026, 09:00"),
      ("2026-11-22", "Sunday 22 November 2026, 09:00"),
      ("2020-01-01 10:00", "Wednesday 1 January 2020, 10:00"),
    ]
  )
  func `a moment that is over is refused with what was understood`(
    text: String,
    words: String
  ) throws {
    let failure = #expect(throws: CommandFailure.self) {
      try MomentPhrase.moment(text, now: Self.monday)
    }
    #expect(failure?.message == "'\(text)' is over: \(words)")
  }

  private static let refusals: [(FileSystemError.Operation, Int32)] = [
    (.open, EROFS), (.open, EACCES), (.open, EPERM), (.write, EACCES), (.mkdir, EROFS),
    (.rename, EACCES), (.link, EPERM), (.unlink, EROFS),
  ]

  @Test(arguments: refusals.indices)
  func `a place that cannot be written has its status and a way out`(index: Int) throws {
    let (operation, number) = Self.refusals[index]
    let folder = try ServerFolder.temporary()
    let error = FileSystemError(operation, "\(folder)/outbox.lock", errno: number)
    let failure = try #require(CommandFailure(error))
    #expect(failure.status == .cannotWrite)
    #expect(failure.message == "\(error)")
    let way = number == EROFS ? "mount it for writing" : "ls -ld '\(folder)'"
    #expect(failure.hints.count == 1 && failure.hints[0].contains(way), "\(failure.hints)")
  }

  @Test(arguments: [FileSystemError.Operation.open, .read, .list])
  func `a file that cannot be read is missing input`(operation: FileSystemError.Operation) {
    let error = FileSystemError(operation, "/nowhere/contacts/ada.md", errno: EACCES)
    #expect(CommandFailure(error)?.status == .noInput)
  }
}
