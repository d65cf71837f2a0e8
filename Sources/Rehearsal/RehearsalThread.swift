internal import Threads

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Runs blocking work on a thread of its own, away from Swift's pool.
package enum RehearsalThread {
  /// Starts a thread that nobody waits for.
  package static func start(_ body: @escaping @Sendable () -> Void) throws(RehearsalError) {
    let code = SystemThread.detach(body)
    guard code == 0 else { throw .socket(call: "pthread_create", errno: code) }
  }

  /// Waits for a moment.
  package static func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1_000)
  }
}
