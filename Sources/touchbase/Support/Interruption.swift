#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Synchronization

/// Ctrl-C, HUP and TERM: the first asks to finish what is past the dot, the second to stop now.
enum Interruption {
  // A signal handler may only touch lock-free memory: POSIX, "Signal Concepts".
  private static let count = Atomic<Int>(0)

  /// Whether the person asked to stop.
  static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// Whether the person asked twice.
  static var isUrgent: Bool { count.load(ordering: .relaxed) > 1 }

  /// From now on the signals are counted instead of ending the program.
  ///
  /// Who started it with `nohup` wants it to outlive the terminal: that stays so.
  static func catchSignals() {
    for number in [SIGINT, SIGHUP, SIGTERM] where !(number == SIGHUP && isIgnored(number)) {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        Interruption.count.add(1, ordering: .relaxed)
      }
      sigaction(number, &action, nil)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var present = sigaction()
    sigaction(number, nil, &present)
    return unsafeBitCast(present.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Waits so long, or until the person asks to stop.
  static func pause(_ time: Duration) {
    let end = ContinuousClock.now + time
    while ContinuousClock.now < end, !isRequested {
      let left = min(end - ContinuousClock.now, .milliseconds(50))
      usleep(UInt32(max(1, left / .microseconds(1))))
    }
  }

  /// The time since the program began to look, on a clock that nobody sets.
  static var elapsed: Duration { ContinuousClock.now - start }

  private static let start = ContinuousClock.now
}
