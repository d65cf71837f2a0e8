internal import Contacts
internal import MailMessage

extension Reviewer {
  /// So many people with one subject are a mailing.
  private static let subjectAudience = 3
  /// A letter sent within so many days is a recent one.
  private static let justSentDays = 7

  /// One subject for many.
  func sameSubjectFindings(
    _ draft: Draft,
    _ header: DraftHeader,
    _ comparison: LetterComparison
  ) -> [Finding] {
    guard !isAnswer(draft, header),
      let field = draft.fields.first(where: { $0.isNamed("Subject") }),
      !field.value.isEmpty
    else { return [] }
    let people = comparison.people(withSubject: field.value)
    guard people >= Self.subjectAudience else { return [] }
    return [
      warning(
        .sameSubject,
        draft,
        line: field.line,
        column: field.column,
        length: field.value.count,
        "'\(Draft.singleLine(field.value))' goes to \(people) people this month"
      )
    ]
  }

  /// A letter to the same person that waits, or has just left.
  func alreadyQueuedFindings(
    _ draft: Draft,
    _ header: DraftHeader,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> [Finding] {
    let field = draft.fields.first { $0.isNamed("To") }
    for contact in reading.contacts {
      let letters = (comparison.byContact[contact.id] ?? []).map { comparison.letters[$0] }
        .filter { $0.id == nil || $0.id != draft.id }
      let name = Draft.singleLine(contact.name)
      var message: String?
      if let waiting = letters.last(where: { $0.state == .waiting }) {
        message = "a letter to \(name) waits already: '\(Draft.singleLine(waiting.subject))'"
      } else if !isAnswer(draft, header), let today {
        let days = letters.compactMap { $0.state.day }.max()
        if let day = days, day.days(until: today) <= Self.justSentDays {
          message = "the last letter to \(name) was sent on \(day)"
        }
      }
      guard let message else { continue }
      let column = field?.column ?? 1
      return [warning(.alreadyQueued, draft, line: field?.line ?? 1, column: column, message)]
    }
    return []
  }

  /// A finding that blocks nothing.
  func warning(
    _ name: CheckName,
    _ draft: Draft,
    line: Int,
    column: Int = 1,
    length: Int = 1,
    _ message: String,
    hint: String? = nil
  ) -> Finding {
    Finding(
      name: name,
      severity: .warn,
      isAllowable: true,
      line: line,
      column: column,
      length: length,
      message: message,
      excerpt: draft.fileLine(line),
      hint: hint
    )
  }
}

extension LetterComparison.State {
  /// The day on which a letter was sent.
  fileprivate var day: CalendarDay? {
    if case .sent(let day) = self { day } else { nil }
  }
}
