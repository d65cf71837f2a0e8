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
    let work = Unmanaged.passRetained(Work(body))
    let code = createThread(work.toOpaque())
    guard code == 0 else {
      work.release()
      throw .socket(call: "pthread_create", errno: code)
    }
  }

  /// Waits for a moment.
  package static func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1_000)
  }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

#if canImport(Darwin)
private func createThread(_ context: UnsafeMutableRawPointer) -> Int32 {
  var thread: pthread_t?
  let code = pthread_create(&thread, nil, runWork, context)
  if code == 0, let thread { pthread_detach(thread) }
  return code
}

private func runWork(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
  return nil
}
#else
private func createThread(_ context: UnsafeMutableRawPointer) -> Int32 {
  var thread = pthread_t()
  let code = pthread_create(&thread, nil, runWork, context)
  if code == 0 { pthread_detach(thread) }
  return code
}

private func runWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
  return nil
}
#endif
