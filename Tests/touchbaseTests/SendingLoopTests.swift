import MailMessage
import Outbox
import Testing

@testable import touchbase

/// `send --wait`: what is waited for, how long, and when it ends.
@Suite struct SendingLoopTests {
  /// A clock that goes on when somebody waits, and a queue that is due as its test says.
  private final class Day {
    var seconds: Int64 = 1_795_000_000
    var dues: [Int64?]
    var waits: [Int64] = []
    var stopsAfter = Int.max

    init(dues: [Int64?]) {
      self.dues = dues
    }

    var now: DateTime { DateTime(secondsSinceEpoch: seconds, offsetMinutes: 0) }

    var loop: SendLoop {
      SendLoop(
        now: { self.now },
        pause: { time in
          self.waits.append(time.components.seconds)
          self.seconds += time.components.seconds
        },
        isStopped: { self.waits.count >= self.stopsAfter },
        nextDue: {
          let due = self.dues.isEmpty ? nil : self.dues.removeFirst()
          return due.map { DateTime(secondsSinceEpoch: self.seconds + $0, offsetMinutes: 0) }
        },
        willWait: { _, _ in }
      )
    }
  }

  /// The report of a pass that came to that end, as the outbox makes it.
  private static func report(_ failure: TransportFailure?) -> DeliveryReport {
    DeliveryReport(failure: failure)
  }

  @Test func `it waits for each letter's moment and ends with the queue`() throws {
    let day = Day(dues: [60, 10, nil])
    _ = try day.loop.run { Self.report(nil) }
    #expect(day.waits == [60, 10])
  }

  @Test func `it looks again every five minutes, since clocks are set and letters approved`() throws
  {
    let day = Day(dues: [86_400, 86_100, nil])
    _ = try day.loop.run { Self.report(nil) }
    #expect(day.waits == [300, 300])
  }

  @Test func `a network that is away is tried after one minute, then later and later`() throws {
    let day = Day(dues: Array(repeating: 0, count: 7) + [nil])
    _ = try day.loop.run { Self.report(.unreachable("nobody there")) }
    #expect(day.waits == [60, 120, 240, 300, 300, 300, 300])
  }

  @Test(
    arguments: [
      TransportFailure.loginRefused("535"), .notTrusted("expired"), .configuration("no command"),
    ]
  )
  func `what only a person can mend ends it`(failure: TransportFailure) throws {
    let day = Day(dues: [0, 0])
    let report = try day.loop.run { Self.report(failure) }
    #expect(day.waits.isEmpty && report.failure == failure)
  }

  @Test func `somebody who approves meanwhile is waited for`() throws {
    let day = Day(dues: [nil])
    var tries = 0
    _ = try day.loop.run {
      tries += 1
      if tries < 3 { throw OutboxError.busy(holder: "touchbase approve") }
      return Self.report(nil)
    }
    #expect(day.waits == [1, 1])
  }

  @Test func `a person who stops while it waits is heard`() throws {
    let day = Day(dues: [600, 600, 600])
    day.stopsAfter = 2
    let report = try day.loop.run { Self.report(nil) }
    #expect(report.wasStopped && day.waits.count == 2)
  }

  @Test(
    arguments: [
      (12, 40, 4.0, "12 of 40, 3.0 a second, 9 s left"),
      (1000, 30_000, 0.5, "1000 of 30000, 2000 a second, 14 s left"),
      (10, 30, 30.0, "10 of 30, 20.0 a minute, 1 min left"),
      (1, 200, 180.0, "1 of 200, 20.0 an hour, 9 h 57 min left"),
      (3, 9, 0.0, "3 of 9"),
    ]
  )
  func `progress is told in words`(done: Int, total: Int, seconds: Double, words: String) {
    #expect(SendProgress.words(done: done, total: total, after: .seconds(seconds)) == words)
  }
}
