#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Work that a second thread does while this one goes on.
///
/// What it makes is handed over by the join, so that only one thread at a time has it. Where the
/// system has no thread left, the work is done when its value is asked for.
package final class Companion<Value> {
  private let work: Work<Value>
  private var thread: pthread_t?

  /// Begins the work; `isWanted` is false to do without a thread, which few things are worth.
  package init(isWanted: Bool, _ body: @escaping @Sendable () -> Value) {
    work = Work(body)
    guard isWanted else { return }
    let retained = Unmanaged.passRetained(work as AnyWork)
    thread = startThread(retained.toOpaque())
    if thread == nil { retained.release() }
  }

  /// What the work made; to be called once.
  package func value() -> Value {
    if let thread { pthread_join(thread, nil) } else { work.run() }
    guard let value = work.value else { preconditionFailure("the work was not done") }
    return value
  }
}

private class AnyWork {
  func run() {}
}

private final class Work<Value>: AnyWork {
  private let body: @Sendable () -> Value
  private(set) var value: Value?

  init(_ body: @escaping @Sendable () -> Value) { self.body = body }

  override func run() { value = body() }
}

#if canImport(Darwin)
private func startThread(_ context: UnsafeMutableRawPointer) -> pthread_t? {
  var thread: pthread_t?
  return pthread_create(&thread, nil, runWork, context) == 0 ? thread : nil
}

private func runWork(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<AnyWork>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
#else
private func startThread(_ context: UnsafeMutableRawPointer) -> pthread_t? {
  var thread = pthread_t()
  return pthread_create(&thread, nil, runWork, context) == 0 ? thread : nil
}

private func runWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<AnyWork>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
#endif
