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

  @Flag(help: "Go on until the queue is empty: wait for retries and for moments that letters have.")
  var wait = false

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
    if entries.isEmpty, try dryRun || !wait || session.nextDue() == nil {
      return try screen.showNothing()
    }
    if dryRun { return try screen.showDryRun(entries) }
    if Terminal.isInteractive, !yes, !entries.isEmpty, !json.isWanted, !screen.confirm(entries) {
      session.output.line("Nothing was sent.")
      return
    }
    try SendRun(session: session, screen: screen, isWaiting: wait).run(count: entries.count)
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
}
