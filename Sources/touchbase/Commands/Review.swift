import ArgumentParser
import Correspondence

/// `touchbase review`: the drafts one by one, in the person's own editor.
struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Open the drafts one by one in your editor, then approve what you have read.",
    discussion: "Stop any time: what was approved is in the outbox, the rest stays a draft."
  )

  @Argument(help: ArgumentHelp("Which drafts; all of them for none.", valueName: "draft"))
  var drafts: [String] = []

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    guard Terminal.isInteractive else {
      throw CommandFailure(
        .usage,
        "review needs a terminal",
        hints: ["elsewhere: edit the files in drafts/, then touchbase check and touchbase approve"]
      )
    }
    let paths = try session.drafts(drafts).map(\.path)
    guard !paths.isEmpty else {
      session.output.line("There are no drafts.")
      return session.output.next("touchbase draft")
    }
    let editor = try Editor.chosen(environment: session.environment)
    Interruption.catchSignals()
    var sitting = try ReviewSitting(session: session, editor: editor, paths: paths)
    try sitting.run()
  }
}
