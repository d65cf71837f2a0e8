package import MailMessage

/// Days to be remembered, as a calendar that every calendar program reads.
package struct CalendarExport: Sendable {
  /// Something that takes a whole day of the calendar, and none of its time.
  package struct Event: Hashable, Sendable {
    /// What makes it the same event when it is exported again; made from other words, no others.
    package let identity: [String]
    package let day: CalendarDay
    package let summary: String
    /// Lines that end in LF; nil for none.
    package var details: String?
    /// Whether it comes again every year; on 29 February that is the last day of the month.
    package var isYearly = false

    package init(identity: [String], day: CalendarDay, summary: String) {
      self.identity = identity
      self.day = day
      self.summary = summary
    }
  }

  private let owner: EmailAddress
  private let now: DateTime

  /// Takes whose calendar it is, and the moment of the export.
  package init(owner: EmailAddress, now: DateTime) {
    self.owner = owner
    self.now = now
  }

  /// The calendar, in iCalendar's form.
  ///
  /// Source: RFC 5545 §3.4, §3.6.1.
  package func bytes(of events: [Event]) -> [UInt8] {
    var lines = ContentLines()
    lines.add("BEGIN", "VCALENDAR")
    lines.add("VERSION", "2.0")
    lines.add("PRODID", "-//touchbase//touchbase//EN")
    lines.add("CALSCALE", "GREGORIAN")
    for event in events { add(event, to: &lines) }
    lines.add("END", "VCALENDAR")
    return lines.bytes
  }

  private func add(_ event: Event, to lines: inout ContentLines) {
    lines.add("BEGIN", "VEVENT")
    lines.add("UID", uid(of: event))
    lines.add("DTSTAMP", Self.moment(now))
    lines.add("DTSTART;VALUE=DATE", Self.date(event.day))
    lines.add("DTEND;VALUE=DATE", Self.date(event.day.adding(days: 1)))
    if event.isYearly { lines.add("RRULE", Self.yearly(event.day)) }
    lines.add("SUMMARY", Self.text(event.summary))
    if let details = event.details { lines.add("DESCRIPTION", Self.text(details)) }
    lines.add("TRANSP", "TRANSPARENT")
    lines.add("END", "VEVENT")
  }

  /// Source: RFC 7986 §5.3: an identifier tells nothing of the person.
  private func uid(of event: Event) -> String {
    let words = [owner.description] + event.identity
    return Digest.hex(words.joined(separator: "\n"), digits: 16) + "@touchbase.invalid"
  }

  private static func yearly(_ day: CalendarDay) -> String {
    let isLeapDay = day.month == 2 && day.day == 29
    return "FREQ=YEARLY" + (isLeapDay ? ";BYMONTH=2;BYMONTHDAY=-1" : "")
  }

  /// Source: RFC 5545 §3.3.4.
  private static func date(_ day: CalendarDay) -> String { day.description.filter { $0 != "-" } }

  /// Source: RFC 5545 §3.3.5, form 2: in UTC.
  private static func moment(_ moment: DateTime) -> String {
    let inUTC = DateTime(secondsSinceEpoch: moment.secondsSinceEpoch, offsetMinutes: 0)
    return inUTC.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  /// A text without control characters, which a calendar cannot hold.
  private static func text(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return ContentLines.escaped(
      lines.map { PlainText.singleLine(String($0)) }.joined(separator: "\n")
    )
  }
}
