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
    var pass = Pass(hooks)
    do throws(OutboxError) {
      for id in journal.order {
        if pass.isOver { break }
        // Read one by one: a long queue would not fit into the memory.
        guard let entry = try dueEntry(id, at: hooks.now()) else { continue }
        if hooks.isStopped() {
          pass.report.wasStopped = true
        } else {
          try deliver(entry, &transport, &pass)
        }
      }
    } catch {
      if pass.isConnected { transport.disconnect() }
      throw error
    }
    if pass.isConnected { transport.disconnect() }
    return pass.report
  }

  /// The letter, read now, when it is to be handed over now.
  private func dueEntry(_ id: String, at now: DateTime) throws(OutboxError) -> QueueEntry? {
    guard let state = journal.states[id], state.place == .queue,
      state.nextAttempt.map({ RetrySchedule.isDue($0, at: now) }) ?? true
    else { return nil }
    let entry = try outbox.entry(id, state, .queue)
    return entry.place == .queue && entry.isDue(at: now) ? entry : nil
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

    var isOver: Bool { report.failure != nil || report.wasStopped }

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
    pass.hooks.willDeliver(entry)
    if pass.hooks.isStopped() {
      pass.report.wasStopped = true
      return
    }
    // Again, since the pace may have waited for long: what is sent was proven a moment before.
    let now = try outbox.entry(entry.id, entry.state, .queue)
    switch now.file {
    case .failure(let error):
      // Changed, or gone: this letter stops, the others go out.
      try record(.held(reason: "\(error)"), of: entry.id, at: pass.hooks.now())
      try settleFile(entry.id)
      pass.note(now, .held, "\(error)")
    case .success(let file):
      guard now.place == .queue, let outcome = try attempt(file, &transport, &pass) else { return }
      try settle(now, outcome, &pass)
      try settleFile(entry.id)
    }
  }

  /// Hands over one letter; a reused connection that turns out to be dead is tried once more.
  ///
  /// - Returns: The outcome; nil when there is no connection to be had.
  private mutating func attempt(
    _ file: QueueFile,
    _ transport: inout some Transport,
    _ pass: inout Pass
  ) throws(OutboxError) -> DeliveryOutcome? {
    while true {
      guard connect(&transport, &pass) else { return nil }
      let outcome = try conversation(file, &transport, pass.hooks)
      let wasReused = pass.isReused
      switch outcome {
      case .accepted, .refused, .deferred, .stopped:
        pass.isReused = true
        return outcome
      case .unknown:
        pass.isConnected = false
        return outcome
      case .connectionLost(let reason):
        pass.isConnected = false
        guard wasReused else { return outcome }
        let now = pass.hooks.now()
        try record(.retry(next: now, reason: reason), of: file.facts.id, at: now, isDurable: false)
      }
    }
  }

  /// Makes sure of a connection; false when the pass is over for want of one.
  private func connect(_ transport: inout some Transport, _ pass: inout Pass) -> Bool {
    if pass.isConnected { return true }
    pass.isReused = false
    do throws(TransportFailure) {
      try transport.connect()
      pass.isConnected = true
    } catch {
      pass.report.failure = error
    }
    return pass.isConnected
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
      try record(.dot(boot: boot), of: id, at: hooks.now(), isDurable: false)
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
      triedSince: journal.states[entry.id]?.triedSince ?? now,
      chance: pass.hooks.chance()
    )
    guard let next else {
      let words = "given up after five days: \(reason)"
      try record(.held(reason: words), of: entry.id, at: now)
      return pass.note(entry, .held, words)
    }
    try record(.retry(next: next, reason: reason), of: entry.id, at: now)
    pass.note(entry, .deferred, reason)
  }
}

extension QueueEntry {
  /// Whether nothing asks to wait: neither the writer nor the last attempt.
  ///
  /// A letter whose file cannot be used is due, so that it is looked at and held.
  package func isDue(at now: DateTime) -> Bool {
    if let next = state.nextAttempt, !RetrySchedule.isDue(next, at: now) { return false }
    switch file {
    case .success(let file):
      return file.facts.notBefore.map { $0.secondsSinceEpoch <= now.secondsSinceEpoch } ?? true
    case .failure:
      return true
    }
  }
}
