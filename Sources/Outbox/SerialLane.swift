/// One lane over a transport, without a thread: what is begun is done when the call returns.
package struct SerialLane<Carrier: Transport>: DeliveryLanes {
  package private(set) var transport: Carrier
  private var events: [LaneEvent] = []
  private var isOpen = false

  package init(_ transport: Carrier) {
    self.transport = transport
  }

  package var count: Int { 1 }
  package var depth: Int { 1 }

  package mutating func open(_ lane: Int) {
    do throws(TransportFailure) {
      try transport.connect()
      isOpen = true
      events.append(LaneEvent(lane: lane, .opened))
    } catch {
      events.append(LaneEvent(lane: lane, .unconnected(error)))
    }
  }

  package mutating func start(_ job: DeliveryJob, on lane: Int) {
    start(job, on: lane, before: { nil })
  }

  /// Hands over a letter; `next` may be asked for the one after it, which has to be started next.
  package mutating func start(
    _ job: DeliveryJob,
    on lane: Int,
    before next: () -> DeliveryJob?
  ) {
    guard isOpen else { return events.append(LaneEvent(lane: lane, .notBegun(id: job.id))) }
    do throws(OutboxError) {
      let outcome = try transport.deliver(job, before: next)
      isOpen = !outcome.endsConnection && transport.isConnected
      let moment = outcome.acceptance.flatMap(job.noteAcceptance)
      events.append(LaneEvent(lane: lane, .finished(id: job.id, outcome, recordedAt: moment)))
      if !isOpen, !outcome.endsConnection { events.append(LaneEvent(lane: lane, .closed)) }
    } catch {
      isOpen = false
      events.append(LaneEvent(lane: lane, .notAllowed(id: job.id, error)))
    }
  }

  package mutating func next(within time: Duration, gathering count: Int) -> LaneEvent? {
    events.isEmpty ? nil : events.removeFirst()
  }

  /// Nothing: each letter's turn comes at once.
  package mutating func recall(_ lane: Int) {}

  package mutating func doBeside(_ errand: @escaping @Sendable () -> LaneEvent) {
    events.append(errand())
  }

  package mutating func close() {
    if isOpen { transport.disconnect() }
    isOpen = false
  }
}

extension DeliveryOutcome {
  /// Whether the connection is of no more use after it.
  package var endsConnection: Bool {
    switch self {
    case .accepted, .refused, .deferred, .overloaded: false
    case .closing, .unknown, .connectionLost, .stopped, .unable: true
    }
  }

  /// The server's words where it took the letter.
  fileprivate var acceptance: String? {
    switch self {
    case .accepted(let reply): reply
    case .refused, .deferred, .overloaded, .closing, .unknown, .connectionLost, .stopped, .unable:
      nil
    }
  }
}
