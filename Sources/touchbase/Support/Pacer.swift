#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Synchronization

/// Keeps the promise that no more letters leave in a time than the provider was told.
final class Pacer: Sendable {
  private let pace: Pace?
  private let next = Mutex<ContinuousClock.Instant?>(nil)

  init(_ pace: Pace?) {
    self.pace = pace
  }

  /// Waits until the next letter may leave, or until the person asks to stop.
  func wait(until isStopped: () -> Bool) {
    guard let pace else { return }
    let clock = ContinuousClock()
    let moment = next.withLock { $0 } ?? clock.now
    while clock.now < moment, !isStopped() {
      usleep(50_000)
    }
    next.withLock { $0 = clock.now + .seconds(pace.secondsBetweenLetters) }
  }
}
