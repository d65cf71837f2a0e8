#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A queue between threads: who takes waits for something to be there.
final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
  // Everything below is only touched while the lock is held.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var elements: [Element] = []

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(lock)
    condition.deallocate()
    lock.deallocate()
  }

  /// Puts an element behind the others.
  func put(_ element: Element) {
    pthread_mutex_lock(lock)
    elements.append(element)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(lock)
  }

  /// Takes the first element, waiting for one at most so long; nil when none came.
  ///
  /// A clock that is set meanwhile makes it wait shorter or longer; who calls it asks again.
  func take(within time: Duration) -> Element? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    if elements.isEmpty, time > .zero {
      var deadline = Self.deadline(after: time)
      while elements.isEmpty, pthread_cond_timedwait(condition, lock, &deadline) == 0 {}
    }
    return elements.isEmpty ? nil : elements.removeFirst()
  }

  private static func deadline(after time: Duration) -> timespec {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let (seconds, attoseconds) = min(time, .seconds(3600)).components
    let nanoseconds = Int(now.tv_nsec) + Int(attoseconds / 1_000_000_000)
    now.tv_sec += time_t(seconds) + time_t(nanoseconds / 1_000_000_000)
    now.tv_nsec = nanoseconds % 1_000_000_000
    return now
  }
}
