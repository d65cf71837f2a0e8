internal import Contacts
internal import MailMessage

extension Reviewer {
  private static let year = 365
  /// After so many letters without an answer it is time for another way.
  private static let unanswered = 3

  /// A note or news of more than a year ago, told as if it were new.
  func staleNoteFindings(
    _ draft: Draft,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> [Finding] {
    guard let today else { return [] }
    var old = reading.told.compactMap { number in
      news[number].date.map { (date: $0, text: news[number].text) }
    }
    let notes = reading.contacts.flatMap(\.notes).compactMap { note in
      note.date.map { (date: $0, text: note.text) }
    }.filter { $0.date.days(until: today) > Self.year }
    if !notes.isEmpty {
      let texts = ToldTexts(notes.map { LetterWords($0.text, comparison.table) })
      old += texts.told(in: reading.measure.words).map { notes[$0] }
    }
    return old.filter { $0.date.days(until: today) > Self.year }.map { date, text in
      let known = Set(OwnWords.words(of: text))
      let words = draft.lines.map { OwnWords.words(of: $0) }
      let line = words.indices.max { one, other in
        words[one].count(where: known.contains) < words[other].count(where: known.contains)
      }
      return warning(
        .staleNote,
        draft,
        line: draft.firstLine + (line ?? 0),
        "this was noted on \(date), more than a year ago: is it still so?"
      )
    }
  }

  /// Whether a draft answers something: a letter of its thread is known, or they wrote and wait.
  ///
  /// A field that anybody can make up is not enough.
  func isAnswer(_ draft: Draft, _ header: DraftHeader) -> Bool {
    guard !header.inReplyTo.isEmpty else { return false }
    let thread = Set((header.inReplyTo + header.references).map(\.description))
    return draft.contacts.contains { contact in
      history.owedReply(to: contact) != nil
        || history.entries(with: contact).contains { $0.messageID.map(thread.contains) ?? false }
    }
  }

  /// A first letter in a year that asks for something.
  func requestFindings(
    _ draft: Draft,
    _ header: DraftHeader,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> [Finding] {
    guard let today, !isAnswer(draft, header), !reading.contacts.isEmpty else { return [] }
    let isFirst = reading.contacts.allSatisfy { contact in
      guard let last = history.lastTouch(with: contact.id) else { return true }
      return CalendarDay(last.at).days(until: today) > Self.year
    }
    guard isFirst else { return [] }
    let words = reading.measure.words
    guard let range = comparison.phrases.firstRequest(in: words.numbers) else { return [] }
    let (line, column, length) = draft.span(of: range, in: words)
    return [
      warning(
        .firstIsARequest,
        draft,
        line: line,
        column: column,
        length: length,
        "the first letter in a year asks for something",
        hint: "say hello first, and ask in the next one"
      )
    ]
  }

  /// Three letters without an answer, where answers are known of at all.
  func unansweredFindings(
    _ draft: Draft,
    _ header: DraftHeader,
    contacts: [Contact]
  ) -> [Finding] {
    guard !isAnswer(draft, header) else { return [] }
    for contact in contacts {
      let entries = history.entries(with: contact.id).filter(\.isTouch)
      let last = entries.lastIndex { $0.kind != .letter }
      let letters = entries[(last.map { $0 + 1 } ?? 0)...]
      guard letters.count >= Self.unanswered, let first = letters.first,
        // Whoever logs no answers has none to miss.
        let reply = lastReply, reply >= first.at
      else { continue }
      let field = draft.fields.first { $0.isNamed("To") }
      let name = Draft.singleLine(contact.name)
      return [
        warning(
          .threeUnanswered,
          draft,
          line: field?.line ?? 1,
          column: field?.column ?? 1,
          "\(letters.count) letters to \(name) had no answer",
          hint: "another way may reach them: a call, a visit; or give it time"
        )
      ]
    }
    return []
  }
}
