import MailMessage
import Outbox
import TestSupport

/// Several connections to a server that fails in ways drawn from a seed, without a thread: what was
/// begun goes on while somebody waits for it, in an order drawn from the seed.
struct SeededLanes: DeliveryLanes {
  let count: Int
  let depth: Int
  let postbox: Postbox
  /// Of a thousand letters, how many meet something else than a yes.
  let trouble: Int
  /// Called when the machine is to stop soon: the disk fails from one of the next calls on.
  let stop: (Int) -> Void
  /// Told of each letter that is handed over.
  let note: () -> Void
  var dice: Dice

  private var begun: [Int: [DeliveryJob]] = [:]
  private var events: [LaneEvent] = []
  private var errands: [@Sendable () -> LaneEvent] = []

  init(_ world: SimulatedWorld, lanes: Int, trouble: Int) {
    count = lanes
    depth = world.depth
    postbox = world.world.postbox
    self.trouble = trouble
    stop = { world.kill(at: $0) }
    note = { world.noteAttempt() }
    dice = world.dice
  }

  /// Lanes to a server that takes everything.
  init(_ postbox: Postbox, lanes: Int, seed: UInt64) {
    count = lanes
    depth = 3
    self.postbox = postbox
    trouble = 0
    stop = { _ in }
    note = {}
    dice = Dice(seed: seed)
  }

  mutating func open(_ lane: Int) {
    let failures: [TransportFailure] = [
      .unreachable("no route"), .overloaded("421 too many connections"), .loginRefused("535 no"),
      .notTrusted("the certificate expired"),
    ]
    if dice.happens(trouble / 4), let failure = dice.pick(failures) {
      events.append(LaneEvent(lane: lane, .unconnected(failure)))
    } else {
      begun[lane] = []
      events.append(LaneEvent(lane: lane, .opened))
    }
  }

  mutating func start(_ job: DeliveryJob, on lane: Int) {
    note()
    guard begun[lane] != nil else {
      return events.append(LaneEvent(lane: lane, .notBegun(id: job.id)))
    }
    begun[lane]?.append(job)
  }

  mutating func recall(_ lane: Int) {
    // What is first in line may have left already.
    for job in (begun[lane] ?? []).dropFirst() {
      events.append(LaneEvent(lane: lane, .recalled(id: job.id)))
    }
    begun[lane] = begun[lane].map { Array($0.prefix(1)) }
  }

  mutating func doBeside(_ errand: @escaping @Sendable () -> LaneEvent) {
    errands.append(errand)
  }

  mutating func next(within time: Duration, gathering count: Int) -> LaneEvent? {
    if !events.isEmpty { return events.removeFirst() }
    // Sometimes several things happened before anybody looks, sometimes one.
    if time == .zero, dice.happens(500) { return nil }
    let isIdle = begun.values.allSatisfy(\.isEmpty)
    if !errands.isEmpty, isIdle || dice.happens(500) { return errands.removeFirst()() }
    let busy = begun.filter { !$0.value.isEmpty }.keys.sorted()
    guard let lane = dice.pick(busy), let job = begun[lane]?.removeFirst() else { return nil }
    let kind = deliver(job)
    if case .finished(_, let outcome, _) = kind, !outcome.endsConnection {
      guard dice.happens(trouble / 10) else { return LaneEvent(lane: lane, kind) }
      // The connection ends with the letter, which is not its fault.
      events.append(LaneEvent(lane: lane, .closed))
    }
    for left in begun[lane] ?? [] {
      events.append(LaneEvent(lane: lane, .notBegun(id: left.id)))
    }
    begun[lane] = nil
    return LaneEvent(lane: lane, kind)
  }

  mutating func close() {
    for errand in errands { _ = errand() }
    errands = []
    begun = [:]
  }

  /// What becomes of a letter before its dot; nil when the dot is asked for.
  private mutating func earlyOutcome() -> DeliveryOutcome? {
    guard dice.happens(trouble / 2) else { return nil }
    return dice.pick([
      .refused("550 5.1.1 unknown"), .deferred("450 4.2.1 greylisted"),
      .overloaded("454 4.7.0 slower"), .closing("421 4.7.0 goodbye"),
      .connectionLost("reset by peer"), .deferred("452 4.3.1 disk full"), .stopped,
    ])
  }

  private mutating func deliver(_ job: DeliveryJob) -> LaneEvent.Kind {
    if let outcome = earlyOutcome() { return .finished(id: job.id, outcome) }
    if dice.happens(trouble / 20) { stop(dice.roll(12)) }
    do throws(OutboxError) {
      try job.allowDot()
    } catch {
      return .notAllowed(id: job.id, error)
    }
    postbox.dotted.insert(job.id)
    guard dice.happens(trouble / 2) else {
      postbox.take(job.id, job.message)
      let moment = dice.happens(800) ? job.noteAcceptance("250 2.0.0 ok") : nil
      return .finished(id: job.id, .accepted("250 2.0.0 ok"), recordedAt: moment)
    }
    switch dice.roll(4) {
    case 0: return .finished(id: job.id, .refused("554 5.7.1 no"))
    case 1: return .finished(id: job.id, .deferred("451 4.3.0 later"))
    case 2: return .finished(id: job.id, .unknown("the connection was lost"))
    default:
      postbox.take(job.id, job.message)
      return .finished(id: job.id, .unknown("no answer for ten minutes"))
    }
  }
}
