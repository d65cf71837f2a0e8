import ArgumentParser
import Correspondence

/// `touchbase hour`: the whole ritual in one sitting.
struct Hour: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hour",
    abstract: "The whole ritual in one sitting: who answered, what is new, then person by person.",
    discussion: "Stop any time: what was done is kept, and 'touchbase hour' goes on from there."
  )

  @Argument(help: "How long it is today, in minutes.")
  var minutes: Int?

  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if let minutes, !(1...600).contains(minutes) {
      throw ValidationError("an hour has 1 to 600 minutes, not \(minutes)")
    }
  }

  func run() throws {
    let session = try Session(workspace)
    guard Terminal.isInteractive else {
      throw CommandFailure(
        .usage,
        "hour needs a terminal",
        hints: ["elsewhere: touchbase plan, draft, check, approve, log and send do its steps"]
      )
    }
    let editor = try Editor.chosen(environment: session.environment)
    Interruption.catchSignals()
    var sitting = try HourSitting(session: session, editor: editor, minutes: minutes)
    try sitting.run()
  }
}
