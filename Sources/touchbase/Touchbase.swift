import ArgumentParser
import FoundationEssentials

@main
struct Touchbase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "touchbase",
    abstract: "One hour a month that keeps a network of people alive.",
    discussion: "Without a command it says where things stand and what comes next.",
    version: "0.1.0",
    subcommands: [Status.self],
    groupedSubcommands: [
      CommandGroup(
        name: "People:",
        subcommands: [
          Init.self, Import.self, ContactCommand.self, Who.self, NoteCommand.self, News.self,
        ]
      ),
      CommandGroup(name: "The ritual:", subcommands: [Hour.self, LogCommand.self]),
      CommandGroup(
        name: "Letters:",
        subcommands: [
          PlanCommand.self, DraftCommand.self, Write.self, Review.self, Check.self, Approve.self,
          TemplateCommand.self,
        ]
      ),
      CommandGroup(name: "Mail:", subcommands: [QueueCommand.self, Send.self, Doctor.self]),
    ],
    defaultSubcommand: Status.self
  )

  static func main() {
    Inheritance.mend()
    let arguments = WorkspaceOptions.movedBehindCommand(Array(CommandLine.arguments.dropFirst()))
    var status = ExitStatus.done
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      status = FailureReport.print(error)
    }
    if status == .done, let failure = Output.failure { status = FailureReport.print(failure) }
    status.endProcess()
  }
}
