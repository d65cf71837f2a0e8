import Contacts
import Correspondence
import DurableFiles
import MailMessage

extension HourSitting {
  /// The greeting, and what is asked before the first person.
  mutating func open() throws -> Course {
    let now = session.clock.now
    let end = DateTime(
      secondsSinceEpoch: notebook.began.secondsSinceEpoch + Int64(notebook.minutes) * 60,
      offsetMinutes: now.offsetMinutes
    )
    let me = session.settings.me.name.split(separator: " ").first.map(String.init) ?? ""
    guard !notebook.isOpened else {
      output.line("It is \(now.timeOfDay); this hour ends at \(end.timeOfDay).")
      return .on
    }
    output.line(
      "Good \(now.partOfDay), \(me). It is \(now.timeOfDay); this hour ends at \(end.timeOfDay)."
    )
    guard case .on = try askAnswers(), case .on = try askNews() else { return .stop }
    notebook.isOpened = true
    try notebook.save(session)
    return .on
  }

  /// Who answered since the last hour; asked as long as the program does not read mail itself.
  private func askAnswers() throws -> Course {
    let history = try session.historyAfterSending()
    guard let last = history.lastHour(before: session.clock.today) else { return .on }
    let answered = Set(
      history.entries.filter { $0.kind == .reply && CalendarDay($0.at) >= last }
        .flatMap(\.contacts)
    ).count
    let known = answered == 0 ? "" : " \(answered) so far."
    output.line()
    output.line("Who answered since \(last.words)?\(known) A name and what they said, a line each.")
    output.line("Empty: go on.")
    let book = try session.addressBook()
    while true {
      guard let line = prompt.line() else { return .stop }
      if line.isEmpty { return .on }
      try noteAnswer(line, book)
    }
  }

  private func noteAnswer(_ line: String, _ book: AddressBook) throws {
    let words = line.split(separator: " ").map(String.init)
    for count in stride(from: min(3, words.count), through: 1, by: -1) {
      let name = words[..<count].joined(separator: " ")
      let edge = name.last.map { ",:".contains($0) } == true ? String(name.dropLast()) : name
      guard case .one(let contact) = book.find(edge) else { continue }
      let text = words[count...].joined(separator: " ")
      try session.record(.reply, with: [contact], text: text.isEmpty ? nil : text)
      return output.line("Kept: \(contact.name) answered.")
    }
    let name = words.first ?? line
    switch book.find(name) {
    case .several(let contacts):
      let names = contacts.prefix(5).map(\.name).joined(separator: ", ")
      output.line("'\(name)' could be \(names): say which.", style: .warning)
    case .one, .none:
      output.line("Nobody is called '\(name)'. Try another part of the name.", style: .warning)
    }
  }

  private func askNews() throws -> Course {
    output.line()
    output.line("What is new with you? One sentence a line, as you would say it. Empty: go on.")
    var isKept = false
    while true {
      guard let line = prompt.line() else { return .stop }
      if line.isEmpty { break }
      try session.addNews(line)
      isKept = true
    }
    if isKept { output.line("Kept in news.md; each person is told once.") }
    return .on
  }
}

extension History {
  /// The last day before another on which letters, calls, visits or messages went out.
  func lastHour(before day: CalendarDay) -> CalendarDay? {
    entries.last { $0.kind != .reply && CalendarDay($0.at) < day }.map { CalendarDay($0.at) }
  }
}

extension DateTime {
  /// `9:05`.
  var timeOfDay: String {
    let text = iso8601.dropFirst(11).prefix(5)
    return String(text.first == "0" ? text.dropFirst() : text)
  }

  /// `morning`, `afternoon` or `evening`.
  var partOfDay: String {
    switch iso8601.dropFirst(11).prefix(2) {
    case ..<"12": "morning"
    case ..<"18": "afternoon"
    default: "evening"
    }
  }
}
