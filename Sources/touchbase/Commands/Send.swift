import ArgumentParser
import Correspondence
import Outbox

/// `touchbase send`: delivers the queue.
struct Send: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Deliver what was approved: exactly that, and once.",
    discussion: "On a terminal it lists the letters and asks once."
  )

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Say what would be sent, and send nothing.")
  var dryRun = false

  @Flag(help: "Deliver to a folder instead, through a real SMTP conversation on this machine.")
  var rehearse = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    if rehearse {
      return try SendRehearsal(session: session, isJSON: json.isWanted).run()
    }
    if !dryRun { _ = try session.server() }
    let entries = try waiting(session)
    let screen = SendScreen(session: session, isJSON: json.isWanted)
    if entries.isEmpty { return try screen.showNothing() }
    if dryRun { return try screen.showDryRun(entries) }
    if Terminal.isInteractive, !yes, !json.isWanted, !screen.confirm(entries) {
      session.output.line("Nothing was sent.")
      return
    }
    try deliver(session, screen, count: entries.count)
  }

  /// The letters that would go now; taking the lock first puts in order what a crash left.
  private func waiting(_ session: Session) throws -> [QueueEntry] {
    if !dryRun {
      _ = try session.openOutbox("send")
      _ = try session.historyAfterSending()
    }
    return try session.outbox().open().filter { entry in
      entry.place == .queue && entry.isDue(at: session.clock.now)
    }
  }

  private func deliver(_ session: Session, _ screen: SendScreen, count: Int) throws {
    Interruption.catchSignals()
    let source = AccountSource(ask: session.account)
    let deadAddresses = DeadAddresses()
    var lanes = ThreadedLanes(
      count: session.configuration.server?.connections ?? 1,
      isStopped: { Interruption.isRequested },
      make: { SMTPTransport(source, deadAddresses: deadAddresses) }
    )
    var outbox = try session.openOutbox("send")
    let clock = session.clock
    var hooks = QueueRunnerHooks(
      now: { clock.now },
      chance: { Double.random(in: 0...1) },
      isStopped: { Interruption.isRequested },
      didDeliver: { screen.show($0, $1) }
    )
    hooks.elapsed = { Interruption.elapsed }
    hooks.pause = { Interruption.pause($0) }
    let report = try outbox.run(&lanes, pace: session.configuration.server?.pace, hooks)
    try screen.showSum(report)
    let history = try session.historyAfterSending()
    try outbox.rotate(at: session.clock.now, isRecorded: history.contains(id:))
    session.mark(deadAddresses)
    try screen.end(report)
  }
}
