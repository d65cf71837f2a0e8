import MailMessage
import Outbox
import Synchronization
import TestSupport

/// Some days in the life of an outbox, drawn from a seed.
///
/// People approve and decide, senders are killed, machines lose power, servers fail.
final class SimulatedWorld {
  let world: World
  var dice: Dice
  /// How many letters there are to be.
  let letterCount: Int
  /// The moments at which letters were handed over, in seconds.
  private(set) var attempts: [Int64] = []
  private(set) var steps = 0
  private let clock = SimulatedClock()
  private var isKilled = false
  private let pace: Pace?
  private let trouble: Int
  private let lanes: Int
  /// How many letters a lane may be given ahead.
  let depth: Int
  private var made = 0

  init(seed: UInt64, letters: Int) throws {
    world = try World()
    dice = Dice(seed: seed)
    letterCount = letters
    lanes = 1 + dice.roll(4)
    depth = [1, 2, 5, 20][dice.roll(4)]
    trouble = [0, 20, 100, 300, 700][dice.roll(5)]
    // A clock that is set back makes no promise about the pace.
    pace = dice.happens(400) ? Pace("\(1 + letters / 4) per hour") : nil
  }

  /// Lives through everything; returns what was broken after the first step that broke anything.
  func run() throws -> [String] {
    while made < letterCount || steps < 30 {
      let words = try step()
      steps += 1
      // The machine starts again: what follows is held against the disk, not against a wish.
      world.disk.disarm()
      if isKilled { _ = crash() }
      isKilled = false
      world.seconds = now.secondsSinceEpoch
      _ = try world.opened()
      let broken = try world.findings(when: "after step \(steps), \(words)")
      if !broken.isEmpty { return broken }
    }
    return try brokenPace() + settled()
  }

  func noteAttempt() {
    attempts.append(clock.seconds)
  }

  /// The process stops at one of its next calls to the disk.
  func kill(at call: Int) {
    isKilled = true
    world.disk.arm(.stop, at: call)
  }

  private var now: DateTime { clock.now }

  private func wait(_ time: Int64) {
    clock.wait(time)
  }

  /// Does one thing, perhaps with a fault in the middle; returns its name.
  private func step() throws -> String {
    world.seconds = now.secondsSinceEpoch
    if dice.happens(250), trouble > 0 {
      let fault = dice.pick([FaultyFileSystem.Fault.once, .fromThenOn, .stop, .stopHalfway])
      world.disk.arm(fault ?? .once, at: dice.roll(40))
      isKilled = fault == .stop || fault == .stopHalfway
    }
    let choice = dice.roll(10)
    // What a step throws is its own business; what it leaves behind is looked at.
    switch choice {
    case 0...2: return result("approving") { try approve() }
    case 3...5: return result("sending") { try send() }
    case 6: return result("deciding") { try decide() }
    case 7: return result("rotating") { try world.rotate() }
    case 8:
      wait(Int64(dice.roll(3 * 3600)))
      if pace == nil, dice.happens(200) { wait(-Int64(dice.roll(7200))) }
      return "waiting"
    default: return crash()
    }
  }

  private func result(_ name: String, _ act: () throws -> Void) -> String {
    switch Result(catching: act) {
    case .success: name
    case .failure(let error): "\(name), which failed: \(error)"
    }
  }

  /// The process is gone, or the machine; whatever was armed happened before.
  private func crash() -> String {
    let loss = dice.pick(MemoryFileSystem.Loss.allCases) ?? .nothing
    world.memory.crash(losing: loss)
    if loss != .nothing { world.boot += 1 }
    return "a crash that loses \(loss.rawValue)"
  }

  private func approve() throws {
    let count = min(letterCount - made, 1 + dice.roll(max(1, letterCount / 10)))
    guard count > 0 else { return }
    let ids = (made..<(made + count)).map { "l\($0)" }
    made += count
    var outbox = try world.opened()
    let outcomes = try outbox.enqueue(try ids.map { try World.letter($0) }, at: now)
    for case .queued(let id) in outcomes { world.approved.insert(id) }
  }

  private func send(trouble: Int? = nil) throws {
    var outbox = try world.opened()
    var lanes = SeededLanes(self, lanes: lanes, trouble: trouble ?? self.trouble)
    defer { dice = lanes.dice }
    // A pass never takes longer than some hours: then the person stops it.
    let end = clock.seconds + 6 * 3600
    let clock = clock
    var hooks = QueueRunnerHooks(
      now: { clock.now },
      chance: { 0.5 },
      isStopped: { clock.seconds > end }
    )
    // Time that passes between two looks, in which letters leave fast and slowly; a pace is measured.
    let ticks = pace == nil ? Ticks(dice: dice) : nil
    hooks.elapsed = { .seconds(clock.seconds) + (ticks?.next() ?? .zero) }
    hooks.pause = { clock.wait(max(1, $0.components.seconds)) }
    _ = try outbox.run(&lanes, pace: pace, hooks)
  }

  private func decide() throws {
    let open = try world.outbox.open()
    guard let entry = dice.pick(open) else { return }
    switch (entry.place, entry.state.isUnknown) {
    case (.queue, _):
      if dice.happens(500) { try world.hold(entry.id) } else { try world.withdraw(entry.id) }
    case (_, true) where world.sentAgain.contains(entry.id) || dice.happens(500):
      try world.resolve(entry.id, wasSent: true)
    case (_, true): try world.resolve(entry.id, wasSent: false)
    case (_, false): try world.release(entry.id)
    }
  }

  /// With a server that takes everything, the queue is empty after a while.
  private func settled() throws -> [String] {
    for _ in 0..<60 {
      guard try world.outbox.open().contains(where: { $0.place == .queue }) else { break }
      wait(4 * 3600)
      world.seconds = now.secondsSinceEpoch
      try send(trouble: 0)
    }
    let left = try world.outbox.open().filter { $0.place == .queue }.map(\.id)
    return left.map { "\($0) never left the queue" } + (try world.findings(when: "at the end"))
  }

  /// Never more letters within the pace's time than its number.
  private func brokenPace() -> [String] {
    guard let pace else { return [] }
    return attempts.indices.dropFirst(pace.letters).compactMap { index in
      let time = attempts[index] - attempts[index - pace.letters]
      return time < Int64(pace.seconds) ? "\(pace.letters + 1) letters left in \(time) s" : nil
    }
  }
}

/// A clock that stands still until somebody waits.
final class SimulatedClock: Sendable {
  private let value = Mutex<Int64>(1_795_000_000)

  var seconds: Int64 { value.withLock { $0 } }
  var now: DateTime { DateTime(secondsSinceEpoch: seconds, offsetMinutes: 60) }

  func wait(_ time: Int64) {
    value.withLock { $0 += time }
  }
}

/// Short times drawn from a seed, one after the other.
private final class Ticks {
  private var dice: Dice
  private var sum = Duration.zero

  init(dice: Dice) {
    self.dice = dice
  }

  func next() -> Duration {
    sum += .microseconds(dice.roll(100))
    return sum
  }
}
