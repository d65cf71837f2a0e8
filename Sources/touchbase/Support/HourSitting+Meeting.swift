import Contacts
import Correspondence
import MailMessage

extension HourSitting {
  /// One person: a letter, a call, a visit or a message.
  mutating func meet(
    _ item: HourAgenda.Item,
    _ heading: ReviewScreen.Heading
  ) throws -> Meeting {
    switch item.kind {
    case .draft(let path): return try finish(path, heading)
    case .touch(let touch):
      try showCard(touch, heading)
      switch touch.channel {
      case .email: return try write(touch, heading)
      case .call: return try call(touch)
      case .visit: return try visit(touch)
      case .message: return try message(touch)
      }
    }
  }

  private func showCard(_ touch: PlannedTouch, _ heading: ReviewScreen.Heading) throws {
    let screen = ReviewScreen(output: output)
    let card = TouchCard(for: touch, try session.recollection(), today: session.clock.today)
    output.line()
    let article = touch.isAnswer ? "an answer" : "a \(touch.channel.word)"
    for line in screen.title("\(touch.contact.name): \(article)", heading) {
      output.line(line, style: .bold)
    }
    if let place = card.place { output.line("   \(place)") }
    if !card.rows.contains(where: { $0.label.hasPrefix(touch.reason) }) {
      output.line("   \(touch.reason)")
    }
    for row in card.rows {
      let column = min(26, Terminal.width / 3)
      let label = row.label.isEmpty ? "" : Columns.padded(row.label, to: column) + "  "
      let room = min(76, Terminal.width - 2) - 3 - Columns.width(label)
      for (index, line) in Columns.wrapped(row.text, to: room).enumerated() {
        let margin = index == 0 ? label : String(repeating: " ", count: Columns.width(label))
        output.line(Columns.trimmed("   \(margin)\(line)"))
      }
    }
  }

  /// A letter that is still to be written.
  private mutating func write(
    _ touch: PlannedTouch,
    _ heading: ReviewScreen.Heading
  ) throws -> Meeting {
    guard
      let key = prompt.key(" Enter write it   l later   s not this month   q stop", among: "\nlsq")
    else { return .stop }
    if let meeting = try putOff(key, touch) { return meeting }
    let drafter = try session.drafter()
    let draft: NewDraft
    do throws(DraftingError) {
      draft = try drafter.draft(for: [touch.contact])
    } catch {
      output.line(" No letter: \(error)", style: .warning)
      return .done
    }
    _ = try session.draftFolder.write(draft)
    return try finish(draft.path, heading, contact: touch.contact)
  }

  /// A draft, up to the key that leaves it.
  private mutating func finish(
    _ path: String,
    _ heading: ReviewScreen.Heading,
    contact: Contact? = nil
  ) throws -> Meeting {
    let ids = try? session.draftFolder.read(path).contacts
    switch try desk.visit(path, heading, hasSeenCard: contact != nil) {
    case .queued:
      guard let id = contact?.id ?? ids?.first else { return .done }
      return try remember(id)
    case .kept, .deleted, .gone: return .done
    case .undone(let path): return .undone(path: path)
    case .quit: return .stop
    }
  }

  private mutating func call(_ touch: PlannedTouch) throws -> Meeting {
    let words = " t talked   v left a message   o no answer   l later   s not this month   q stop"
    let start = Interruption.elapsed
    guard let key = prompt.key(words, among: "tvolsq") else { return .stop }
    if let meeting = try putOff(key, touch) { return meeting }
    switch key {
    case "t":
      try session.measure(.call, took: Interruption.elapsed - start)
      return try talked(.call, touch)
    case "v":
      try session.record(.call, with: [touch.contact], reached: false, text: "left a message")
    default: try session.record(.call, with: [touch.contact], reached: false, text: "no answer")
    }
    output.line(" Kept; \(touch.contact.name) stays in the plan.")
    return .done
  }

  private mutating func visit(_ touch: PlannedTouch) throws -> Meeting {
    let words = " v visited   k keep it for another day   s not this month   q stop"
    guard let key = prompt.key(words, among: "vksq") else { return .stop }
    if let meeting = try putOff(key, touch) { return meeting }
    return key == "v" ? try talked(.visit, touch) : .done
  }

  /// Text for another program, written in the editor like a letter.
  private mutating func message(_ touch: PlannedTouch) throws -> Meeting {
    let words = " Enter write it   l later   s not this month   q stop"
    guard let key = prompt.key(words, among: "\nlsq") else { return .stop }
    if let meeting = try putOff(key, touch) { return meeting }
    let start = Interruption.elapsed
    switch try desk.message(to: touch.contact) {
    case .refused(let reason):
      output.line(" No message: \(reason)", style: .warning)
      return .done
    case .unwritten:
      output.line(" A place is still to be written. What is there is kept.", style: .warning)
      return .later
    case .written(let text, let used):
      guard let isSent = askWhetherSent(text) else { return .stop }
      guard isSent else { return .done }
      try session.measure(.message, took: Interruption.elapsed - start)
      let meeting = try talked(.message, touch, used: used)
      try desk.forgetMessage(to: touch.contact)
      return meeting
    }
  }

  /// Shows a text to be copied; nil where the person stops.
  private func askWhetherSent(_ text: String) -> Bool? {
    output.line()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      output.line(String(line))
    }
    output.line(" -------- copy what stands above into your own program ----")
    let key = prompt.key(" t sent   n not sent   q stop", among: "tnq")
    return key == "t" ? true : key == "n" ? false : nil
  }

  /// What `l`, `s` and `q` say; nil for every other key.
  private func putOff(_ key: Character, _ touch: PlannedTouch) throws -> Meeting? {
    switch key {
    case "l": return .later
    case "s":
      let day = session.skipDay
      try session.snooze(touch.contact, until: day)
      output.line(" Not before \(day.words).")
      return .done
    case "q": return .stop
    default: return nil
    }
  }

  /// It happened: what is to be remembered goes into the history and the notes.
  private mutating func talked(
    _ kind: HistoryEntry.Kind,
    _ touch: PlannedTouch,
    used: Used = Used()
  ) throws -> Meeting {
    // It has happened, whatever becomes of the window from now on.
    let at = session.clock.now
    notebook.meeting = HourNotebook.Meeting(
      at: at,
      kind: kind.rawValue,
      contact: touch.contact.id,
      used: used
    )
    try notebook.save(session)
    output.line(" One line to remember (Enter: nothing)")
    let line = prompt.line(isFirst: true)
    let text = line.flatMap { $0.isEmpty ? nil : $0 }
    try session.record(kind, with: [touch.contact], at: at, text: text, used: used)
    notebook.meeting = nil
    try notebook.save(session)
    if let text { try note(text, for: touch.contact) }
    return line == nil ? .stop : .done
  }

  private mutating func remember(_ id: String) throws -> Meeting {
    guard let contact = try session.addressBook()[id] else { return .done }
    output.line(" Queued. One line to remember (Enter: nothing)")
    guard let line = prompt.line(isFirst: true) else { return .stop }
    if !line.isEmpty { try note(line, for: contact) }
    return .done
  }

  private mutating func note(_ text: String, for contact: Contact) throws {
    let isPromise =
      Self.soundsLikePromise(text) && prompt.yes(" A promise?", orElse: true) == true
    try session.addNote(text, promise: isPromise, to: contact.id)
    let name = contact.firstName ?? contact.name
    output.line(" Noted for \(name).\(isPromise ? " It stays in the plan until done." : "")")
    if isPromise {
      notebook.promises.append(HourNotebook.Promise(name: name, text: text))
    }
  }

  /// Whether it is worth asking.
  private static func soundsLikePromise(_ text: String) -> Bool {
    let words = text.lowercased()
    return [
      "promise", "i will", "i'll", "i’ll", "send her", "send him", "send them", "versprochen",
    ]
    .contains { words.contains($0) }
  }
}
