import Contacts
import Correspondence
import Outbox

extension Session {
  /// Who is due today, letters in drafts and outbox counted as touches.
  func plan() throws -> Plan {
    let book = try addressBook()
    return try planner().plan(for: book.contacts)
  }

  /// What plans the hour.
  func planner() throws -> Planner {
    let history = try historyAfterSending()
    for problem in history.problems { output.warning("\(problem)") }
    let drafts = try DraftFolder(workspace, fileSystem: files).all()
    let open = try outbox().open()
    let queued = open.flatMap { entry in
      if case .success(let file) = entry.file { file.facts.contacts } else { [String]() }
    }
    return Planner(
      settings: settings,
      history: history,
      pending: drafts.flatMap(\.contacts) + queued,
      today: clock.today,
      nextHour: configuration.hourRule?.next(after: clock.today)
    )
  }
}
