import Outbox
import Threads

/// Lanes with a thread and a transport each, which never leaves its thread.
struct ThreadedLanes<Carrier: Transport>: DeliveryLanes {
  let count: Int
  /// More at hand would save next to nothing: a synchronization of the journal serves them all.
  let depth = 64

  private let make: @Sendable () -> Carrier
  private let isStopped: @Sendable () -> Bool
  private let events = BlockingQueue<LaneEvent>()
  /// What was taken of the events, so that the lanes need not wait for whoever looks at each.
  private var arrived: ArraySlice<LaneEvent> = []
  private var workers: [Int: LaneWorker<Carrier>] = [:]
  /// Those that were told to take leave.
  private var leaving: [LaneWorker<Carrier>] = []
  private var clerk: LaneClerk?

  /// Makes lanes whose transports are made when they are first needed, each on its thread.
  init(
    count: Int,
    isStopped: @escaping @Sendable () -> Bool,
    make: @escaping @Sendable () -> Carrier
  ) {
    self.count = max(1, count)
    self.isStopped = isStopped
    self.make = make
  }

  mutating func open(_ lane: Int) {
    if workers[lane] == nil {
      let worker = LaneWorker(lane, events: events, isStopped: isStopped, make: make)
      guard SystemThread.detach(worker.run) == 0 else {
        let failure = TransportFailure.unreachable("the system has no thread left")
        return events.put(LaneEvent(lane: lane, .unconnected(failure)))
      }
      workers[lane] = worker
    }
    workers[lane]?.commands.put(.open)
  }

  mutating func start(_ job: DeliveryJob, on lane: Int) {
    guard let worker = workers[lane] else {
      return events.put(LaneEvent(lane: lane, .notBegun(id: job.id)))
    }
    worker.commands.put(.start(job))
  }

  mutating func next(within time: Duration, gathering count: Int) -> LaneEvent? {
    if arrived.isEmpty { arrived = events.takeAll(within: time, gathering: count)[...] }
    return arrived.popFirst()
  }

  mutating func recall(_ lane: Int) {
    guard let worker = workers[lane] else { return }
    events.put(worker.recall().map { LaneEvent(lane: lane, .recalled(id: $0)) })
  }

  mutating func doBeside(_ errand: @escaping @Sendable () -> LaneEvent) {
    if clerk == nil {
      let new = LaneClerk(events)
      if SystemThread.detach(new.run) == 0 { clerk = new }
    }
    // Without a thread it is done all the same.
    guard let clerk else { return events.put(errand()) }
    clerk.errands.put(errand)
  }

  mutating func leave() {
    for worker in workers.values { worker.commands.put(.close) }
    leaving += workers.values
    workers = [:]
  }

  mutating func close() {
    leave()
    if let clerk {
      clerk.errands.put(nil)
      while clerk.ended.take(within: .seconds(1)) == nil {}
    }
    clerk = nil
    for worker in leaving {
      while worker.ended.take(within: .seconds(1)) == nil {}
    }
    leaving = []
  }
}

/// What a lane's thread is told to do.
private enum LaneCommand: Sendable {
  case open
  case start(DeliveryJob)
  case close

  var job: DeliveryJob? {
    switch self {
    case .start(let job): job
    case .open, .close: nil
    }
  }
}

/// What one lane's thread does, command by command.
private final class LaneWorker<Carrier: Transport>: Sendable {
  let commands = BlockingQueue<LaneCommand>()
  /// Tells of the thread's end.
  let ended = BlockingQueue<Void>()
  private let lane: Int
  private let events: BlockingQueue<LaneEvent>
  private let isStopped: @Sendable () -> Bool
  private let make: @Sendable () -> Carrier

  init(
    _ lane: Int,
    events: BlockingQueue<LaneEvent>,
    isStopped: @escaping @Sendable () -> Bool,
    make: @escaping @Sendable () -> Carrier
  ) {
    self.lane = lane
    self.events = events
    self.isStopped = isStopped
    self.make = make
  }

  /// Takes away the letters that it has not begun; returns their ids.
  func recall() -> [String] {
    commands.takeAll { $0.job != nil }.compactMap { $0.job?.id }
  }

  @Sendable func run() {
    var carrier = SerialLane(make())
    /// The letter that the server was told of before its turn.
    var following: DeliveryJob?
    while true {
      switch following.map(LaneCommand.start) ?? commands.take(within: .seconds(3600)) {
      case nil: continue
      case .open: carrier.open(lane)
      case .start(let job):
        following = nil
        if isStopped() {
          carrier.close()
          events.put(LaneEvent(lane: lane, .finished(id: job.id, .stopped)))
        } else {
          carrier.start(job, on: lane) {
            following = isStopped() ? nil : commands.takeFirst { $0.job != nil }?.job
            return following
          }
        }
      case .close:
        carrier.close()
        return ended.put(())
      }
      while let event = carrier.next(within: .zero, gathering: 1) {
        events.put(event, isUrgent: event.isUrgent)
      }
    }
  }
}

/// What one thread does with files, one errand after the other, while letters leave.
private final class LaneClerk: Sendable {
  /// Nil is the end.
  let errands = BlockingQueue<(@Sendable () -> LaneEvent)?>()
  /// Tells of the thread's end.
  let ended = BlockingQueue<Void>()
  private let events: BlockingQueue<LaneEvent>

  init(_ events: BlockingQueue<LaneEvent>) {
    self.events = events
  }

  @Sendable func run() {
    while true {
      guard let next = errands.take(within: .seconds(3600)) else { continue }
      guard let errand = next else { return ended.put(()) }
      events.put(errand())
    }
  }
}
