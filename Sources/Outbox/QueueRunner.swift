internal import DurableFiles
package import MailMessage

extension OpenOutbox {
  /// Goes over the queue once and hands over every letter whose time has come, over one connection.
  ///
  /// - Throws: See ``run(_:pace:_:)``.
  package mutating func run(
    _ transport: inout some Transport,
    _ hooks: QueueRunnerHooks
  ) throws(OutboxError) -> DeliveryReport {
    var lane = SerialLane(transport)
    defer { transport = lane.transport }
    return try run(&lane, pace: nil, hooks)
  }

  /// Goes over the queue once and hands over every letter whose time has come.
  ///
  /// One bad letter never stops the others; a server that cannot be used stops the pass and blames
  /// no letter. Letters are allowed to leave in groups: one synchronization of the journal serves
  /// all that are about to be handed over, those after the present ones among them. Their files are
  /// moved in groups as well, since it is the journal that counts.
  ///
  /// - Throws: `OutboxError` when the journal cannot be written: nothing is sent that could not be
  ///   recorded.
  package mutating func run(
    _ lanes: inout some DeliveryLanes,
    pace: Pace?,
    _ hooks: QueueRunnerHooks
  ) throws(OutboxError) -> DeliveryReport {
    let attempts = journal.attempts
    let window = pace.map {
      PaceWindow($0, earlier: attempts, now: hooks.now(), elapsed: hooks.elapsed())
    }
    let ids = journal.order.filter { isWaiting($0, at: hooks.now()) }
    var pass = QueuePass(ids, lanes: lanes.count, depth: lanes.depth, pace: window, hooks)
    pass.report.letters = recovered
    do throws(OutboxError) {
      while try advance(&lanes, &pass) {}
      lanes.leave()
      try tidy(&lanes, &pass)
    } catch {
      // What is past its dot is waited for, though its answer may not be recorded any more.
      drain(&lanes, &pass)
      lanes.close()
      pass.tellNews()
      throw error
    }
    lanes.close()
    pass.tellNews()
    return pass.report
  }

  /// How many letters a pass would hand over, but for those whose files say that they have to wait.
  package func waitingCount(at now: DateTime) -> Int {
    journal.order.count { isWaiting($0, at: now) }
  }

  /// Does what can be done now, then waits for the next event; false at the end of the pass.
  private mutating func advance(
    _ lanes: inout some DeliveryLanes,
    _ pass: inout QueuePass
  ) throws(OutboxError) -> Bool {
    if pass.isShort { try prepare(&lanes, &pass) }
    for (job, lane) in pass.allowed { lanes.start(job, on: lane) }
    pass.allowed = []
    readAhead(&lanes, &pass)
    if pass.recorded.count >= 64 { try moveRecorded(&lanes, &pass) }
    // The last ones are with the lanes: no synchronization that lets others leave serves them too.
    if pass.isGivenOut, pass.settled.count >= 16 { try moveSettled(&lanes, &pass) }
    let wait = pass.isOver || pass.candidate == nil ? Duration.seconds(1) : pass.delay
    guard pass.isBusy || pass.isReading && !pass.isOver else {
      if pass.isOver || pass.candidate == nil { return false }
      try tidy(&lanes, &pass)
      pass.tellNews()
      pass.hooks.pause(min(wait, .seconds(1)))
      return true
    }
    // Asked during every wait, so that the person can be told at once that they were heard.
    _ = pass.hooks.isStopped()
    try handleEvents(of: &lanes, within: wait, &pass)
    return true
  }

  /// Waits for events, and takes the time to move files when there are none.
  private mutating func handleEvents(
    of lanes: inout some DeliveryLanes,
    within wait: Duration,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    let patience = pass.isOver ? 1 : pass.patience
    // What is not waited for may be waiting itself.
    let longest = patience > 1 || !pass.isTidy ? Duration.milliseconds(20) : .seconds(1)
    let time = wait > .zero ? min(wait, longest) : longest
    var event = lanes.next(within: time, gathering: patience)
    if event == nil {
      try moveSettled(&lanes, &pass)
      try synchronizeMoved(&pass)
    }
    while let each = event {
      try handle(each, &pass)
      event = lanes.next(within: .zero, gathering: 1)
    }
    pass.tellNews()
    guard pass.isRecalling else { return }
    pass.isRecalling = false
    for lane in pass.lanes.indices where !pass.lanes[lane].begun.isEmpty { lanes.recall(lane) }
  }

  /// Reads the letters for which there is room and allows them to leave, all with one
  /// synchronization.
  private mutating func prepare(
    _ lanes: inout some DeliveryLanes,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    var lines: [JournalLine] = []
    while !pass.isOver, try findCandidate(&pass), let entry = pass.candidate {
      if pass.hooks.isStopped() {
        pass.report.wasStopped = true
        break
      }
      guard pass.delay == .zero, case .success(let file) = entry.file else { break }
      guard let lane = pass.freeLane else {
        for lane in pass.lanesToOpen {
          pass.lanes[lane].phase = .opening
          lanes.open(lane)
        }
        break
      }
      pass.hooks.willDeliver(entry)
      pass.begin(entry, on: lane)
      let now = pass.hooks.now()
      lines.append(JournalLine(at: now, id: entry.id, event: .attempt))
      let commit = JournalEvent.commit(boot: outbox.machine.boot)
      lines.append(JournalLine(at: now, id: entry.id, event: commit))
      pass.allowed.append((job(file, pass.hooks.now), lane))
    }
    guard !lines.isEmpty else { return }
    try record(lines)
    pass.gaveOut(synchronizedIn: try synchronize(&pass))
  }

  /// Returns when everything that the journal tells is on the disk, and how long that took.
  @discardableResult
  private func synchronize(_ pass: inout QueuePass) throws(OutboxError) -> Duration {
    let start = pass.hooks.elapsed()
    try synchronizeJournal()
    pass.isUnsynchronized = false
    pass.recorded += pass.settled
    pass.settled = []
    return pass.hooks.elapsed() - start
  }

  private func job(_ file: QueueFile, _ now: @escaping @Sendable () -> DateTime) -> DeliveryJob {
    let (id, boot, journal) = (file.facts.id, outbox.machine.boot, journalFile)
    return DeliveryJob(
      id: id,
      envelope: file.envelope,
      message: file.message,
      allowDot: { () throws(OutboxError) in
        try journal.append(JournalLine(at: now(), id: id, event: .dot(boot: boot)).bytes)
      },
      noteAcceptance: { reply in
        let line = JournalLine(at: now(), id: id, event: .sent(reply: reply))
        // A failure is met again, and told, when the runner writes the line.
        guard case .success = Result(catching: { try journal.append(line.bytes) }) else {
          return nil
        }
        return line.at
      }
    )
  }

  /// Waits for everything that is under way and records what still can be recorded.
  private mutating func drain(_ lanes: inout some DeliveryLanes, _ pass: inout QueuePass) {
    for (job, lane) in pass.allowed { pass.ended(job.id, on: lane, closing: false) }
    while pass.isBusy {
      guard let event = lanes.next(within: .seconds(1), gathering: 1) else { continue }
      // The first failure is the one that is told.
      _ = Result { () throws(OutboxError) in try handle(event, &pass) }
    }
  }

  /// Lets the files of the letters be moved whose fate is known: the journal comes first.
  private mutating func moveSettled(
    _ lanes: inout some DeliveryLanes,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    if pass.isUnsynchronized { try synchronize(&pass) }
    try moveRecorded(&lanes, &pass)
  }

  /// Lets the files of the letters be moved whose fate is on the disk; where they are then is not yet.
  private mutating func moveRecorded(
    _ lanes: inout some DeliveryLanes,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    var moves: [FileMove] = []
    for letter in pass.recorded {
      if let move = try moveFromQueue(letter.id) { moves.append(move) }
    }
    tellSent(pass.recorded, pass.hooks)
    pass.recorded = []
    guard !moves.isEmpty else { return }
    pass.moveCount += 1
    lanes.doBeside { [moves, files] in LaneEvent(.moved(FileMove.perform(moves, on: files))) }
  }

  /// Tells of those among the letters that were sent.
  private func tellSent(_ letters: [LetterFacts], _ hooks: QueueRunnerHooks) {
    let sent = letters.compactMap { facts -> SentLetter? in
      guard let state = journal.states[facts.id], state.place == .sent else { return nil }
      return SentLetter(facts: facts, acceptedAt: state.changedAt)
    }
    if !sent.isEmpty { hooks.didRecord(sent) }
  }

  /// Returns when every letter whose fate is known is where it belongs, on the disk.
  private mutating func tidy(
    _ lanes: inout some DeliveryLanes,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    try moveSettled(&lanes, &pass)
    pass.hooks.didRecordAll()
    while pass.moveCount > 0 { try handleEvents(of: &lanes, within: .seconds(1), &pass) }
    try synchronizeMoved(&pass)
  }

  /// Returns when the files that were moved so far are on the disk in their new places.
  private func synchronizeMoved(_ pass: inout QueuePass) throws(OutboxError) {
    try synchronize(folders: pass.movedFolders)
    pass.movedFolders = []
  }
}

extension OpenOutbox {
  /// Lets the next letters be read beside the lanes, where there may soon be room for them.
  private func readAhead(_ lanes: inout some DeliveryLanes, _ pass: inout QueuePass) {
    let ids = pass.beginReading()
    guard !ids.isEmpty else { return }
    let letters = ids.compactMap { id in journal.states[id].map { (id: id, state: $0) } }
    let now = pass.hooks.now()
    lanes.doBeside { [outbox] in LaneEvent(.read(outbox.readAhead(letters, at: now))) }
  }

  /// Makes sure that the next letter that is due, read not long ago, is at hand; false when there is
  /// none, or none yet.
  private mutating func findCandidate(_ pass: inout QueuePass) throws(OutboxError) -> Bool {
    if pass.isCandidateFresh { return true }
    while let (id, read) = pass.nextLetter() {
      guard let entry = try dueEntry(id, read, at: pass.hooks.now()) else { continue }
      if case .failure(let error) = entry.file {
        // Changed, or gone: this letter stops, the others go out.
        try hold(entry, "\(error)", &pass)
      } else {
        pass.found(entry)
        return true
      }
    }
    return false
  }

  private mutating func hold(
    _ entry: QueueEntry,
    _ reason: String,
    _ pass: inout QueuePass
  ) throws(OutboxError) {
    try record(.held(reason: reason), of: entry.id, at: pass.hooks.now())
    try settleFileDurably(entry.id)
    pass.note(entry, .held, reason)
  }

  /// Whether the journal lets a letter leave.
  ///
  /// One that was allowed to leave and of which nothing is known since is left to the next start.
  private func isWaiting(_ id: String, at now: DateTime) -> Bool {
    guard let state = journal.states[id], state.place == .queue, !state.isCommitted else {
      return false
    }
    return state.nextAttempt.map { RetrySchedule.isDue($0, at: now) } ?? true
  }

  /// The letter when it is to be handed over now, read now unless it was just read.
  private func dueEntry(
    _ id: String,
    _ read: LetterAhead?,
    at now: DateTime
  ) throws(OutboxError) -> QueueEntry? {
    guard isWaiting(id, at: now), let state = journal.states[id] else { return nil }
    if let read { return try read.entry.get() }
    return try outbox.dueEntry(id, state, at: now)
  }
}

extension QueueEntry {
  /// When the letter may leave at the earliest; nil when it may at any time.
  package var dueAt: DateTime? {
    switch file {
    case .success(let file):
      [file.facts.notBefore, state.nextAttempt].compactMap(\.self).max()
    case .failure:
      state.nextAttempt
    }
  }

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
