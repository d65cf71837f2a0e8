import ArgumentParser
import Correspondence
import Outbox

/// `touchbase send`: delivers the queue.
struct Send: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
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

  @Flag(help: "Show the dialogue with the mail server, without passwords and letters.")
  var trace = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    var session = try Session(workspace)
    if rehearse {
      return try SendRehearsal(session: session, isJSON: json.isWanted).run()
    }
    if !dryRun {
      session = try session.withServer(workspace)
      session.warnOfReadableSecrets()
    }
    let screen = SendScreen(session: session, isJSON: json.isWanted)
    let isAsking = Terminal.isInteractive && !yes && !json.isWanted
    if dryRun || isAsking {
      let letters = try waiting(session)
      if letters.isEmpty, try dryRun || !wait || session.nextDue() == nil {
        if !dryRun { try copyLeftovers(session, screen) }
        return try screen.showNothing()
      }
      if dryRun { return try screen.showDryRun(letters) }
      if !letters.isEmpty, !screen.confirm(letters) {
        session.output.line("Nothing was sent.")
        return
      }
    }
    try SendRun(session: session, screen: screen, isWaiting: wait, isTracing: trace).run()
  }

  /// Copies of letters that an earlier run sent and could not save.
  private func copyLeftovers(_ session: Session, _ screen: SendScreen) throws {
    guard try !session.outbox().copiesToMake().isEmpty else { return }
    var outbox = try session.openOutbox("send")
    screen.showCopies(try SentCopySaver(session: session, isTracing: trace).run(&outbox))
  }

  /// The letters that would go now; taking the lock first puts in order what a crash left.
  private func waiting(_ session: Session) throws -> [WaitingLetter] {
    if !dryRun {
      _ = try session.openOutbox("send")
      _ = try session.historyAfterSending()
    }
    var letters: [WaitingLetter] = []
    // One by one: the texts of a long queue would not fit into the memory.
    try session.outbox().forEachOpen { entry in
      guard entry.place == .queue, entry.isDue(at: session.clock.now) else { return }
      letters.append(WaitingLetter(entry))
    }
    return letters
  }
}

/// What a list says of a letter that waits.
struct WaitingLetter {
  let id: String
  let recipients: String
  /// The subject, or why the letter cannot be sent.
  let subject: String

  init(_ entry: QueueEntry) {
    id = entry.id
    recipients = entry.recipients
    subject = entry.letter?.facts.subject ?? entry.reason ?? ""
  }
}
