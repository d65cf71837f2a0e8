import Correspondence
import MailMessage
import Outbox

/// `send` at work: one pass over the queue, or pass after pass, and what is shown meanwhile.
struct SendRun {
  let session: Session
  let screen: SendScreen
  let isWaiting: Bool
  private let source: AccountSource
  private let deadAddresses = DeadAddresses()
  private let start = Interruption.elapsed

  init(session: Session, screen: SendScreen, isWaiting: Bool) {
    self.session = session
    self.screen = screen
    self.isWaiting = isWaiting
    source = AccountSource(ask: session.account)
  }

  /// Delivers what is due.
  func run() throws {
    Interruption.catchSignals()
    let progress = SendProgress(
      output: session.output,
      isWanted: !screen.isJSON && Terminal.showsProgress(environment: session.environment),
      elapsed: { Interruption.elapsed }
    )
    let report =
      isWaiting ? try loop.run { try pass(progress) } : try pass(progress)
    progress.clear()
    if report.letters.isEmpty, report.failure == nil, !report.wasStopped {
      return try screen.showNothing()
    }
    try screen.showSum(report)
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

  /// One pass, whose letters are in the history before anybody else gets the outbox.
  private func pass(_ progress: SendProgress) throws -> DeliveryReport {
    let server = try session.server()
    var lanes = ThreadedLanes(
      count: server.connections,
      isStopped: { Interruption.isRequested },
      make: { [source, deadAddresses] in SMTPTransport(source, deadAddresses: deadAddresses) }
    )
    var outbox = try session.openOutbox("send")
    progress.expect(outbox.waitingCount(at: now()))
    let sent = SentFacts()
    let report = try outbox.run(&lanes, pace: server.pace, hooks(progress, sent))
    let history = try session.historyAfterSending(outbox, knowing: sent.byID)
    try outbox.rotate(at: session.clock.now, isRecorded: history.contains(id:))
    return report
  }

  private func hooks(_ progress: SendProgress, _ sent: SentFacts) -> QueueRunnerHooks {
    let stop = StopRemark(output: session.output)
    var hooks = QueueRunnerHooks(
      now: now,
      chance: { Double.random(in: 0...1) },
      isStopped: { stop.isRequested(progress) },
      didDeliver: { entry, letter in
        progress.clear()
        if letter.outcome == .sent { sent.byID[entry.id] = entry.letter?.facts }
        screen.show(entry, letter)
        progress.note(entry.recipients)
      }
    )
    hooks.elapsed = { Interruption.elapsed }
    hooks.pause = { Interruption.pause($0) }
    return hooks
  }
}

/// What is known of the letters that a pass sent, so that their files need not be read again.
private final class SentFacts {
  var byID: [String: LetterFacts] = [:]
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
