internal import Contacts
internal import MailMessage

/// What is remembered about a person, for the eyes of whoever writes to them.
///
/// Notes that are marked `#private` are not in it: nothing that must not leave is in a draft at all.
struct Brief {
  /// One line each, without a mark.
  let lines: [String]

  init(contacts: [Contact], _ recollection: Recollection) {
    lines = contacts.flatMap { contact in
      let lines = Self.lines(of: contact, recollection)
      return contacts.count > 1 ? ["\(contact.name):"] + lines : lines
    }
  }

  private static func lines(of contact: Contact, _ recollection: Recollection) -> [String] {
    let notes = contact.notes.filter { !$0.isPrivate && !$0.text.isEmpty }
    let dated = notes.filter { $0.date != nil && $0.promise == nil }
      .sorted { ($0.date?.daysSinceEpoch ?? .min) > ($1.date?.daysSinceEpoch ?? .min) }
    return past(contact, recollection)
      + notes.filter { $0.promise == .open }.map { "You promised: \($0.text)" }
      + notes.filter { $0.date == nil && $0.promise == nil }.map(\.text)
      + dated.map { "\($0.date?.description ?? "") \($0.text)" }
      + facts(contact)
  }

  /// The last letter, what it asked and told, what came of it, and the last time the two met
  /// otherwise.
  private static func past(_ contact: Contact, _ recollection: Recollection) -> [String] {
    let history = recollection.history
    guard let letter = history.lastLetter(to: contact.id) else {
      let touch = history.lastTouch(with: contact.id)
      return ["Your first letter."] + (touch.map { [line(of: $0)] } ?? [])
    }
    var last = "Last letter: \(CalendarDay(letter.at))"
    if let subject = letter.subject { last += " \"\(subject)\"" }
    last += "."
    let questions = recollection.questions(in: letter).map { "\"\($0)\"" }
    if !questions.isEmpty { last += " You asked: \(questions.joined(separator: " "))" }
    let told = recollection.told(in: letter)
    let later = history.entries(with: contact.id).filter { $0.at > letter.at }
    return [last] + (told.isEmpty ? [] : ["You told: \(told.joined(separator: " "))"])
      + answers(later, to: letter)
      + (later.last { $0.kind != .reply }.map { [line(of: $0)] } ?? [])
  }

  /// What came back since the last letter.
  private static func answers(_ later: [HistoryEntry], to letter: HistoryEntry) -> [String] {
    let replies = later.filter { $0.kind == .reply }
    guard let first = replies.first else { return [] }
    let days = CalendarDay(letter.at).days(until: CalendarDay(first.at))
    let wait =
      switch days {
      case ...0: "the same day"
      case 1: "the day after"
      case 2..<14: "\(days) days later"
      default: "on \(CalendarDay(first.at))"
      }
    let words = replies.compactMap(\.text).map { "\"\($0)\"" }.joined(separator: " ")
    return ["Answered \(wait)\(words.isEmpty ? "." : ": \(words)")"]
  }

  private static func line(of entry: HistoryEntry) -> String {
    let what =
      switch entry.kind {
      case .letter: "Last letter"
      case .call: "Last call"
      case .visit: "Last visit"
      case .reply: "Last answer"
      case .message: "Last message"
      }
    return "\(what): \(CalendarDay(entry.at))" + (entry.text.map { ": \($0)" } ?? ".")
  }

  private static func facts(_ contact: Contact) -> [String] {
    var lines: [String] = []
    let work = [contact.role, contact.organization].compactMap { $0 }.joined(separator: ", ")
    let parts = [
      contact.met.map { "met: \($0)" }, work.isEmpty ? nil : "works: \(work)",
      contact.city.map { "lives: \($0)" }, contact.birthday.map { "birthday: \($0)" },
    ].compactMap { $0 }
    if !parts.isEmpty { lines.append(parts.joined(separator: "; ")) }
    if !contact.offers.isEmpty { lines.append("offers: " + contact.offers.joined(separator: ", ")) }
    if !contact.needs.isEmpty { lines.append("needs: " + contact.needs.joined(separator: ", ")) }
    return lines
  }
}
