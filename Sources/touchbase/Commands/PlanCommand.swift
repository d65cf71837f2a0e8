import ArgumentParser
import Contacts
import Correspondence
import MailMessage

/// `touchbase plan`: who is due and why.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Who is due, by which channel, and why."
  )

  @Flag(help: "Show everybody who is due, and who stays out and why.")
  var all = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let plan = try session.plan()
    if json.isWanted {
      session.output.bytes(try JSONValue.array(plan.touches.map(Self.json)).encoded())
    } else {
      PlanScreen(plan: plan, isComplete: all, output: session.output).show()
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
      "minutes": .integer(touch.minutes),
      "in_this_hour": .bool(touch.isInThisHour),
    ]
  }
}

/// The plan as a person reads it.
private struct PlanScreen {
  let plan: Plan
  let isComplete: Bool
  let output: Output

  private var shown: [PlannedTouch] { isComplete ? plan.touches : plan.thisHour }

  func show() {
    guard !shown.isEmpty else {
      output.line("Nobody is due. \(plan.waiting) can wait.")
      return showExcluded()
    }
    output.line("Your hour on \(plan.day.words): \(counts); about \(plan.minutes) minutes.")
    section("Letters", .email)
    section("Calls", .call)
    section("Messages", .message)
    section("Visits, outside the hour", .visit)
    let others = plan.waiting + plan.touches.count - shown.count
    if others > 0 {
      output.line()
      output.line(Columns.trimmed("\(others) others can wait. \(pace)"))
    }
    showExcluded()
    output.next(plan.thisHour.contains { $0.channel == .email } ? "touchbase draft" : "touchbase")
  }

  private var counts: String {
    let words = [
      (Channel.email, "letter"), (.call, "call"), (.message, "message"), (.visit, "visit"),
    ]
    return words.compactMap { channel, word in
      let count = plan.thisHour.count { $0.channel == channel }
      return count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  private var pace: String {
    guard let hours = plan.hoursForEverybody, hours > 1 else { return "" }
    return "At this pace everybody hears from you about every \(hours) months."
  }

  private func section(_ title: String, _ channel: Channel) {
    let touches = shown.filter { $0.channel == channel }
    guard let first = touches.first else { return }
    output.line()
    let each = channel == .visit ? "" : ", about \(first.minutes) minutes each"
    output.line(title + each, style: .bold)
    for touch in touches {
      let detail = channel == .call ? touch.contact.phones.first : nil
      let words = [detail, touch.topic].compactMap(\.self).joined(separator: "  ")
      let row =
        "  \(Columns.padded(touch.contact.name, to: 18))  "
        + "\(Columns.padded(touch.reason, to: 16))  \(Columns.shortened(words, to: 38))"
      output.line(Columns.trimmed(row))
    }
  }

  private func showExcluded() {
    guard isComplete else { return }
    if !plan.excluded.isEmpty {
      output.line()
      output.line("Never due", style: .bold)
    }
    for person in plan.excluded {
      output.line("  \(Columns.padded(person.name, to: 18))  \(person.reason)")
    }
  }
}
