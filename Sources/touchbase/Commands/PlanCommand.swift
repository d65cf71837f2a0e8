import ArgumentParser
import Contacts
import Correspondence
import MailMessage

/// `touchbase plan`: who is due and why.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Who is due, by which channel, and why; snooze, skip, wake.",
    discussion: """
      For example: touchbase plan snooze tom 2 months

      'skip' leaves somebody out until the next hour, and 'wake' takes either back. The file of a \
      person says the rest: 'every: 2 months' or 'never', 'channel: call', 'no: [email]'.
      """,
    subcommands: [PlanShow.self, PlanSnooze.self, PlanSkip.self, PlanWake.self],
    defaultSubcommand: PlanShow.self
  )
}

/// Bare `touchbase plan`.
struct PlanShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Who is due, by which channel, and why.",
    shouldDisplay: false
  )

  @Flag(help: "Show everybody who is due, and who stays out and why.")
  var all = false

  @Flag(help: "Print a page for calls and visits, to take along.")
  var sheet = false

  @Flag(help: "Print the hour, its calls and all birthdays as a calendar (iCalendar).")
  var ics = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    guard [sheet, ics, json.isWanted].count(where: { $0 }) <= 1 else {
      throw ValidationError("--sheet, --ics and --json are three pages: ask for one")
    }
  }

  func run() throws {
    let session = try Session(workspace)
    let people = try session.addressBook().contacts
    let plan = try session.planner().plan(for: people)
    let output = session.output
    if json.isWanted {
      output.bytes(try JSONValue.array(plan.touches.map(Self.json)).encoded())
    } else if ics {
      output.bytes(PlanCalendar(plan: plan, session: session).bytes(people))
    } else if sheet {
      let page = PlanSheet(plan: plan, recollection: try session.recollection(), session: session)
      page.show(all ? plan.touches : plan.thisHour)
    } else {
      PlanScreen(plan: plan, isComplete: all, output: output).show()
    }
  }

  private static func json(_ touch: PlannedTouch) -> JSONValue {
    [
      "contact": .string(touch.contact.id),
      "name": .string(touch.contact.name),
      "channel": .string(touch.channel.rawValue),
      "due": .string(touch.due.description),
      "days_overdue": .count(touch.daysOverdue),
      "reason": .string(touch.reason),
      "topic": .text(touch.topic),
      "minutes": .integer(touch.minutes),
      "in_this_hour": .bool(touch.isInThisHour),
    ]
  }
}
