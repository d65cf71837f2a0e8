internal import Contacts
package import MailMessage

/// What one has at hand for a call, a visit or a message: how to reach them, what was, what could be
/// told.
package struct TouchCard: Sendable {
  /// What to dial, where to go or whom to write; nil where nothing of it is known.
  package let place: String?
  /// What is worth knowing now, the most pressing first; what is marked `#private` as well, since only
  /// the user sees it.
  package let rows: [Row]

  /// One thing worth knowing.
  package struct Row: Hashable, Sendable {
    /// What kind of thing it is, in a few words: `you promised`.
    package let label: String
    package let text: String
  }

  /// The most news and notes a card has.
  private static let most = 2

  package init(for touch: PlannedTouch, _ recollection: Recollection, today: CalendarDay) {
    let contact = touch.contact
    let history = recollection.history
    switch touch.channel {
    case .call: place = contact.phones.isEmpty ? nil : contact.phones.joined(separator: ", ")
    case .visit: place = Self.address(contact) ?? contact.city
    case .email: place = (contact.livingEmails.first ?? contact.emails.first)?.description
    case .message: place = contact.phones.first ?? contact.emails.first?.description
    }
    rows =
      Self.past(contact, history, today) + Self.questions(contact, recollection)
      + Self.promises(contact) + Self.notes(contact, history)
      + Self.news(contact, history, recollection.news, today)
  }

  private static func address(_ contact: Contact) -> String? {
    contact.fields.first { $0.key == "address" }?.value.scalarText
  }

  private static func past(
    _ contact: Contact,
    _ history: History,
    _ today: CalendarDay
  ) -> [Row] {
    guard let last = history.entries(with: contact.id).last else {
      return contact.met.map { [Row(label: "you met", text: $0)] } ?? []
    }
    let wait = Wait.words(from: CalendarDay(last.at), to: today)
    let what =
      switch last.kind {
      case .letter: "you wrote"
      case .call: last.reached ? "you talked" : "you called"
      case .visit: "you met"
      case .reply: "they answered"
      case .message: "you sent a message"
      }
    let about = last.text ?? last.subject.map { "\"\($0)\"" } ?? ""
    return [Row(label: "\(wait) \(what)", text: about)]
  }

  /// What the last letter asked, as long as nothing else was said since.
  private static func questions(_ contact: Contact, _ recollection: Recollection) -> [Row] {
    let history = recollection.history
    guard let letter = history.lastLetter(to: contact.id),
      let last = history.entries(with: contact.id).last(where: { $0.isTouch }),
      last.id == letter.id || last.kind == .reply
    else { return [] }
    let isAnswered = history.lastReply(from: contact.id).map { $0.at > letter.at } ?? false
    let ending = isAnswered ? "" : " (no answer yet)"
    return recollection.questions(in: letter).map {
      Row(label: "you asked", text: "\"\($0)\"\(ending)")
    }
  }

  private static func promises(_ contact: Contact) -> [Row] {
    contact.notes.filter { $0.promise == .open }.map { Row(label: "you promised", text: $0.text) }
  }

  /// Who they are, and the newest of what happened that no letter was about.
  private static func notes(_ contact: Contact, _ history: History) -> [Row] {
    let used = Set(history.used(with: contact.id).notes)
    let notes = contact.notes.filter { $0.promise == nil && !$0.text.isEmpty }
    let dated = notes.filter { $0.date != nil && !used.contains($0.id) }
      .sorted { ($0.date?.description ?? "") > ($1.date?.description ?? "") }
    return dated.prefix(most).map { note in
      Row(label: note.date.map(Wait.short).map { "on \($0)" } ?? "", text: note.text)
    } + notes.filter { $0.date == nil }.prefix(most).map { Row(label: "", text: $0.text) }
  }

  private static func news(
    _ contact: Contact,
    _ history: History,
    _ news: [NewsItem],
    _ today: CalendarDay
  ) -> [Row] {
    let told = Set(history.used(with: contact.id).news)
    return news.filter {
      !told.contains($0.id) && $0.isFor(contact.groups) && $0.isKnown(on: today)
    }
    .suffix(most).map { Row(label: "you could tell", text: $0.text) }
  }
}

extension NewsItem {
  /// Whether it is for people of these groups.
  func isFor(_ groups: [String]) -> Bool {
    let names = Set(groups.map { $0.lowercased() })
    return tags.isEmpty || tags.contains { names.contains($0.lowercased()) }
  }

  /// Whether it happened by that day.
  func isKnown(on day: CalendarDay) -> Bool { date.map { $0 <= day } ?? true }
}
