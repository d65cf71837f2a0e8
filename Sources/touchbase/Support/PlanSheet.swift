import Contacts
import Correspondence
import MailMessage

/// A page for calls and visits, to print or to lay beside the telephone.
struct PlanSheet {
  let plan: Plan
  let recollection: Recollection
  let session: Session

  private static let width = 76

  /// Prints a block for each call and each visit, with room to write.
  func show(_ touches: [PlannedTouch]) {
    let meetings = [Channel.call, .visit].flatMap { channel in
      touches.filter { $0.channel == channel }
    }
    let output = session.output
    guard !meetings.isEmpty else {
      output.line("No calls and no visits are planned.")
      return output.next("touchbase plan --all")
    }
    let title = "Calls and visits, \(plan.day.withWeekday) \(plan.day.year)"
    output.line(line(title, session.settings.me.name), style: .bold)
    for touch in meetings { block(touch).forEach { output.line($0) } }
    output.next("touchbase log call NAME what to remember    (or visit; --no-answer)")
  }

  private func block(_ touch: PlannedTouch) -> [String] {
    let card = TouchCard(for: touch, recollection, today: session.clock.today)
    let isCall = touch.channel == .call
    let what = isCall ? "CALL " : "VISIT"
    var lines = [
      "", String(repeating: "-", count: Self.width),
      line("[ ] \(what)  \(touch.contact.name)", card.place ?? ""),
    ]
    if !card.rows.contains(where: { $0.label.hasPrefix(touch.reason) }) {
      lines.append("    \(touch.reason)")
    }
    for row in card.rows {
      let label = row.label.isEmpty ? "" : Columns.padded(row.label, to: 24) + "  "
      let margin = String(repeating: " ", count: Columns.width(label))
      for (index, text) in Columns.wrapped(row.text, to: 72 - margin.count).enumerated() {
        lines.append(Columns.trimmed("    \(index == 0 ? label : margin)\(text)"))
      }
    }
    let outcomes = isCall ? "[ ] talked   [ ] left a message   [ ] no answer" : "[ ] visited"
    let rule = "    " + String(repeating: "_", count: Self.width - 4)
    return lines + ["", "    \(outcomes)", "", rule, "", rule, "", rule]
  }

  /// Two texts at the two ends of a line; the right one below where both are too long.
  private func line(_ left: String, _ right: String) -> String {
    let gap = Self.width - Columns.width(left) - Columns.width(right)
    guard gap > 1 else { return "\(left)\n    \(right)" }
    return Columns.trimmed(left + String(repeating: " ", count: gap) + right)
  }
}
