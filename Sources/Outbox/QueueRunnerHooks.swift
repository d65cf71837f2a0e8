package import MailMessage

/// What a pass over the queue asks and tells its caller.
package struct QueueRunnerHooks {
  /// The time, for the journal and the retry schedule.
  package var now: @Sendable () -> DateTime
  /// The time since any moment, on a clock that nobody sets: for the pace.
  package var elapsed: () -> Duration
  /// Waits at most so long; the pass asks again afterwards, so it may end early.
  package var pause: (Duration) -> Void
  /// A number from 0 to 1 that spreads the retries.
  package var chance: () -> Double
  /// Asked before each letter and during waits; true ends the pass.
  package var isStopped: () -> Bool
  /// Called before a letter is handed over.
  package var willDeliver: (QueueEntry) -> Void
  /// Called with the letters that were done together, in their order.
  package var didDeliver: ([(entry: QueueEntry, letter: DeliveryReport.Letter)]) -> Void

  /// Called with letters once the disk has it that a server took them.
  package var didRecord: ([SentLetter]) -> Void
  /// Called whenever no letter is under way and all of them were recorded, while the last files are
  /// still being moved: the time to synchronize what was made of them.
  package var didRecordAll: () -> Void

  package init(
    now: @escaping @Sendable () -> DateTime,
    chance: @escaping () -> Double = { 0 },
    isStopped: @escaping () -> Bool = { false },
    willDeliver: @escaping (QueueEntry) -> Void = { _ in },
    didDeliver: @escaping ([(entry: QueueEntry, letter: DeliveryReport.Letter)]) -> Void = { _ in }
  ) {
    self.now = now
    self.chance = chance
    self.isStopped = isStopped
    self.willDeliver = willDeliver
    self.didDeliver = didDeliver
    didRecord = { _ in }
    didRecordAll = {}
    elapsed = { .zero }
    pause = { _ in }
  }
}
