import MailMessage
import Testing

@testable import Outbox

/// When a letter is tried again.
@Suite struct RetryScheduleTests {
  private let now = DateTime(secondsSinceEpoch: 1_795_000_000, offsetMinutes: -300)

  private func wait(_ attempts: Int, chance: Double = 0, triedSince: Int64 = 0) -> Int64? {
    let since = DateTime(secondsSinceEpoch: now.secondsSinceEpoch - triedSince)
    return RetrySchedule.next(after: now, attempts: attempts, triedSince: since, chance: chance)
      .map { $0.secondsSinceEpoch - now.secondsSinceEpoch }
  }

  @Test(
    arguments: [
      (-1, 300), (0, 300), (1, 300), (2, 600), (6, 9600), (7, 14_400), (8, 14_400), (.max, 14_400),
    ] as [(Int, Int64)]
  )
  func `the wait doubles up to four hours`(attempts: Int, seconds: Int64) {
    #expect(wait(attempts) == seconds)
  }

  @Test(
    arguments: [
      (0, 300), (0.5, 337), (1, 375), (-3, 300), (7, 375), (.nan, 300),
    ] as [(Double, Int64)]
  )
  func `chance spreads it by up to a quarter`(chance: Double, seconds: Int64) {
    #expect(wait(1, chance: chance) == seconds)
  }

  @Test func `after five days of trying it is given up`() {
    #expect(wait(40, triedSince: 5 * 86_400 - 1) == 14_400)
    #expect(wait(40, triedSince: 5 * 86_400) == nil)
  }

  @Test func `the moment keeps the zone`() {
    let next = RetrySchedule.next(after: now, attempts: 1, triedSince: now, chance: 0)
    #expect(next?.offsetMinutes == -300)
  }
}
