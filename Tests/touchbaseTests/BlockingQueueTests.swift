import Testing
import Threads

@testable import touchbase

/// What one thread takes of what others put.
@Suite struct BlockingQueueTests {
  @Test func `who gathers is woken by enough elements or by an urgent one`() throws {
    for (isUrgent, count) in [(false, 3), (true, 1)] {
      let queue = BlockingQueue<Int>()
      let thread = try #require(
        SystemThread { for number in 0..<count { queue.put(number, isUrgent: isUrgent) } }
      )
      #expect(queue.takeAll(within: .seconds(600), gathering: 3) == Array(0..<count))
      thread.join()
    }
  }

  @Test func `what can wait is there when the time is over`() {
    let queue = BlockingQueue<Int>()
    queue.put(1, isUrgent: false)
    #expect(queue.takeAll(within: .milliseconds(1), gathering: 3) == [1])
    #expect(queue.takeAll(within: .milliseconds(1), gathering: 3).isEmpty)
  }

  @Test func `an urgent element that was taken hurries nobody after it`() {
    let queue = BlockingQueue<Int>()
    queue.put(1)
    #expect(queue.takeAll(within: .seconds(600), gathering: 3) == [1])
    queue.put([2, 3], isUrgent: false)
    #expect(queue.takeAll(within: .milliseconds(1), gathering: 3) == [2, 3])
  }

  @Test func `the first element is taken only where it is wanted, and in its turn`() {
    let queue = BlockingQueue<Int>()
    #expect(queue.takeFirst { _ in true } == nil)
    queue.put([1, 2])
    #expect(queue.takeFirst { $0 == 2 } == nil)
    #expect(queue.takeFirst { $0 == 1 } == 1)
    queue.put(3)
    #expect(queue.takeFirst { $0 == 2 } == 2)
    #expect(queue.take(within: .zero) == 3)
    #expect(queue.take(within: .zero) == nil)
  }
}
