import Contacts
import Correspondence
import MailMessage

/// All that is known of one person, as lines of a terminal.
///
/// With a limit it fits on one screen: the oldest of the timeline and of the notes make room, and a
/// line says how many there are.
struct ContactCard {
  private static let width = 78
  private static let labelWidth = 12
  private static let fewNotes = 4
  private static let fewEntries = 3

  private let facts: [String]
  private let notes: [[String]]
  private let timeline: [[String]]

  init(_ contact: Contact, history: [HistoryEntry], name: (_ id: String) -> String?) {
    facts = Self.facts(of: contact, name: name).flatMap { Self.row($0.label, $0.text) }
    notes = contact.notes.map { Self.wrapped(Self.line($0), indent: 4) }
    timeline = history.reversed().map { Self.wrapped(Self.line($0), indent: 4) }
  }

  /// The lines below the name, at most so many as far as that goes; nil for all of them.
  func lines(limit: Int?) -> [String] {
    let all = (facts: facts, notes: notes.flatMap(\.self), timeline: timeline.flatMap(\.self))
    let (facts, notes, timeline) = limit.map(fitted) ?? all
    return facts + (notes.isEmpty ? [] : [""] + notes)
      + (timeline.isEmpty ? [] : ["", Self.timelineTitle] + timeline)
  }

  /// The heading above the timeline.
  static let timelineTitle = "Timeline"

  /// What of the three parts fits: the facts before all, then the newest of the others.
  private func fitted(_ limit: Int) -> (facts: [String], notes: [String], timeline: [String]) {
    let lineCounts = (notes: notes.joined().count, timeline: timeline.joined().count)
    let room = limit - (notes.isEmpty ? 0 : 1) - (timeline.isEmpty ? 0 : 2)
    let kept = min(lineCounts.notes, Self.fewNotes) + min(lineCounts.timeline, Self.fewEntries)
    let facts = Self.cut(facts.map { [$0] }, to: room - kept, "lines")
    let left = room - facts.count
    let entries = max(left - lineCounts.notes, left / 2, Self.fewEntries)
    let timeline = Self.cut(timeline, to: entries, "entries")
    let rest = max(left - timeline.count, Self.fewNotes)
    let notes = Self.cut(lineCounts.notes > rest ? notes.reversed() : notes, to: rest, "notes")
    return (facts, notes, timeline)
  }

  /// The first blocks that fit, and how many there are more.
  private static func cut(_ blocks: [[String]], to limit: Int, _ what: String) -> [String] {
    guard blocks.joined().count > limit else { return blocks.flatMap(\.self) }
    var lines: [String] = []
    var shown = 0
    for block in blocks {
      // A line is left for the one that says how many more there are.
      guard lines.count + block.count < limit else { break }
      lines += block
      shown += 1
    }
    return lines + ["  and \(blocks.count - shown) more \(what): --all"]
  }
}

extension ContactCard {
  private typealias Fact = (label: String, text: String)

  /// Every key of the file in its order; the facts under `more:` stand last, by their own names.
  private static func facts(of contact: Contact, name: (String) -> String?) -> [Fact] {
    var facts: [Fact] = []
    var more: [Fact] = []
    for field in contact.fields where field.key != "name" && field.key != "imported" {
      switch (field.key, field.value) {
      case ("more", .mapping(let entries)):
        more += entries.map { ($0.key, text($0.value)) }
      case ("knows", _):
        facts.append(("knows", contact.knows.map { name($0) ?? $0 }.joined(separator: ", ")))
      case ("birthday", _) where contact.birthday != nil:
        facts.append(("birthday", contact.birthday.map(words) ?? ""))
      default: facts.append((field.key.replacing("_", with: " "), text(field.value)))
      }
    }
    return (facts + more).filter { !$0.text.isEmpty }
  }

  private static func words(_ birthday: Birthday) -> String {
    let year = birthday.year ?? 2000
    let day = CalendarDay(year: year, month: birthday.month, day: birthday.day)
    guard let day else { return birthday.description }
    return day.words + (birthday.year.map { " \($0)" } ?? "")
  }

  private static func text(_ value: FieldValue) -> String {
    switch value {
    case .text(let text): text.split(whereSeparator: \.isNewline).joined(separator: " ")
    case .integer(let number): "\(number)"
    case .boolean(let truth): truth ? "yes" : "no"
    case .null: ""
    case .list(let values): values.map(text).joined(separator: ", ")
    case .mapping(let entries):
      entries.map { "\($0.key): \(text($0.value))" }.joined(separator: "; ")
    }
  }

  private static func row(_ label: String, _ text: String) -> [String] {
    let indent = labelWidth + 4
    // A long name of a column takes a line of its own rather than being cut.
    let isLong = Columns.width(label) > labelWidth
    let lines = Columns.wrapped(text, to: width - indent).map {
      String(repeating: " ", count: indent) + $0
    }
    let head = "  " + Columns.padded(label, to: labelWidth) + "  "
    if isLong { return wrapped("\(label): \(text)", indent: indent) }
    return [head + lines[0].dropFirst(indent)] + lines.dropFirst()
  }

  private static func line(_ note: Note) -> String {
    let mark =
      switch note.promise {
      case .open: "[ ] "
      case .kept: "[x] "
      case nil: ""
      }
    let date = note.date.map { "\($0)  " } ?? ""
    let say = note.say.map { " say: \"\($0)\"" } ?? ""
    let tags = note.tags.map { " #\($0)" }.joined() + (note.isPrivate ? " #private" : "")
    return "- \(mark)\(date)\(note.text)\(say)\(tags)"
  }

  private static func line(_ entry: HistoryEntry) -> String {
    let words = entry.subject.map { "\"\($0)\"" } ?? entry.text ?? ""
    return "\(CalendarDay(entry.at))  \(entry.kind.rawValue)  \(words)"
  }

  /// A text on as many lines as it takes, the first indented by two and the others by more.
  private static func wrapped(_ text: String, indent: Int) -> [String] {
    Columns.wrapped(text, to: width - indent).enumerated().map { index, line in
      String(repeating: " ", count: index == 0 ? 2 : indent) + line
    }
  }
}
