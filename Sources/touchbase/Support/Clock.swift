#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import MailMessage
import Synchronization

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

  /// The machine's own clock, whatever was set, in nanoseconds since 1970: the one that files are
  /// stamped with.
  static var nanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// This moment in a run that began so long ago: dates that were set go on from there.
  func now(after elapsed: Duration) -> DateTime {
    guard let fixed else { return now }
    return Self.local(secondsSinceEpoch: fixed.secondsSinceEpoch + elapsed.components.seconds)
  }

  /// Today on the person's own calendar.
  var today: CalendarDay { CalendarDay(now) }

  private static func moment(_ text: String) -> DateTime? {
    if let moment = DateTime(iso8601: text) {
      return local(secondsSinceEpoch: moment.secondsSinceEpoch)
    }
    return CalendarDay(iso8601: text).map { moment($0, minute: 9 * 60) }
  }

  /// A time of day, in minutes since midnight, as the person's own clock shows it on a day.
  ///
  /// One that the clock leaves out that day, when summer time begins, is the one an hour later.
  static func moment(_ day: CalendarDay, minute: Int) -> DateTime {
    let seconds = Int64(day.daysSinceEpoch) * 86_400 + Int64(minute) * 60
    let moment = { (offset: Int) in local(secondsSinceEpoch: seconds - Int64(offset) * 60) }
    // The offset at that time in Greenwich may differ from that here; the second look has the right
    // one. A time that is left out fits neither; the smaller is the one that held until then.
    let first = moment(0).offsetMinutes
    let second = moment(first).offsetMinutes
    let right = [second, first].first { moment($0).offsetMinutes == $0 }
    return moment(right ?? min(first, second))
  }

  /// A moment with the offset of the person's zone at that moment.
  static func local(secondsSinceEpoch seconds: Int64) -> DateTime {
    // Thousands of lines of a journal may have the same second.
    let known = last.withLock { $0 }
    if let known, known.secondsSinceEpoch == seconds { return known }
    var moment = time_t(seconds)
    var parts = tm()
    localtime_r(&moment, &parts)
    let local = DateTime(secondsSinceEpoch: seconds, offsetMinutes: parts.tm_gmtoff / 60)
    last.withLock { $0 = local }
    return local
  }

  private static let last = Mutex<DateTime?>(nil)
}
