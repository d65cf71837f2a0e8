import MailMessage
import Outbox
import Testing

/// Never more letters within any stretch of time than the pace allows, across runs as well.
@Suite struct PaceTests {
  private static let now = DateTime(secondsSinceEpoch: 1_795_000_000)

  private static func pace(_ text: String) throws -> Pace {
    try #require(Pace(text))
  }

  @Test(arguments: ["20 per minute", "1 per second", "100000 per day"])
  func `a pace is letters per time`(text: String) {
    #expect(Pace(text) != nil)
  }

  @Test(arguments: ["", "0 per minute", "20", "20 per year", "-1 per day", "x per day"])
  func `what is no pace is refused`(text: String) {
    #expect(Pace(text) == nil)
  }

  @Test func `no stretch of time has more letters than the pace, whenever they come`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let seed = random.next()
      var state = seed
      let pace = try Self.pace("7 per minute")
      var window = PaceWindow(pace, earlier: [], now: Self.now, elapsed: .zero)
      var elapsed = Duration.zero
      var taken: [Duration] = []
      for _ in 0..<200 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        elapsed += max(window.delay(at: elapsed), .milliseconds(state >> 33 & 0x3FFF))
        #expect(window.delay(at: elapsed) == .zero)
        window.take(at: elapsed)
        taken.append(elapsed)
      }
      for (index, moment) in taken.enumerated() where index >= 7 {
        #expect(moment - taken[index - 7] >= .seconds(60), "seed \(seed)")
      }
    }
  }

  @Test func `what earlier runs sent counts until it is too old`() throws {
    func delay(_ ages: [Int64], elapsed: Duration = .seconds(5)) throws -> Duration {
      let earlier = ages.map { age in
        (at: DateTime(secondsSinceEpoch: Self.now.secondsSinceEpoch - age), count: 1)
      }
      let pace = try Self.pace("2 per minute")
      return PaceWindow(pace, earlier: earlier, now: Self.now, elapsed: elapsed).delay(at: elapsed)
    }
    #expect(try delay([]) == .zero)
    #expect(try delay([10]) == .zero)
    #expect(try delay([50, 10]) == .seconds(10))
    #expect(try delay([70, 60, 10]) == .zero)
    #expect(try delay([10, 50, 20]) == .seconds(40))
  }

  @Test func `a clock that was wrong makes nobody wait longer than the pace's time`() throws {
    let later = DateTime(secondsSinceEpoch: Self.now.secondsSinceEpoch + 1_000_000)
    let window = PaceWindow(
      try Self.pace("1 per hour"),
      earlier: [(at: later, count: 1_000_000)],
      now: Self.now,
      elapsed: .zero
    )
    #expect(window.delay(at: .zero) == .seconds(3600))
    #expect(window.delay(at: .seconds(3600)) == .zero)
  }
}
