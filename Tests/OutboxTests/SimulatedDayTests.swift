import FoundationEssentials
import Testing

/// Days in simulated time, drawn from seeds.
///
/// `TOUCHBASE_SEED` tries one seed again, with the letters of `TOUCHBASE_LETTERS`.
@Suite struct SimulatedDayTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let isLong = environment["TOUCHBASE_LONG_TESTS"] == "1"

  private func expectPromisesKept(seed: UInt64, letters: Int) throws -> SimulatedWorld {
    let world = try SimulatedWorld(seed: seed, letters: letters)
    let broken = try world.run()
    let words = broken.prefix(5).joined(separator: "\n")
    #expect(broken.isEmpty, "TOUCHBASE_SEED=\(seed) TOUCHBASE_LETTERS=\(letters)\n\(words)")
    return world
  }

  @Test func `whatever happens on many days, each letter leaves once or is accounted for`() throws {
    let given = Self.environment["TOUCHBASE_SEED"].flatMap { UInt64($0) }
    let first = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
    let letters = Self.environment["TOUCHBASE_LETTERS"].flatMap { Int($0) } ?? 40
    let count = given != nil ? 1 : Self.isLong ? 3000 : 15
    var (steps, attempts) = (0, 0)
    for seed in first..<(first + UInt64(count)) {
      let world = try expectPromisesKept(seed: seed, letters: letters)
      steps += world.steps
      attempts += world.attempts.count
    }
    print("simulated days: seeds \(first) and on, \(count); \(steps) steps, \(attempts) attempts")
  }

  @Test func `a day with many letters`() throws {
    let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    let letters = Self.isLong ? 30_000 : 300
    let world = try expectPromisesKept(seed: seed, letters: letters)
    print(
      "a day of \(letters) letters: seed \(seed), \(world.steps) steps, "
        + "\(world.attempts.count) attempts, \(world.world.postbox.arrivals.count) arrived"
    )
  }
}
