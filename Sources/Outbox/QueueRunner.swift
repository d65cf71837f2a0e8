package import MailMessage

/// What a pass over the queue asks and tells its caller.
package struct QueueRunnerHooks {
  /// The time, for the journal and the retry schedule.
  package var now: () -> DateTime
  /// A number from 0 to 1 that spreads the retries.
  package var chance: () -> Double
  /// Asked between two letters; true ends the pass.
  package var isStopped: () -> Bool
  /// Called before a letter is handed over: the pace waits here.
  package var willDeliver: (QueueEntry) -> Void
  /// Called after each letter.
  package var didDeliver: (QueueEntry, DeliveryReport.Letter) -> Void

  package init(
    now: @escaping () -> DateTime,
    chance: @escaping () -> Double = { 0 },
    isStopped: @escaping () -> Bool = { false },
    willDeliver: @escaping (QueueEntry) -> Void = { _ in },
    didDeliver: @escaping (QueueEntry, DeliveryReport.Letter) -> Void = { _, _ in }
  ) {
    self.now = now
    self.chance = chance
    self.isStopped = isStopped
    self.willDeliver = willDeliver
    self.didDeliver = didDeliver
  }
}

extension OpenOutbox {
  /// Goes over the queue once and hands over every letter whose time has come.
  ///
  /// One bad letter never stops the others; a server that cannot be used stops the pass and blames
  /// no letter.
  ///
  /// - Throws: `OutboxError` when the journal cannot be written: nothing is sent that could not be
  ///   recorded.
  package mutating func run(
    _ transport: inout some Transport,
    _ hooks: QueueRunnerHooks
  ) throws(OutboxError) -> DeliveryReport {
    guard journal.machine == nil || journal.machine == outbox.machine.machine else {
      throw .foreignQueue
    }
    var pass = Pass(hooks)
    let entries = try outbox.open().filter { $0.place == .queue && $0.isDue(at: hooks.now()) }
    for entry in entries {
      if hooks.isStopped() {
        pass.report.wasStopped = true
        break
      }
      try deliver(entry, &transport, &pass)
      if pass.report.failure != nil || pass.report.wasStopped { break }
    }
    if pass.isConnected { transport.disconnect() }
    return pass.report
  }

  /// One pass under way.
  private struct Pass {
    let hooks: QueueRunnerHooks
    var report = DeliveryReport()
    var isConnected = false
    /// Whether the connection has carried a letter before: then its loss is its own fault.
    var isReused = false

    init(_ hooks: QueueRunnerHooks) {
      self.hooks = hooks
    }

    mutating func note(_ entry: QueueEntry, _ outcome: DeliveryReport.Outcome, _ reply: String) {
      let letter = DeliveryReport.Letter(id: entry.id, outcome: outcome, reply: reply)
      report.letters.append(letter)
      hooks.didDeliver(entry, letter)
    }
  }

  private mutating func deliver(
    _ entry: QueueEntry,
    _ transport: inout some Transport,
    _ pass: inout Pass
  ) throws(OutboxError) {
    let file: QueueFile
    do throws(OutboxError) {
      // Read only now: between the list and this moment somebody may have changed it.
      guard let found = try outbox.find(entry.id, entry.state) else {
        throw .missingFile(id: entry.id)
      }
      file = try outbox.read(found.path, approvedAs: entry.state).get()
    } catch {
      // Changed, or gone: this letter stops, the others go out.
      try record(.held(reason: "\(error)"), of: entry.id, at: pass.hooks.now())
      try settleFile(entry.id)
      return pass.note(entry, .held, "\(error)")
    }
    pass.hooks.willDeliver(entry)
    if pass.hooks.isStopped() {
      pass.report.wasStopped = true
      return
    }
    guard let outcome = try attempt(file, &transport, &pass) else { return }
    try settle(entry, outcome, &pass)
  }

  /// Hands over one letter; a reused connection that turns out to be dead is tried once more.
  private mutating func attempt(
    _ file: QueueFile,
    _ transport: inout some Transport,
    _ pass: inout Pass
  ) throws(OutboxError) -> DeliveryOutcome? {
    while true {
      if !pass.isConnected {
        do throws(TransportFailure) {
          try transport.connect()
        } catch {
          pass.report.failure = error
          return nil
        }
        pass.isConnected = true
        pass.isReused = false
      }
      let outcome = try conversation(file, &transport, pass.hooks)
      guard case .connectionLost = outcome else {
        if case .unknown = outcome { pass.isConnected = false }
        pass.isReused = true
        return outcome
      }
      let wasReused = pass.isReused
      pass.isConnected = false
      if !wasReused { return outcome }
    }
  }

  private mutating func conversation(
    _ file: QueueFile,
    _ transport: inout some Transport,
    _ hooks: QueueRunnerHooks
  ) throws(OutboxError) -> DeliveryOutcome {
    let id = file.facts.id
    try record(.attempt, of: id, at: hooks.now(), isDurable: false)
    let boot = outbox.machine.boot
    return try transport.deliver(file.envelope, file.message) { () throws(OutboxError) in
      try record(.commit(boot: boot), of: id, at: hooks.now())
      try record(.dot, of: id, at: hooks.now(), isDurable: false)
    }
  }

  private mutating func settle(
    _ entry: QueueEntry,
    _ outcome: DeliveryOutcome,
    _ pass: inout Pass
  ) throws(OutboxError) {
    let (id, now) = (entry.id, pass.hooks.now())
    switch outcome {
    case .accepted(let reply):
      try record(.sent(reply: reply), of: id, at: now)
      pass.note(entry, .sent, reply)
    case .refused(let reply):
      try record(.refused(reply: reply), of: id, at: now)
      pass.note(entry, .held, reply)
    case .unknown(let reason):
      try record(.unknown(reason: reason), of: id, at: now)
      pass.note(entry, .unknown, reason)
    case .deferred(let reason), .connectionLost(let reason):
      try putOff(entry, reason, &pass)
    case .stopped:
      try record(.retry(next: now, reason: "stopped before it was handed over"), of: id, at: now)
      pass.report.wasStopped = true
    }
    try settleFile(id)
  }

  private mutating func putOff(
    _ entry: QueueEntry,
    _ reason: String,
    _ pass: inout Pass
  ) throws(OutboxError) {
    let now = pass.hooks.now()
    let next = RetrySchedule.next(
      after: now,
      attempts: journal.states[entry.id]?.attempts ?? 1,
      queuedAt: entry.state.queuedAt,
      chance: pass.hooks.chance()
    )
    guard let next else {
      try record(.held(reason: "given up after five days: \(reason)"), of: entry.id, at: now)
      return pass.note(entry, .held, reason)
    }
    try record(.retry(next: next, reason: reason), of: entry.id, at: now)
    pass.note(entry, .deferred, reason)
  }
}

extension QueueEntry {
  /// Whether nothing asks to wait: neither the writer nor the last attempt.
  package func isDue(at now: DateTime) -> Bool {
    let moments = [state.nextAttempt, (try? file.get())?.facts.notBefore].compactMap(\.self)
    return moments.allSatisfy { $0.secondsSinceEpoch <= now.secondsSinceEpoch }
  }
}
