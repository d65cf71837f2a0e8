import DurableFiles
import MailMessage
import Outbox

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Whether the machine's clock can be believed: the letters' dates and the retries come from it.
struct ClockCheck {
  let session: Session

  /// When this was written; no clock that is right shows less.
  private static let earliest = Int64(1_790_000_000)
  /// What two clocks may differ by, in seconds, before it is worth a word.
  static let tolerance: Int64 = 300

  func run() -> [Diagnosis] {
    if let fixed = session.clock.fixed {
      return [
        .warn(
          "clock",
          "TOUCHBASE_NOW says \(fixed.inWords): letters get that date",
          "unset TOUCHBASE_NOW"
        )
      ]
    }
    let now = session.clock.now
    let seconds = now.secondsSinceEpoch
    guard seconds > Self.earliest else {
      return [.fail("clock", .attention, "the clock says \(now.inWords)", ["set the clock"])]
    }
    if let last = latest, last.secondsSinceEpoch > seconds + Self.tolerance {
      return [
        .warn(
          "clock",
          "the clock says \(now.inWords), but a letter was sent at \(last.inWords)",
          "set the clock"
        )
      ]
    }
    return [.ok("clock", "it is \(now.inWords)")]
  }

  /// When the outbox last did anything; nil where it never did, or cannot be read.
  private var latest: DateTime? {
    let lines = Result { try session.outbox().log(since: session.clock.today.adding(days: -30)) }
    return (try? lines.get())?.map(\.at).max()
  }

  /// What a server's own date says of our clock; nil where it tells none.
  static func comparison(_ greeting: String, now: DateTime) -> Diagnosis? {
    // Only what follows a semicolon: `220 mail.example.org ESMTP Sendmail; Fri, 27 Nov 2026 …`.
    guard let mark = greeting.lastIndex(of: ";"),
      let theirs = DateTime(mail: String(greeting[greeting.index(after: mark)...]))
    else { return nil }
    let difference = now.secondsSinceEpoch - theirs.secondsSinceEpoch
    guard abs(difference) > tolerance else {
      return .ok("clock", "the mail server's clock agrees")
    }
    let minutes = abs(difference) / 60
    let side = difference > 0 ? "ahead of" : "behind"
    return .warn(
      "clock",
      "the clock is \(minutes) minutes \(side) the mail server's, which says \(theirs.inWords)",
      "set the clock"
    )
  }
}
