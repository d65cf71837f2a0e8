#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A thread of its own for blocking work, away from Swift's pool.
///
/// Source: POSIX.1-2024, pthread_create.
package struct SystemThread {
  private let thread: pthread_t

  /// Starts a thread; nil where the system has none left.
  package init?(_ body: @escaping @Sendable () -> Void) {
    guard case .success(let thread) = Self.create(body) else { return nil }
    self.thread = thread
  }

  /// Waits for the thread's end; to be called once.
  package func join() { pthread_join(thread, nil) }

  /// Starts a thread that nobody waits for.
  ///
  /// - Returns: 0, or the `errno` that tells why there is none.
  package static func detach(_ body: @escaping @Sendable () -> Void) -> Int32 {
    switch create(body) {
    case .success(let thread): pthread_detach(thread)
    case .failure(let error): error.code
    }
  }

  private struct CreationError: Error {
    let code: Int32
  }

  private static func create(
    _ body: @escaping @Sendable () -> Void
  ) -> Result<pthread_t, CreationError> {
    let retained = Unmanaged.passRetained(ThreadBody(body))
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, nil, runBody, retained.toOpaque())
    guard code == 0 else {
      retained.release()
      return .failure(CreationError(code: code))
    }
    #if canImport(Darwin)
    return thread.map { .success($0) } ?? .failure(CreationError(code: EAGAIN))
    #else
    return .success(thread)
    #endif
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

#if canImport(Darwin)
private func runBody(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
#else
private func runBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
#endif
