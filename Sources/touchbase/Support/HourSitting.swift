import Contacts
import Correspondence
import MailMessage

/// One hour of the ritual: opening, agenda, person by person, end.
struct HourSitting {
  let session: Session
  let prompt: Prompt
  var desk: DraftDesk
  var notebook: HourNotebook

  /// Whether the sitting goes on.
  enum Course {
    case on
    /// The person stops for now, or is gone.
    case stop
  }

  init(session: Session, editor: Editor, minutes: Int?) throws {
    self.session = session
    prompt = Prompt(output: session.output)
    desk = DraftDesk(session: session, editor: editor)
    let now = session.clock.now
    let length = minutes ?? session.settings.hourMinutes
    let last = try HourNotebook.last(session)
    let begun = minutes == nil && last?.isOpen(at: now) == true ? last : nil
    notebook = begun ?? HourNotebook(began: now, minutes: length)
    // What happened in an hour has happened, however long ago that hour is over.
    notebook.meeting = last?.meeting
  }

  var output: Output { session.output }
  var minutesLeft: Int { notebook.minutesLeft(at: session.clock.now) }

  mutating func run() throws {
    try recordInterruptedMeeting()
    guard case .on = try open() else { return pause() }
    var agenda = try HourAgenda(session, notebook)
    guard !agenda.items.isEmpty else { return try end(agenda) }
    guard case .on = try begin(&agenda) else { return pause() }
    guard case .on = try meet(agenda.items) else { return pause() }
    try end(try HourAgenda(session, notebook))
  }

  /// Puts a call into the history after which the window was closed before it was there.
  private mutating func recordInterruptedMeeting() throws {
    guard let meeting = notebook.meeting else { return }
    let at = meeting.at ?? session.clock.now
    let kind = HistoryEntry.Kind(rawValue: meeting.kind)
    if let kind, let contact = try session.addressBook()[meeting.contact] {
      let known = try session.historyAfterSending().entries(with: contact.id)
      if !known.contains(where: { $0.kind == kind && $0.at == at }) {
        try session.record(kind, with: [contact], at: at, used: Used(parsing: meeting.used))
      }
      if at >= notebook.began { notebook.passed.insert(contact.id) }
      output.line("Kept from before: \(meeting.kind), \(contact.name).")
    }
    notebook.meeting = nil
    try notebook.save(session)
  }

  private func pause() {
    output.line()
    output.line("Kept as it is.")
    output.next("touchbase hour    (goes on from here)")
  }

  /// Who fits into the hour, and the keys to begin.
  private mutating func begin(_ agenda: inout HourAgenda) throws -> Course {
    output.line()
    output.line("Agenda: \(agenda.words).")
    while true {
      let meets = agenda.count(.call) + agenda.count(.visit) > 0
      let words =
        "Enter begin   p change the plan\(meets ? "   s sheet to take along" : "")   q later"
      guard let key = prompt.key(words, among: meets ? "\npsq" : "\npq") else { return .stop }
      switch key {
      case "p":
        guard case .on = try change(&agenda) else { return .stop }
      case "s":
        let sheet = PlanSheet(
          plan: agenda.plan,
          recollection: try session.recollection(),
          session: session
        )
        sheet.show(agenda.plan.thisHour)
      case "q": return .stop
      default: return .on
      }
    }
  }

  /// Goes from person to person until nobody is left, or until the person stops.
  private mutating func meet(_ items: [HourAgenda.Item]) throws -> Course {
    var waiting = items
    var postponed: Set<String> = []
    var number = 0
    while !waiting.isEmpty {
      guard try stillHasTime(waiting.count) else { return .on }
      let item = waiting.removeFirst()
      number += 1
      let heading = ReviewScreen.Heading(
        number: min(number, items.count),
        count: items.count,
        minutesLeft: max(0, minutesLeft)
      )
      switch try meet(item, heading) {
      case .done:
        notebook.passed.formUnion(item.contacts)
        try notebook.save(session)
      case .later:
        number -= 1
        // Once: whoever is put off twice waits for the next hour.
        if postponed.insert(item.key).inserted { waiting.append(item) }
      case .undone(let path):
        // What was taken back comes first, and then whoever was at hand.
        number -= 1
        waiting.insert(item, at: 0)
        waiting.insert(HourAgenda.Item(draft: try session.draftFolder.read(path)), at: 0)
      case .stop: return .stop
      }
    }
    return .on
  }

  /// Asks once whether to go on when the time is up.
  private mutating func stillHasTime(_ count: Int) throws -> Bool {
    guard minutesLeft <= 0, !notebook.goesOn else { return true }
    let others = count == 1 ? "1 person is" : "\(count) people are"
    output.line()
    guard prompt.yes("The hour is over; \(others) left. Go on?", orElse: false) == true else {
      return false
    }
    notebook.goesOn = true
    try notebook.save(session)
    return true
  }

  /// How a meeting ends.
  enum Meeting {
    case done
    case later
    case undone(path: String)
    case stop
  }
}
