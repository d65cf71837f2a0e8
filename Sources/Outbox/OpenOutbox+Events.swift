internal import MailMessage

extension OpenOutbox {
  /// Records what happened on a lane; not yet on the disk.
  mutating func handle(_ event: LaneEvent, _ pass: inout QueuePass) throws(OutboxError) {
    switch event.kind {
    case .opened: pass.opened(event.lane)
    case .unconnected(let failure): pass.unconnected(event.lane, failure)
    case .finished(let id, let outcome, let moment):
      if case .accepted(let reply) = outcome, let moment {
        // The lane wrote it: only what is known here has to follow.
        noteWritten(JournalLine(at: moment, id: id, event: .sent(reply: reply)))
        pass.isUnsynchronized = true
      }
      try finish(id, outcome, isRecorded: moment != nil, on: event.lane, &pass)
    case .closed: pass.lanes[event.lane].phase = .closed
    case .recalled(let id):
      pass.ended(id, on: event.lane, closing: false)
      try tryAgain(id, "its turn did not come", &pass)
    case .notBegun(let id):
      pass.ended(id, on: event.lane, closing: true)
      try tryAgain(id, "its turn did not come", &pass)
    case .notAllowed(let id, let error):
      pass.ended(id, on: event.lane, closing: true)
      throw error
    case .read(let letters): pass.endReading(letters)
    case .moved(let result): try pass.endMove(result)
    }
  }

  private mutating func finish(
    _ id: String,
    _ outcome: DeliveryOutcome,
    isRecorded: Bool,
    on lane: Int,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    let wasReused = pass.lanes[lane].carried > 0
    pass.lanes[lane].carried += 1
    pass.ended(id, on: lane, closing: outcome.endsConnection)
    switch outcome {
    // It may have had enough of an idle connection, or of so many letters over one.
    case .connectionLost(let reason), .closing(let reason):
      if wasReused, pass.mayRetry(id) { return try tryAgain(id, reason, &pass) }
    case .accepted, .refused, .deferred, .overloaded, .unknown, .stopped, .unable: break
    }
    switch outcome {
    case .overloaded(let words), .closing(let words): pass.slowDown(keeping: lane, words)
    case .accepted, .refused, .deferred, .connectionLost, .unknown, .stopped, .unable: break
    }
    guard let entry = pass.entries.removeValue(forKey: id) else { return }
    try settle(entry, outcome, isRecorded: isRecorded, &pass)
    if case .success(let file) = entry.file { pass.settled.append(file.facts) }
  }

  /// Puts a letter that never got far back into the queue, at once.
  private mutating func tryAgain(
    _ id: String,
    _ reason: String,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    let now = pass.hooks.now()
    try note(.retry(next: now, reason: reason), of: id, at: now, &pass)
    pass.giveBack(id)
  }

  private mutating func note(
    _ event: JournalEvent,
    of id: String,
    at now: DateTime,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    try record(event, of: id, at: now, isDurable: false)
    pass.isUnsynchronized = true
  }

  private mutating func settle(
    _ entry: QueueEntry,
    _ outcome: DeliveryOutcome,
    isRecorded: Bool,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    let (id, now) = (entry.id, pass.hooks.now())
    switch outcome {
    case .accepted(let reply):
      if !isRecorded { try note(.sent(reply: reply), of: id, at: now, &pass) }
      pass.note(entry, .sent, reply)
    case .refused(let reply):
      try note(.refused(reply: reply), of: id, at: now, &pass)
      pass.note(entry, .held, reply)
    case .unknown(let reason):
      try note(.unknown(reason: reason), of: id, at: now, &pass)
      pass.note(entry, .unknown, reason)
    case .deferred(let reason), .overloaded(let reason), .closing(let reason),
      .connectionLost(let reason):
      try putOff(entry, reason, &pass)
    case .stopped:
      try note(.retry(next: now, reason: outcome.words), of: id, at: now, &pass)
      pass.report.wasStopped = true
    case .unable(let failure):
      try note(.retry(next: now, reason: outcome.words), of: id, at: now, &pass)
      pass.report.failure = pass.report.failure ?? failure
    }
  }

  private mutating func putOff(
    _ entry: QueueEntry,
    _ reason: String,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    let now = pass.hooks.now()
    let next = RetrySchedule.next(
      after: now,
      attempts: journal.states[entry.id]?.attempts ?? 1,
      triedSince: journal.states[entry.id]?.triedSince ?? now,
      chance: pass.hooks.chance()
    )
    guard let next else {
      let words = "given up after five days: \(reason)"
      try note(.held(reason: words), of: entry.id, at: now, &pass)
      return pass.note(entry, .held, words)
    }
    try note(.retry(next: next, reason: reason), of: entry.id, at: now, &pass)
    pass.note(entry, .deferred, reason)
  }
}
