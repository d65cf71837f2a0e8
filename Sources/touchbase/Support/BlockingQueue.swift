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
  private var elements = Fifo<Element>()
  /// How many elements somebody waits for; zero when nobody waits.
  private var awaited = 0
  /// Whether one of the elements is not to wait for others.
  private var isUrgent = false

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
  func put(_ element: Element, isUrgent: Bool = true) {
    put([element], isUrgent: isUrgent)
  }

  /// Puts elements behind the others; those that are not urgent wait until there are as many as who
  /// takes them gathers.
  func put(_ new: [Element], isUrgent: Bool = true) {
    pthread_mutex_lock(lock)
    elements.append(new)
    if isUrgent, !new.isEmpty { self.isUrgent = true }
    let isEnough = awaited > 0 && isReady(for: awaited)
    pthread_mutex_unlock(lock)
    // A thread that is woken only to find too little would cost more than it could do.
    if isEnough { pthread_cond_signal(condition) }
  }

  /// Takes the first element, waiting at most so long for it; nil when there is none.
  ///
  /// Only one thread takes. A clock that is set meanwhile makes it wait shorter or longer; who calls
  /// it asks again.
  func take(within time: Duration) -> Element? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    wait(time, for: 1)
    return elements.popFirst()
  }

  /// Takes all elements in their order, waiting as ``take(within:)`` does for so many to be there, or
  /// for an urgent one.
  func takeAll(within time: Duration, gathering count: Int) -> [Element] {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    wait(time, for: count)
    isUrgent = false
    return elements.takeAll { _ in true }
  }

  /// Takes the first element if it is there and of a kind; never waits.
  func takeFirst(where isWanted: (Element) -> Bool) -> Element? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return elements.popFirst(where: isWanted)
  }

  /// Takes all elements of a kind, in their order; never waits.
  func takeAll(where isWanted: (Element) -> Bool) -> [Element] {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return elements.takeAll(where: isWanted)
  }

  /// Waits at most so long for so many elements; the lock is held before and after.
  private func wait(_ time: Duration, for count: Int) {
    guard time > .zero, !isReady(for: count) else { return }
    awaited = count
    defer { awaited = 0 }
    var deadline = Self.deadline(after: time)
    while !isReady(for: count), pthread_cond_timedwait(condition, lock, &deadline) == 0 {}
  }

  private func isReady(for count: Int) -> Bool {
    elements.count >= (isUrgent ? 1 : count)
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

/// Elements that come at one end and go at the other, none of which is moved for that.
private struct Fifo<Element> {
  /// The first elements, the very first one last.
  private var front: [Element] = []
  /// Those behind them, in their order.
  private var back: [Element] = []

  var count: Int { front.count + back.count }

  mutating func append(_ elements: [Element]) { back += elements }

  mutating func popFirst(where isWanted: (Element) -> Bool = { _ in true }) -> Element? {
    if front.isEmpty {
      swap(&front, &back)
      front.reverse()
    }
    guard let first = front.last, isWanted(first) else { return nil }
    return front.removeLast()
  }

  mutating func takeAll(where isWanted: (Element) -> Bool) -> [Element] {
    let all = front.reversed() + back
    front = []
    back = all.filter { !isWanted($0) }
    return all.filter(isWanted)
  }
}
