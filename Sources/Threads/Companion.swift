/// Work that a second thread does while this one goes on.
///
/// What it makes is handed over by the join, so that only one thread at a time has it. Where the
/// system has no thread left, the work is done when its value is asked for.
package final class Companion<Value> {
  private let work: Work<Value>
  private var thread: SystemThread?

  /// Begins the work; `isWanted` is false to do without a thread, which few things are worth.
  package init(isWanted: Bool, _ body: @escaping @Sendable () -> Value) {
    let work = Work(body)
    self.work = work
    thread = isWanted ? SystemThread { work.run() } : nil
  }

  // Whoever gives up meanwhile may end the process, which no thread should be at work in then.
  deinit { thread?.join() }

  /// What the work made, once it is done.
  package func value() -> Value {
    thread?.join()
    thread = nil
    return work.value ?? work.run()
  }
}

/// Written by one thread, and read by the other after the join.
private final class Work<Value>: @unchecked Sendable {
  private let body: @Sendable () -> Value
  private(set) var value: Value?

  init(_ body: @escaping @Sendable () -> Value) { self.body = body }

  @discardableResult
  func run() -> Value {
    let made = body()
    value = made
    return made
  }
}
