import ArgumentParser
import Contacts
import Correspondence
import MailMessage

/// `touchbase plan snooze NAME 2 months`: not now.
struct PlanSnooze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snooze",
    abstract: "Leave somebody out of the plan for a while: 2 months, 3 weeks, 2027-01-15."
  )

  @Argument(help: "Id, name, e-mail, or an unambiguous part; one word, or in quotes.")
  var name: String

  @Argument(help: "How long, or until when; no quotes needed.")
  var time: [String]

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let contact = try session.contact(name, in: try session.addressBook())
    let day = try day(after: session.clock.today)
    try session.snooze(contact, until: day)
    session.output.line("\(contact.name) is left alone until \(day.inFull).")
    session.output.next("touchbase plan    (back at once: touchbase plan wake \(contact.id))")
  }

  /// The day that the words mean.
  private func day(after today: CalendarDay) throws -> CalendarDay {
    let words = time.first == "until" || time.first == "for" ? Array(time.dropFirst()) : time
    let text = words.joined(separator: " ")
    let day = CalendarDay(iso8601: text) ?? Cadence(text)?.due(after: today)
    guard let day else {
      throw CommandFailure(
        .usage,
        "'\(Output.visibleLine(text))' is no time",
        hints: ["write '2 months', '3 weeks', '10 days' or a day like 2027-01-15"]
      )
    }
    guard day > today else {
      throw CommandFailure(.usage, "\(day) is over", hints: ["name a day that lies ahead"])
    }
    return day
  }
}

/// `touchbase plan skip NAME`: not this month.
struct PlanSkip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip",
    abstract: "Leave somebody out of this hour; they come again in the next."
  )

  @Argument(help: "Id, name, e-mail, or an unambiguous part; one word, or in quotes.")
  var name: String

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let contact = try session.contact(name, in: try session.addressBook())
    let day = session.skipDay
    try session.snooze(contact, until: day)
    session.output.line("\(contact.name) can wait: not before \(day.inFull).")
    session.output.next("touchbase plan    (back at once: touchbase plan wake \(contact.id))")
  }
}

/// `touchbase plan wake NAME`.
struct PlanWake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wake",
    abstract: "Take a snooze or a skip back."
  )

  @Argument(help: "Id, name, e-mail, or an unambiguous part; one word, or in quotes.")
  var name: String

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let contact = try session.contact(name, in: try session.addressBook())
    guard contact[Session.snoozeKey] != nil else {
      session.output.line("\(contact.name) is not left out.")
      throw ExitStatus.attention
    }
    try session.snooze(contact, until: nil)
    session.output.line("\(contact.name) is planned for as before.")
    session.output.next("touchbase plan --all")
  }
}
