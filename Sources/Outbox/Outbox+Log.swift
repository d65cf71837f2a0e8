package import MailMessage

extension Outbox {
  /// What happened to a letter, as the journal tells it; archived journals included.
  package func log(_ prefix: String) throws(OutboxError) -> [JournalLine] {
    let id = try letter(prefix).id
    return Self.withoutRepetition(try lines().filter { $0.id == id })
  }

  /// What happened to all letters since a day, or ever, by the clock.
  package func log(since day: CalendarDay? = nil) throws(OutboxError) -> [JournalLine] {
    let lines = Self.withoutRepetition(try lines(since: day)).filter { line in
      day.map { CalendarDay(line.at) >= $0 } ?? true
    }
    return lines.enumerated().sorted { first, second in
      (first.element.at.secondsSinceEpoch, first.offset)
        < (second.element.at.secondsSinceEpoch, second.offset)
    }.map(\.element)
  }

  /// A line that a crash between two journals left in both is told once.
  private static func withoutRepetition(_ lines: [JournalLine]) -> [JournalLine] {
    var last: [JournalLine: Int] = [:]
    for (index, line) in lines.enumerated() { last[line] = index }
    return lines.enumerated().filter { last[$1] == $0 && $1.isEvent }.map(\.element)
  }
}

extension JournalLine {
  /// Whether something happened, rather than something was counted.
  fileprivate var isEvent: Bool {
    switch event {
    case .attempted, .placed: false
    default: true
    }
  }
}
