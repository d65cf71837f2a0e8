import Correspondence
import CurlMail
import MailMessage
import Outbox
import Threads

/// `send` at work: one pass over the queue, or pass after pass, and what is shown meanwhile.
struct SendRun {
  let session: Session
  let screen: SendScreen
  let isWaiting: Bool
  private let isTracing: Bool
  private let deadAddresses = DeadAddresses()
  private let start = Interruption.elapsed
  private let copies = SentCopyTally()

  init(session: Session, screen: SendScreen, isWaiting: Bool, isTracing: Bool) {
    self.session = session
    self.screen = screen
    self.isWaiting = isWaiting
    self.isTracing = isTracing
  }

  /// Delivers what is due.
  func run() throws {
    Interruption.catchSignals()
    let server = try session.server()
    let make = nextHop(server)
    let preparation = preparation(for: server.route)
    defer { preparation?.value() }
    let progress = SendProgress(
      output: session.output,
      isWanted: !screen.isJSON && !isTracing
        && Terminal.showsProgress(environment: session.environment),
      elapsed: { Interruption.elapsed }
    )
    let report =
      isWaiting
      ? try loop.run { try pass(server, make, progress) } : try pass(server, make, progress)
    progress.clear()
    if !screen.isJSON, report.letters.isEmpty, report.failure == nil, !report.wasStopped {
      screen.showCopies(copies.outcome)
      return try screen.showNothing()
    }
    try screen.showSum(report, copies.outcome)
    session.mark(deadAddresses)
    try screen.end(report)
  }

  private var now: @Sendable () -> DateTime {
    let (clock, start) = (session.clock, start)
    return { clock.now(after: Interruption.elapsed - start) }
  }

  private var loop: SendLoop {
    SendLoop(
      now: now,
      pause: { Interruption.pause($0) },
      isStopped: { Interruption.isRequested },
      nextDue: { try session.nextDue() },
      willWait: { screen.showWait(until: $0, because: $1) }
    )
  }

  /// Loads what connections need while the journal is read.
  private func preparation(for route: Configuration.Route) -> Companion<Void>? {
    guard case .server = route else { return nil }
    return Companion(isWanted: true) { SMTPSession.prepare() }
  }

  /// What makes the carrier of each connection; all of them share one login.
  private func nextHop(_ server: Configuration.Server) -> @Sendable () -> NextHop {
    switch server.route {
    case .server(let url):
      let source = AccountSource { [session] in try session.account(at: url, of: server) }
      let trace = isTracing ? session.output.trace : nil
      return { [deadAddresses] in
        .server(SMTPTransport(source, deadAddresses: deadAddresses, trace: trace))
      }
    case .sendmail(let command, let lineEnds):
      let (folder, files) = (session.workspace.cache, session.files)
      return {
        .command(SendmailTransport(command, lineEnds: lineEnds, folder: folder, files: files))
      }
    }
  }

  /// One pass, whose letters are in the history before anybody else gets the outbox.
  private func pass(
    _ server: Configuration.Server,
    _ make: @escaping @Sendable () -> NextHop,
    _ progress: SendProgress
  ) throws -> DeliveryReport {
    var lanes = ThreadedLanes(
      count: isTracing ? 1 : server.connections,
      isStopped: { Interruption.isRequested },
      make: make
    )
    var outbox = try session.openOutbox("send")
    let lost = try session.recordEarlier(outbox)
    progress.expect(outbox.waitingCount(at: now()))
    let savesSent = session.configuration.folders?.savesSent == true
    if savesSent { try outbox.wantCopies() }
    let history = HistoryLog(HistoryFile(session.workspace, fileSystem: session.files))
    let report = try outbox.run(&lanes, pace: server.pace, hooks(progress, history))
    do {
      try history.synchronize()
    } catch {
      // The letters left all the same.
      progress.clear()
      try screen.showSum(report, copies.outcome)
      throw error
    }
    if savesSent, !Interruption.isRequested {
      progress.clear()
      copies.outcome.add(try SentCopySaver(session: session, isTracing: isTracing).run(&outbox))
    }
    let wanted = try savesSent ? outbox.outbox.idsOfWantedCopies() : []
    try outbox.rotate(at: session.clock.now) { !lost.contains($0) && !wanted.contains($0) }
    return report
  }

  private func hooks(_ progress: SendProgress, _ history: HistoryLog) -> QueueRunnerHooks {
    let stop = StopRemark(output: session.output)
    var hooks = QueueRunnerHooks(
      now: now,
      chance: { Double.random(in: 0...1) },
      isStopped: { stop.isRequested(progress) },
      didDeliver: { letters in
        progress.clear()
        screen.show(letters)
        for letter in letters { progress.note(letter.entry.recipients) }
      }
    )
    hooks.didRecord = { history.add($0.map { HistoryEntry($0) }) }
    // A failure is met again after the pass.
    hooks.didRecordAll = { _ = Result { try history.synchronize() } }
    hooks.elapsed = { Interruption.elapsed }
    hooks.pause = { time in
      progress.showAgain()
      Interruption.pause(time)
    }
    return hooks
  }
}

/// What came of the copies of all passes.
private final class SentCopyTally {
  var outcome = SentCopySaver.Outcome()
}

/// Says once that the person was heard.
private final class StopRemark {
  private let output: Output
  private var isSaid = false

  init(output: Output) {
    self.output = output
  }

  func isRequested(_ progress: SendProgress) -> Bool {
    guard Interruption.isRequested else { return false }
    if !isSaid {
      progress.clear()
      output.remark("Stopping: what is past its last word is finished; once more stops at once.")
    }
    isSaid = true
    return true
  }
}

extension Session {
  /// When the next letter of the queue may leave, which may be over; nil when none waits.
  func nextDue() throws -> DateTime? {
    var next: DateTime?
    try outbox().forEachOpen { entry in
      guard entry.place == .queue else { return }
      let due = entry.dueAt ?? entry.state.queuedAt
      next = next.map { min($0, due) } ?? due
    }
    return next
  }
}
