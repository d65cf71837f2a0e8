import MailMessage
import Outbox

/// Pass after pass over the queue, until it is empty or nothing more can be done.
struct SendLoop {
  /// The longest time without another look: a clock may be set, and letters may be approved.
  static let longestWait = Duration.seconds(300)

  /// The time by which letters are due.
  let now: () -> DateTime
  /// Waits so long, or until the person asks to stop.
  let pause: (Duration) -> Void
  let isStopped: () -> Bool
  /// When the next letter of the queue may leave; nil when there is none.
  let nextDue: () throws -> DateTime?
  /// Told before each wait until when it takes, and why where no letter is to blame.
  let willWait: (DateTime, TransportFailure?) -> Void

  /// Makes passes until one of them was the last.
  ///
  /// Between them nobody holds the outbox, so that letters can be approved and taken
  /// back meanwhile.
  ///
  /// A refused login, a server that is not trusted and a wrong configuration end it at once: only a
  /// person can help there.
  func run(_ pass: () throws -> DeliveryReport) throws -> DeliveryReport {
    var sum = DeliveryReport()
    var failures = 0
    while true {
      let report: DeliveryReport
      do {
        report = try pass()
      } catch OutboxError.busy where !isStopped() {
        pause(.seconds(1))
        continue
      }
      sum.add(report)
      failures = report.failure == nil ? 0 : failures + 1
      guard !report.wasStopped, let due = try next(after: report, failures: failures) else {
        return sum
      }
      willWait(due, report.failure)
      wait(until: due)
      if isStopped() {
        sum.stop()
        return sum
      }
    }
  }

  /// When the next pass is due; nil when there is to be none.
  private func next(after report: DeliveryReport, failures: Int) throws -> DateTime? {
    guard let due = try nextDue() else { return nil }
    switch report.failure {
    case .loginRefused, .notTrusted, .configuration: return nil
    case nil: return due
    case .unreachable, .overloaded:
      let moment = now()
      let seconds = Int64(min(60 << min(failures - 1, 4), 900))
      let later = DateTime(
        secondsSinceEpoch: moment.secondsSinceEpoch + seconds,
        offsetMinutes: moment.offsetMinutes
      )
      return max(due, later)
    }
  }

  private func wait(until due: DateTime) {
    let seconds = due.secondsSinceEpoch - now().secondsSinceEpoch
    pause(min(.seconds(max(seconds, 1)), Self.longestWait))
  }
}
