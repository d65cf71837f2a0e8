import Contacts
import Correspondence

/// The plan as a person reads it.
struct PlanScreen {
  let plan: Plan
  let isComplete: Bool
  let output: Output
  /// How wide the lines are, in columns.
  var width = Terminal.width
  /// How many rows there are to fill; nil where the page may be as long as it gets.
  var rows = Terminal.rows

  private var touches: [PlannedTouch] { isComplete ? plan.touches : plan.thisHour }

  func show() {
    if touches.isEmpty {
      output.line("Nobody is due. \(plan.waiting) can wait.")
    } else {
      output.line("Your hour on \(plan.day.words): \(counts); about \(plan.minutes) minutes.")
    }
    let footer = footer
    let room = rows.map { $0 - footer.count - unreachable.count - 4 }
    for section in sections(room: isComplete ? nil : room) {
      output.line()
      output.line(section.title, style: .bold)
      for row in section.rows { output.line(row) }
    }
    showUnreachable()
    for line in footer { output.line(line) }
    showExcluded()
    output.next(next)
  }

  private var next: String {
    if plan.thisHour.isEmpty { return "touchbase" }
    return plan.thisHour.contains { $0.channel == .email }
      ? "touchbase hour    (or: touchbase draft)" : "touchbase hour"
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

  /// Who waits, how far this pace reaches, and how to put somebody off.
  private var footer: [String] {
    let others = plan.waiting + plan.touches.count - touches.count
    guard !touches.isEmpty, others > 0 else { return [] }
    var words = others == 1 ? "1 other can wait." : "\(others) others can wait."
    if let pace { words += " " + pace }
    let last = touches.last { $0.isInThisHour && $0.cause >= .cadence }
    if let last { words += " Not now? touchbase plan snooze \(last.contact.id) 2 months" }
    return [""] + Columns.wrapped(words, to: width)
  }

  private var pace: String? {
    guard let hours = plan.hoursForEverybody, hours > 1 else { return nil }
    return "At this pace everybody hears from you about every \(Self.word(for: hours)) months."
  }

  /// `six`; digits above twelve.
  private static func word(for number: Int) -> String {
    let words = [
      "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]
    return words.indices.contains(number - 2) ? words[number - 2] : "\(number)"
  }

  /// Whoever cannot be reached though something is open.
  private var unreachable: [ExcludedContact] { plan.excluded.filter { $0.openEnd != nil } }

  private func showUnreachable() {
    guard !unreachable.isEmpty else { return }
    output.line()
    output.line("Out of reach", style: .bold)
    for person in unreachable {
      let words = "\(person.reason); \(person.openEnd ?? "")"
      output.line(
        "  \(Columns.padded(person.name, to: Self.name))  \(Columns.shortened(words, to: width - Self.name - 4))"
      )
    }
  }

  private func showExcluded() {
    let others = plan.excluded.filter { $0.openEnd == nil }
    guard isComplete, !others.isEmpty else { return }
    output.line()
    output.line("Never due", style: .bold)
    for person in others {
      output.line("  \(Columns.padded(person.name, to: Self.name))  \(person.reason)")
    }
  }

  /// The width of the column of names.
  private static let name = 18
}

extension PlanScreen {
  private struct Section {
    let title: String
    var rows: [String]
  }

  /// The sections that have somebody in them, cut where they would not fit.
  private func sections(room: Int?) -> [Section] {
    let kinds: [(title: String, channel: Channel)] = [
      ("Letters", .email), ("Calls", .call), ("Messages", .message),
      ("Visits, outside the hour", .visit),
    ]
    let answers = touches.filter { $0.cause == .answer }
    let owed =
      answers.isEmpty ? [] : [Section(title: "You owe an answer", rows: answers.map(row))]
    let others = kinds.compactMap { title, channel -> Section? in
      let touches = touches.filter { $0.channel == channel && $0.cause != .answer }
      guard let first = touches.first else { return nil }
      let minutes = first.minutes == 1 ? "a minute" : "\(first.minutes) minutes"
      let each = channel == .visit ? "" : ", about \(minutes) each"
      return Section(title: title + each, rows: touches.map(row))
    }
    guard let room else { return owed + others }
    return Self.cut(owed + others, to: room)
  }

  /// The sections with the longest shortened until all of them take so many rows.
  private static func cut(_ sections: [Section], to room: Int) -> [Section] {
    var shown = sections.map(\.rows.count)
    let rows = {
      shown.indices.reduce(0) { $0 + shown[$1] + (shown[$1] < sections[$1].rows.count ? 3 : 2) }
    }
    while rows() > room, let longest = shown.indices.max(by: { shown[$0] < shown[$1] }),
      shown[longest] > 2
    {
      // One row in place of another saves nothing: the first cut takes two.
      shown[longest] -= shown[longest] == sections[longest].rows.count ? 2 : 1
    }
    return zip(sections, shown).map { section, count in
      let left = section.rows.count - count
      guard left > 0 else { return section }
      let more = "  … \(left) more: touchbase plan --all"
      return Section(title: section.title, rows: section.rows.prefix(count) + [more])
    }
  }

  private func row(_ touch: PlannedTouch) -> String {
    let reasons = touches.map { Columns.width($0.reason) }.max() ?? 0
    let place: String? =
      switch touch.channel {
      case .call: touch.contact.phones.first
      case .visit: touch.contact["address"]?.scalarText ?? touch.contact.city
      case .email, .message: nil
      }
    let column = min(max(reasons, 14), 20)
    let words = [place, touch.topic ?? hint(touch)].compactMap(\.self).joined(separator: "  ")
    let row =
      "  \(Columns.padded(touch.contact.name, to: Self.name))  "
      + "\(Columns.padded(touch.reason, to: column))  "
      + Columns.shortened(words, to: max(12, width - Self.name - column - 6))
    return Columns.trimmed(row)
  }

  /// What to do where nothing is known of somebody.
  private func hint(_ touch: PlannedTouch) -> String? {
    guard touch.channel == .email || touch.channel == .message, touch.contact.notes.isEmpty else {
      return nil
    }
    return touch.contact.met.map { "you met: \($0)" }
      ?? (touch.cause == .wait || touch.cause == .cadence ? "nothing noted: a short hello?" : nil)
  }
}
