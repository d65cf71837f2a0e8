import Contacts
import Correspondence
import DurableFiles
import Outbox

extension Session {
  /// Who is due today, letters in drafts and outbox counted as touches.
  func plan() throws -> Plan {
    let book = try addressBook()
    return try planner().plan(for: book.contacts)
  }

  /// How long letters and calls took so far.
  func measuredTimes() throws -> MeasuredTimes {
    guard try files.exists(timesPath) else { return MeasuredTimes() }
    return MeasuredTimes(bytes: try files.readFile(timesPath, limit: 1 << 20))
  }

  /// Remembers how long a letter or a call took, for the plans to come.
  func measure(_ channel: Channel, took time: Duration) throws {
    let bytes = try files.exists(timesPath) ? try files.readFile(timesPath, limit: 1 << 20) : []
    let seconds = Int(time.components.seconds)
    let day = clock.today
    guard let new = MeasuredTimes.bytes(bytes, adding: seconds, for: channel, on: day) else {
      return
    }
    try files.makeDirectory(workspace.cache)
    try files.replaceFile(timesPath, with: new)
  }

  private var timesPath: String { workspace.cache + "/times" }

  /// What plans the hour.
  func planner() throws -> Planner {
    let history = try historyAfterSending()
    for problem in history.problems { output.warning("\(problem)") }
    let drafts = try DraftFolder(workspace, fileSystem: files).all()
    let open = try outbox().open()
    let queued = open.flatMap { entry in
      if case .success(let file) = entry.file { file.facts.contacts } else { [String]() }
    }
    let hours = configuration.hourRule?.hours(around: clock.today)
    var planner = Planner(
      settings: settings,
      history: history,
      pending: drafts.flatMap(\.contacts) + queued,
      today: clock.today,
      day: hours?.this,
      nextHour: hours?.next
    )
    planner.minutes = Planner.Minutes(try measuredTimes())
    return planner
  }
}
