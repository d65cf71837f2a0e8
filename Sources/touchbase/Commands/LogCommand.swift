import ArgumentParser
import Contacts
import Correspondence
import MailMessage

/// `touchbase log`: what happened elsewhere.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Keep what happened elsewhere: a call, a visit, an answer.",
    discussion: """
      For example: touchbase log call jean the knee is fine

      A call that nobody answered and a message that was left are remembered, and are no touch. \
      'touchbase log undo' takes the last line back.
      """,
    subcommands: [LogEntry.self, LogUndo.self],
    defaultSubcommand: LogEntry.self
  )
}

/// `touchbase log KIND NAME text`.
struct LogEntry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entry",
    abstract: "Keep one thing that happened.",
    shouldDisplay: false
  )

  /// What can happen elsewhere.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case call, visit, letter, reply, message

    var kind: HistoryEntry.Kind {
      switch self {
      case .call: .call
      case .visit: .visit
      case .letter: .letter
      case .reply: .reply
      case .message: .message
      }
    }
  }

  @Argument(help: "call, visit, letter, reply or message.")
  var kind: Kind

  @Argument(help: "Id, name, e-mail, or an unambiguous part; ada+joon for two at once.")
  var name: String

  @Argument(help: "One line about it; no quotes needed.")
  var text: [String] = []

  @Option(help: "When it was, if not today: 2026-11-20.")
  var date: String?

  @Flag(help: "Nobody answered the call.")
  var noAnswer = false

  @Flag(help: "A message was left.")
  var leftMessage = false

  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if (noAnswer || leftMessage) && kind != .call {
      throw ValidationError("--no-answer and --left-message are said of a call")
    }
  }

  func run() throws {
    let session = try Session(workspace)
    let book = try session.addressBook()
    let people = try name.split(separator: "+").map { try session.contact(String($0), in: book) }
    let words = PlainText.singleLine(text.joined(separator: " "))
    let outcome = noAnswer ? "no answer" : leftMessage ? "left a message" : ""
    let line = [outcome, words].filter { !$0.isEmpty }.joined(separator: ": ")
    try session.record(
      kind.kind,
      with: people,
      reached: outcome.isEmpty,
      at: try moment(session),
      text: line.isEmpty ? nil : line
    )
    let ending = outcome.isEmpty ? "" : " They stay in the plan."
    let names = people.map(\.name).joined(separator: " and ")
    session.output.line("Kept: \(kind.rawValue), \(names).\(ending)")
  }

  /// Noon of the day that was named.
  private func moment(_ session: Session) throws -> DateTime? {
    guard let date else { return nil }
    guard let day = CalendarDay(iso8601: date), let noon = DateTime(iso8601: "\(day)T12:00:00Z")
    else {
      throw CommandFailure(.usage, "'\(date)' is no day", hints: ["write it as 2026-11-20"])
    }
    guard day <= session.clock.today else {
      throw CommandFailure(.usage, "\(day) is still to come", hints: ["log what has happened"])
    }
    return noon
  }
}

/// `touchbase log undo`.
struct LogUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take the last thing back that was logged."
  )

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let file = HistoryFile(session.workspace, fileSystem: session.files)
    // A letter that was sent has a Message-ID, and is sent.
    guard let last = try file.load().lastLogged else {
      session.output.line("Nothing was logged.")
      throw ExitStatus.attention
    }
    try file.undo(last, at: session.clock.now)
    let book = try session.addressBook()
    let names = last.contacts.map { book[$0]?.name ?? $0 }.joined(separator: " and ")
    let text = last.text.map { ": \($0)" } ?? ""
    session.output.line(
      "Taken back: \(last.kind.rawValue), \(names), \(CalendarDay(last.at))\(text)"
    )
  }
}
