import ArgumentParser
import Contacts
import Correspondence
import MailMessage
import Outbox

extension HourSitting {
  /// What came of the hour, and the letters sent after one question.
  func end(_ agenda: HourAgenda) throws {
    let queued = try session.outbox().open().filter { $0.place == .queue }
    let history = try session.historyAfterSending()
    output.line()
    if agenda.items.isEmpty, queued.isEmpty, notebook.passed.isEmpty {
      output.line("Nobody is due. Enjoy the hour.")
    } else {
      output.line("It is \(session.clock.now.timeOfDay). \(touched(queued, history))")
    }
    try showOpenEnds(agenda)
    // Whatever becomes of the sending, the hour is over; its failure is the last word.
    try HourNotebook.remove(session)
    let sending = Result { if !queued.isEmpty { try offerToSend(queued) } }
    showNextHour(agenda)
    try sending.get()
  }

  /// Who was met today, and how: `You wrote to 10 people and talked with Jean and Ben.`.
  private func touched(_ queued: [QueueEntry], _ history: History) -> String {
    let today = history.entries.filter { $0.at >= notebook.began && $0.reached }
    let people = (try? session.addressBook()) ?? AddressBook(contacts: [])
    let names: (HistoryEntry.Kind) -> [String] = { kind in
      let ids = today.filter { $0.kind == kind }.flatMap(\.contacts)
      return ids.map { people[$0].map { $0.firstName ?? $0.name } ?? $0 }
    }
    let new = queued.filter { $0.state.changedAt >= notebook.began }
    let written = Set(new.flatMap { $0.letter?.facts.contacts ?? [] })
      .union(today.filter { $0.kind == .letter }.flatMap(\.contacts)).count
    let parts = [
      written == 0 ? nil : "wrote to \(written) \(written == 1 ? "person" : "people")",
      names(.call).isEmpty ? nil : "talked with \(Self.list(names(.call)))",
      names(.visit).isEmpty ? nil : "visited \(Self.list(names(.visit)))",
      names(.message).isEmpty ? nil : "sent \(Self.list(names(.message))) a message",
    ].compactMap { $0 }
    return parts.isEmpty ? "Nobody was met this time." : "You \(Self.list(parts))."
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  private func showOpenEnds(_ agenda: HourAgenda) throws {
    for promise in notebook.promises {
      row("promised", "\(promise.text) (\(promise.name))")
    }
    let book = try session.addressBook()
    let drafts = try session.draftFolder.all().map { draft in
      draft.contacts.map { book[$0]?.name ?? $0 }.joined(separator: " and ")
    }
    let open: (Channel) -> [String] = { channel in
      agenda.plan.thisHour.filter { $0.channel == channel }.map(\.contact.name)
    }
    let (calls, visits) = (open(.call), open(.visit))
    let todo = [
      Self.counted(drafts, "kept draft"),
      Self.counted(calls, "call"), Self.counted(visits, "visit"),
    ].compactMap { $0 }
    if !todo.isEmpty { row("still to do", todo.joined(separator: "; ")) }
    for help in PossibleHelp.among(book.contacts).prefix(3) {
      row("might help", "\(help.seeker) needs \(help.need); \(help.helper) offers \(help.offer)")
    }
  }

  /// `2 calls: Jean and Ben`; nil for none.
  private static func counted(_ names: [String], _ word: String) -> String? {
    guard !names.isEmpty else { return nil }
    let shown = names.count > 5 ? names.prefix(4) + ["\(names.count - 4) more"] : names[...]
    return "\(names.count) \(word)\(names.count == 1 ? "" : "s"): \(list(Array(shown)))"
  }

  private func row(_ label: String, _ text: String) {
    for (index, line) in Columns.wrapped(text, to: 60).enumerated() {
      output.line("  \(Columns.padded(index == 0 ? label : "", to: 12))  \(line)")
    }
  }

  private func offerToSend(_ queued: [QueueEntry]) throws {
    let letters = queued.count == 1 ? "the letter" : "the \(queued.count) letters"
    while true {
      let words = "Send \(letters) now? [y = yes, N = not now, l = list first]"
      switch prompt.key(words, among: "ynNl\n") {
      case "y":
        return try Send.parse(["--yes", "-C", session.workspace.root]).run()
      case "l":
        for entry in queued {
          let to = entry.letter?.facts.contacts.joined(separator: ", ") ?? entry.id
          output.line("   \(Columns.padded(to, to: 24))  \(entry.letter?.facts.subject ?? "")")
        }
      default:
        output.line("They wait in the outbox: touchbase send.")
        return
      }
    }
  }

  private func showNextHour(_ agenda: HourAgenda) {
    guard session.configuration.hourRule != nil else { return }
    let next = agenda.plan.nextHour
    let isWeekend = [Weekday.friday, .saturday, .sunday].contains(session.clock.today.weekday)
    output.line(
      "The next hour: \(next.withWeekday).\(isWeekend ? " Have a good weekend." : "")"
    )
  }
}
