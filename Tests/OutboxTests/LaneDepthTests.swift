@testable import Outbox
import Testing

/// How far ahead letters are given out, by what a synchronization and a letter take.
@Suite struct LaneDepthTests {
  /// The depth after some groups of letters, each as large as the depth then allows.
  private func depth(
    limit: Int = 64,
    synchronization: Duration,
    letter: Duration,
    lanes: Int = 1
  ) -> Int {
    var depth = LaneDepth(limit: limit)
    for _ in 0..<20 {
      depth.noteSynchronization(synchronization)
      depth.noteLetters(depth.value * lanes, lanes: lanes, in: letter * depth.value)
    }
    return depth.value
  }

  @Test func `the letter that leaves and the next one are all where letters leave slowly`() {
    #expect(LaneDepth(limit: 64).value == 2)
    #expect(depth(synchronization: .milliseconds(1), letter: .milliseconds(100)) == 2)
    #expect(depth(synchronization: .milliseconds(10), letter: .seconds(1)) == 2)
  }

  @Test(arguments: [1, 2, 4])
  func `where letters leave fast a synchronization serves many`(lanes: Int) {
    let fast = depth(synchronization: .milliseconds(1), letter: .microseconds(850), lanes: lanes)
    #expect(fast == 38)
    let slow = depth(synchronization: .milliseconds(5), letter: .microseconds(100), lanes: lanes)
    #expect(slow == 64)
  }

  @Test func `a lane that takes one letter at a time is given one`() {
    #expect(depth(limit: 1, synchronization: .milliseconds(5), letter: .microseconds(100)) == 1)
  }

  @Test func `it never more than quadruples, and falls at once when the server becomes slow`() {
    var depth = LaneDepth(limit: 64)
    depth.noteSynchronization(.milliseconds(5))
    var values: [Int] = []
    for _ in 0..<6 {
      depth.noteLetters(10, lanes: 1, in: .microseconds(100))
      values.append(depth.value)
    }
    #expect(values == [8, 32, 64, 64, 64, 64])
    depth.noteLetters(1, lanes: 1, in: .seconds(1))
    #expect(depth.value == 2)
  }

  @Test func `a clock that stands still or runs backwards changes nothing`() {
    var depth = LaneDepth(limit: 64)
    depth.noteSynchronization(.milliseconds(-5))
    depth.noteLetters(10, lanes: 1, in: .zero)
    depth.noteLetters(10, lanes: 1, in: .milliseconds(-1))
    depth.noteLetters(0, lanes: 1, in: .seconds(1))
    #expect(depth.value == 2)
  }
}
