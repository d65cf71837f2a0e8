import ArgumentParser
import MailMessage
import Outbox

/// `touchbase queue log`.
struct QueueLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "What happened to a letter, or to all of them in the last 30 days."
  )

  @Argument(help: "The letter's id, or the beginning of it; none for all letters.")
  var id: String?

  @Flag(help: "Not only the last 30 days.")
  var all = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let outbox = try session.outbox()
    let lines =
      if let id {
        try outbox.log(id)
      } else {
        try outbox.log(since: all ? nil : session.clock.today.adding(days: -30))
      }
    if json.isWanted {
      return session.output.bytes(try JSONValue.array(lines.map(Self.json)).encoded())
    }
    if lines.isEmpty { return session.output.line("Nothing happened yet.") }
    if id != nil, let title = lines.first.map({ $0.id }) {
      session.output.line(try outbox.entry(title).title, style: .bold)
    }
    for line in lines {
      let letter = id == nil ? "  \(Columns.padded(line.id, to: 8))" : ""
      session.output.line("  \(line.at.minute)\(letter)  \(line.event.sentence)")
    }
  }

  private static func json(_ line: JournalLine) -> JSONValue {
    let (word, detail) = line.event.words
    return [
      "at": .string(line.at.iso8601), "id": .string(line.id),
      "event": .string(word.lowercased()), "detail": .text(detail.isEmpty ? nil : detail),
    ]
  }
}

extension JournalEvent {
  /// What happened, for people.
  fileprivate var sentence: String {
    switch self {
    case .queued(let sha256): sha256.isEmpty ? "its file was gone" : "approved"
    case .attempt: "handed to the mail server"
    case .commit: "allowed to leave"
    case .dot: "its last line left"
    case .sent(let reply): "accepted: \(reply)"
    case .retry(let next, let reason): "waits until \(next.minute): \(reason)"
    case .refused(let reply): "refused, held: \(reply)"
    case .unknown(let reason): "outcome unknown, held: \(reason)"
    case .held(let reason): "held: \(reason)"
    case .released: "released into the queue"
    case .resolved(let wasSent):
      wasSent ? "counts as sent, by your word" : "in the queue again, by your word"
    case .withdrawn: "given back as a draft"
    case .adopted: "the queue was taken over by another machine"
    case .attempted(let count): "\(count) archived attempts"
    case .placed: "the journal is a new file"
    }
  }
}

extension DateTime {
  /// `2026-11-23 09:00`, by the clock of whoever looks.
  var minute: String {
    let text = here.iso8601.prefix(16)
    return "\(text.prefix(10)) \(text.suffix(5))"
  }
}
