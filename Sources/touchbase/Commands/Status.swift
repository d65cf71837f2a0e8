import ArgumentParser
import Contacts
import Correspondence
import MailMessage
import Outbox

/// Bare `touchbase`: where things stand, and the next step.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Where things stand, and the next step.",
    shouldDisplay: false
  )

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let output = session.output
    let book = try session.addressBook()
    let plan = try session.planner().plan(for: book.contacts)
    let (drafts, reviewer) = try session.draftsAndReviewer(of: book)
    let reviews = reviewer.review(drafts)
    let open = try session.outbox().open()
    let people = book.contacts.count == 1 ? "1 person" : "\(book.contacts.count) people"
    output.line(
      "\(session.clock.today.withWeekday). \(people), \(plan.thisHour.count) planned for this hour."
    )
    let ready = reviews.count { $0.isReady() }
    if !reviews.isEmpty {
      output.line("  drafts    \(reviews.count - ready) to finish, \(ready) ready to read")
    }
    let queued = open.count { $0.place == .queue }
    let held = open.filter { $0.place == .held }
    if !open.isEmpty { output.line("  outbox    \(outbox(queued: queued, held: held))") }
    if let answers = Self.answers(plan, session) { output.line("  answers   \(answers)") }
    let letters = plan.thisHour.count { $0.channel == .email }
    let waiting = step(open, at: session.clock.now)
    output.next(
      next(people: book.contacts.count, drafts: reviews.count, waiting: waiting, letters: letters)
    )
  }

  /// What the letters of the outbox wait for; nil where it is nothing but time.
  private func step(_ open: [QueueEntry], at now: DateTime) -> String? {
    if open.contains(where: { $0.place == .queue && $0.isDue(at: now) }) { return "touchbase send" }
    if open.contains(where: { $0.place == .held }) { return "touchbase queue list" }
    return nil
  }

  /// `you owe Ada Park one since 12 November`; nil where nobody waits for one.
  private static func answers(_ plan: Plan, _ session: Session) -> String? {
    let owed = plan.touches.filter { $0.cause == .answer }
    guard let first = owed.first else { return nil }
    let others = owed.count == 1 ? "" : ", and \(owed.count - 1) other\(owed.count == 2 ? "" : "s")"
    return "you owe \(first.contact.name) one since \(first.due.words)\(others)"
  }

  private func outbox(queued: Int, held: [QueueEntry]) -> String {
    var words = "\(queued) approved, waiting to be sent"
    if let first = held.first {
      let reason = Columns.shortened(first.reason ?? "", to: 40)
      words += "; \(held.count) held (\(first.letter?.facts.contacts.first ?? first.id): \(reason))"
    }
    return words
  }

  /// The first step of the way that has something to do.
  private func next(people: Int, drafts: Int, waiting: String?, letters: Int) -> String {
    if people == 0 { return "touchbase import FILE" }
    if drafts > 0 { return "touchbase review" }
    if let waiting { return waiting }
    return letters > 0 ? "touchbase draft" : "touchbase plan --all"
  }
}
