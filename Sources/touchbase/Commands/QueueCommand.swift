import ArgumentParser
import Correspondence
import MailMessage
import Outbox

/// `touchbase queue`: the letters that were approved.
struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "The letters that were approved: waiting, held, and sent.",
    subcommands: [
      QueueList.self, QueueShow.self, QueueWithdraw.self, QueueHold.self, QueueRelease.self,
      QueueResolve.self, QueueVerify.self, QueueLog.self, QueueAdopt.self,
    ],
    defaultSubcommand: QueueList.self
  )
}

/// `touchbase queue list`.
struct QueueList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "What waits, what is held and why, and what was sent in the last 30 days."
  )

  @Flag(help: "Show every letter that was ever sent.")
  var all = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let outbox = try session.outbox()
    let since = all ? nil : session.clock.today.adding(days: -30)
    let entries = try outbox.open() + outbox.sent(since: since)
    if json.isWanted {
      return session.output.bytes(try JSONValue.array(entries.map(Self.json)).encoded())
    }
    for entry in entries {
      let words = Self.fitted(Self.remark(on: entry, session.clock))
      session.output.line(
        "\(entry.id)  \(Columns.padded(Self.word(for: entry), to: 7))  \(entry.row)"
      )
      if !words.isEmpty { session.output.line(Self.indent + words, style: .dim) }
    }
    if entries.isEmpty { session.output.line("Nothing was approved yet.") }
    if let next = Self.next(entries, session) { session.output.next(next) }
  }

  /// A remark as wide as the terminal has room for; who reads a pipe gets all of it.
  private static func fitted(_ remark: String) -> String {
    guard let columns = Terminal.columns else { return remark }
    return Columns.shortened(remark, to: max(columns - indent.count - 1, 20))
  }

  private static let indent = String(repeating: " ", count: 10)

  /// The first step that can be taken now: what an unknown outcome is settled by grows old.
  private static func next(_ entries: [QueueEntry], _ session: Session) -> String? {
    let queued = entries.filter { $0.place == .queue }
    if let unknown = entries.first(where: \.state.isUnknown) { return decision(unknown, session) }
    if queued.contains(where: { $0.isDue(at: session.clock.now) }) { return "touchbase send" }
    if let held = entries.first(where: { $0.place == .held }) { return decision(held, session) }
    guard let moment = queued.compactMap(\.dueAt).min() else { return nil }
    return "touchbase send    (any time after \(moment.inWords(today: session.clock.today)))"
  }

  /// What a person can say of a letter that waits for their word; nil for one that does not.
  static func decision(_ entry: QueueEntry, _ session: Session) -> String? {
    guard entry.place == .held else { return nil }
    if entry.state.isUnknown {
      let question = session.configuration.folders == nil ? "" : " | --ask-server"
      return "touchbase queue resolve \(entry.id) --sent | --again\(question)"
    }
    let withdraw = "touchbase queue withdraw \(entry.id)"
    if entry.path == nil { return withdraw }
    // A file that is not what was approved cannot be let go.
    return entry.letter == nil
      ? withdraw : "touchbase queue release \(entry.id)    (or: \(withdraw))"
  }

  /// Why the letter is where it is, or when its time comes.
  private static func remark(on entry: QueueEntry, _ clock: Clock) -> String {
    if entry.place == .sent { return "" }
    guard entry.place == .queue, let due = entry.dueAt, due > clock.now else {
      return entry.reason ?? ""
    }
    let moment = due.inWords(today: clock.today)
    return entry.reason.map { "next try \(moment): \($0)" } ?? "not before \(moment)"
  }

  static func word(for entry: QueueEntry) -> String {
    switch entry.place {
    case .queue: "queued"
    case .held: entry.state.isUnknown ? "unknown" : "held"
    case .sent: "sent"
    }
  }

  private static func json(_ entry: QueueEntry) -> JSONValue {
    let file = entry.letter
    return [
      "id": .string(entry.id),
      "state": .string(entry.place == .queue ? "queued" : entry.place.rawValue),
      "unknown": .bool(entry.state.isUnknown),
      "contact": .text(file?.facts.contacts.first),
      "to": .texts(file?.envelope.recipients.map(\.description) ?? []),
      "subject": .text(file?.facts.subject),
      "message_id": .text(file?.facts.messageID),
      "sha256": .string(entry.state.sha256),
      "attempts": .integer(entry.state.attempts),
      "reason": .text(entry.place == .sent ? nil : entry.reason),
      "next_attempt": .text(entry.state.nextAttempt?.iso8601),
      "not_before": .text(file?.facts.notBefore?.iso8601),
      "path": .text(entry.path.map { "outbox/\($0)" }),
    ]
  }
}

/// `touchbase queue show`.
struct QueueShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "One letter as it was approved."
  )

  @Argument(help: "The letter's id, or the beginning of it.")
  var id: String

  @Flag(help: "Exactly the bytes that go out.")
  var raw = false

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let entry = try session.outbox().entry(id)
    let file = try entry.file.get()
    if raw { return session.output.bytes(file.message) }
    let output = session.output
    let recipients = file.envelope.recipients.map(\.description).joined(separator: ", ")
    output.line("\(file.facts.subject)", style: .bold)
    output.line("  to        \(recipients)")
    output.line("  approved  \(entry.state.queuedAt.minute)")
    output.line("  state     \(QueueList.word(for: entry))")
    if let due = entry.dueAt, entry.place == .queue, due > session.clock.now {
      output.line("  leaves    not before \(due.inWords(today: session.clock.today))")
    }
    if let reason = entry.reason { output.line("  because   \(reason)") }
    output.line()
    output.line(Message(file.message).text ?? "")
    if let decision = QueueList.decision(entry, session) { output.next(decision) }
  }
}

/// `touchbase queue withdraw`.
struct QueueWithdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Take a letter back to the drafts."
  )

  @Argument(help: "The letters' ids, or the beginnings of them.")
  var ids: [String]

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    var hasDraft = false
    for id in ids {
      let entry = try session.outbox().entry(id)
      if let path = try session.withdraw(entry) {
        hasDraft = true
        session.output.line("\(entry.title) is a draft again: \(path)")
      } else {
        session.output.line("\(entry.title) is given up: its file is not in the outbox any more")
      }
    }
    if hasDraft { session.output.next("touchbase review") }
  }
}

/// `touchbase queue hold`.
struct QueueHold: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Put a waiting letter aside."
  )

  @Argument(help: "The letters' ids, or the beginnings of them.")
  var ids: [String]

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    for id in ids {
      let entry = try session.outbox().entry(id)
      var outbox = try session.openOutbox("queue hold")
      try outbox.hold(entry.id, reason: "put aside by hand", at: session.clock.now)
      session.output.line("\(entry.title) is held.")
    }
    session.output.next("touchbase queue release \(ids.joined(separator: " "))")
  }
}

/// `touchbase queue release`.
struct QueueRelease: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Put a held letter back into the queue."
  )

  @Argument(help: "The letters' ids, or the beginnings of them.")
  var ids: [String]

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    for id in ids {
      let entry = try session.outbox().entry(id)
      var outbox = try session.openOutbox("queue release")
      try outbox.release(entry.id, at: session.clock.now)
      session.output.line("\(entry.title) is in the queue again.")
    }
    session.output.next("touchbase send")
  }
}

/// `touchbase queue resolve`.
struct QueueResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Say what became of held letters whose outcome nobody knows.",
    // Else all three flags stand there as if they went together.
    usage: """
      touchbase queue resolve <ids> ... (--sent | --again) [-C <dir>]
      touchbase queue resolve [<ids> ...] --ask-server [--trace] [-C <dir>]
      """
  )

  /// The person's word, or whose word is to be asked for.
  enum Word: String, EnumerableFlag {
    case sent, again, askServer

    static func help(for value: Word) -> ArgumentHelp? {
      switch value {
      case .sent: "It arrived: never send it again."
      case .again: "Send it again, with the same Message-ID."
      case .askServer: "Look into the account's own Sent folder (imap in touchbase.yaml)."
      }
    }
  }

  @Argument(
    help: "The letters' ids, or the beginnings of them; with --ask-server none for all."
  )
  var ids: [String] = []

  /// Checked by ourselves, since ArgumentParser's help on a missing one shows the first alone.
  @Flag var word: Word?

  @Flag(help: "Show the dialogue with the server, without passwords.")
  var trace = false

  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if word == nil {
      throw ValidationError("Missing one of: '--sent', '--again', '--ask-server'")
    }
    if ids.isEmpty, word != .askServer {
      throw ValidationError("Missing expected argument '<ids> ...'")
    }
  }

  func run() throws {
    let session = try Session(workspace)
    if word == .askServer { return try askServer(session) }
    for id in ids {
      let entry = try session.outbox().entry(id)
      var outbox = try session.openOutbox("queue resolve")
      try outbox.resolve(entry.id, wasSent: word == .sent, at: session.clock.now)
      let end = word == .sent ? "counts as sent" : "is in the queue again"
      session.output.line("\(entry.title) \(end).")
    }
    if word == .again { session.output.next("touchbase send") }
  }

  private func askServer(_ session: Session) throws {
    // First what a crash left is put in order.
    _ = try session.openOutbox("queue resolve")
    let outbox = try session.outbox()
    let entries =
      try ids.isEmpty ? outbox.open().filter(\.state.isUnknown) : ids.map { try outbox.entry($0) }
    if entries.isEmpty { return session.output.line("There is no letter of unknown outcome.") }
    for entry in entries where !entry.state.isUnknown {
      throw OutboxError.wrongPlace(id: entry.id, place: entry.place)
    }
    try ServerInquiry(session: session, isTracing: trace).run(entries)
  }
}

/// `touchbase queue adopt`.
struct QueueAdopt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Make a queue that was restored or copied this machine's own.",
    discussion: """
      What was just being sent from it, and what stands among the sent letters as well, is held until \
      you say what became of it. All else that waits is sent: see 'touchbase queue list' first.
      """
  )

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    try session.outbox().adopt(for: "touchbase queue adopt", at: session.clock.now)
    session.output.line("The queue is this machine's own now.")
    session.output.next("touchbase queue list")
  }
}
