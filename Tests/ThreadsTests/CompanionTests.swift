import Synchronization
import Testing
import Threads

@Suite struct CompanionTests {
  @Test(arguments: [true, false])
  func `what it makes is handed over, and made once however often it is asked for`(
    isWanted: Bool
  ) {
    let made = Made()
    let companion = Companion(isWanted: isWanted) { made.next() }
    #expect(companion.value() == 1)
    #expect(companion.value() == 1)
  }

  @Test func `let go before it was asked, it has done its work and no thread is left`() {
    for _ in 0..<100 {
      let made = Made()
      _ = Companion(isWanted: true) { made.next() }
      #expect(made.next() == 2)
    }
  }

  @Test func `without a thread, what nobody asks for is not made`() {
    let made = Made()
    _ = Companion(isWanted: false) { made.next() }
    #expect(made.next() == 1)
  }
}

/// Counts how often it was asked.
private final class Made: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
