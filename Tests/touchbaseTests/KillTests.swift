import FoundationEssentials
import TestSupport
import Testing

/// `kill -9` at any instant of the real program, against a real Postfix: nothing lost, nothing twice,
/// and what nobody can know is listed.
@Suite(
  .enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)),
  .serialized
)
struct KillTests {
  private static let isLong = ProcessInfo.processInfo.environment["TOUCHBASE_LONG_TESTS"] == "1"

  /// How many kills a round has, and how many rounds there are.
  private func rounds(_ short: Int, long: Int, _ round: () throws -> Siege.Figures) throws {
    for _ in 0..<(Self.isLong ? long : 1) {
      let figures = try round()
      #expect(figures.kills >= (Self.isLong ? 200 : short))
    }
  }

  private func kills(_ short: Int) -> Int { Self.isLong ? 250 : short }

  @Test func `a sender that is killed again and again loses nothing and sends nothing twice`()
    throws
  {
    try rounds(100, long: 4) {
      let siege = try Siege(batch: 100)
      while siege.kills < kills(100) {
        try siege.fillQueue()
        try siege.strike([["send"]])
      }
      let figures = try siege.settle()
      print("killed: \(figures)")
      return figures
    }
  }

  @Test func `of two senders at once one sends, whoever is killed`() throws {
    try rounds(40, long: 2) {
      let siege = try Siege(batch: 60)
      var turnedAway = 0
      while siege.kills < kills(40) {
        try siege.fillQueue()
        let ended = try siege.strike([["send"], ["send"]])
        turnedAway += ended.count { $0.status == 75 && $0.errors.contains("touchbase send") }
      }
      let figures = try siege.settle()
      print("two senders killed: \(figures); turned away \(turnedAway) times")
      #expect(turnedAway > 0)
      return figures
    }
  }

  @Test(.enabled(if: SettableClock.isAvailable, Comment(rawValue: SettableClock.reason)))
  func `a clock that jumps, between the runs and in them, changes nothing`() throws {
    try rounds(30, long: 2) {
      let clock = try SettableClock()
      let siege = try Siege(batch: 60, environment: clock.environment)
      while siege.kills < kills(30) {
        try clock.jump(hours: siege.roll(2_000) - 1_000)
        try siege.fillQueue()
        try clock.jump(hours: siege.roll(2_000) - 1_000)
        try siege.strike([["send"]]) {
          if siege.roll(20) == 0 { try clock.jump(hours: siege.roll(2_000) - 1_000) }
        }
      }
      try clock.jump(hours: 3_000)
      let figures = try siege.settle()
      print("killed with a clock that jumps: \(figures)")
      return figures
    }
  }

  @Test(.enabled(if: SmallDisk.isAvailable, Comment(rawValue: SmallDisk.reason)))
  func `a disk that fills up loses nothing, and a sender without room sends nothing`() throws {
    // Another disk each time: what was sent stays on it.
    for _ in 0..<(Self.isLong ? 5 : 1) { try fillUp(SmallDisk()) }
  }

  private func fillUp(_ disk: SmallDisk) throws {
    let siege = try Siege(batch: 12, in: disk.path)
    var full = 0
    for round in 0..<24 {
      let drafts = try siege.makeDrafts(3)
      try disk.fill(leaving: round % 6 * 4)
      let refused = try siege.approve(drafts)
      let results =
        siege.roll(3) == 0
        ? try siege.strike([["send"]])
        : [try siege.workspace.run("send")]
      full += ([refused] + results).count {
        $0.status == 73 && $0.errors.contains("no space left on device")
      }
      try disk.free()
      try siege.approve(drafts)
    }
    let figures = try siege.settle()
    print("a disk of 1 MB, full \(full) times: \(figures)")
    #expect(full > 5)
  }
}
