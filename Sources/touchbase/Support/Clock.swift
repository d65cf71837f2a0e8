#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import MailMessage

/// Now, in the person's own zone.
///
/// `TOUCHBASE_NOW` sets it for rehearsals and tests: dates only, never pace or time-outs.
struct Clock: Sendable {
  /// The moment that the whole run of a command takes for now, or nil for the machine's clock.
  let fixed: DateTime?

  init(environment: [String: String]) throws {
    guard let text = environment["TOUCHBASE_NOW"], !text.isEmpty else {
      fixed = nil
      return
    }
    guard let moment = Self.moment(text) else {
      throw CommandFailure(
        .usage,
        "TOUCHBASE_NOW is '\(text)', which is no date",
        hints: ["write 2026-11-23 or 2026-11-23T09:00:00Z"]
      )
    }
    fixed = moment
  }

  /// This moment, with the zone's offset at that moment.
  var now: DateTime {
    fixed ?? Self.local(secondsSinceEpoch: Int64(time(nil)))
  }

  /// Today on the person's own calendar.
  var today: CalendarDay { CalendarDay(now) }

  private static func moment(_ text: String) -> DateTime? {
    if let moment = DateTime(iso8601: text) {
      return local(secondsSinceEpoch: moment.secondsSinceEpoch)
    }
    guard let day = CalendarDay(iso8601: text),
      let nine = DateTime(iso8601: "\(day)T09:00:00Z")
    else { return nil }
    let offset = local(secondsSinceEpoch: nine.secondsSinceEpoch).offsetMinutes
    return local(secondsSinceEpoch: nine.secondsSinceEpoch - Int64(offset) * 60)
  }

  private static func local(secondsSinceEpoch seconds: Int64) -> DateTime {
    var moment = time_t(seconds)
    var parts = tm()
    localtime_r(&moment, &parts)
    return DateTime(secondsSinceEpoch: seconds, offsetMinutes: parts.tm_gmtoff / 60)
  }
}
