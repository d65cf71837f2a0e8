import Correspondence
import MailMessage
import Outbox

/// What `send` shows: the list before, a line a letter, the sum at the end.
struct SendScreen {
  let session: Session
  let isJSON: Bool

  private var output: Output { session.output }

  /// Why there is nothing to send; letters that are to be tried again end with their status.
  func showNothing() throws {
    let rest = try session.lettersThatStay()
    if isJSON {
      output.bytes(try Self.json(DeliveryReport(), rest).encoded())
    } else {
      let held = rest.held > 0 ? " \(rest.held) held." : ""
      output.line((nothingIsDue(rest) ?? "Nothing waits to be sent.") + held)
      if rest.held > 0 { output.next("touchbase queue list") } else { showNextTry(rest) }
    }
    if rest.isToBeTriedAgain { throw ExitStatus.tryAgain }
  }

  private func nothingIsDue(_ rest: LettersThatStay) -> String? {
    guard let moment = rest.earliest?.inWords(today: session.clock.today) else { return nil }
    let count = rest.waiting.count
    let words = count == 1 ? "1 letter waits until" : "\(count) letters wait, the first until"
    return "Nothing is due yet; \(words) \(moment)."
  }

  private func showNextTry(_ rest: LettersThatStay) {
    guard let moment = rest.earliest?.inWords(today: session.clock.today) else { return }
    output.next("touchbase send    (any time after \(moment); nothing is lost meanwhile)")
  }

  func showDryRun(_ entries: [WaitingLetter]) throws {
    if isJSON {
      let letters = entries.map { entry -> JSONValue in
        ["id": .string(entry.id), "outcome": "dry-run", "reply": nil]
      }
      return output.bytes(
        try JSONValue.object([
          "sent": 0, "deferred": 0, "held": 0, "unknown": 0, "letters": .array(letters),
        ]).encoded()
      )
    }
    list(entries)
    output.line("Nothing was sent: this was a dry run.")
    output.next("touchbase send")
  }

  /// Lists the letters and asks once; only a typed `y` sends.
  func confirm(_ entries: [WaitingLetter]) -> Bool {
    list(entries)
    let count = entries.count == 1 ? "this one" : "these \(entries.count)"
    while true {
      output.part("Send \(count)? [y = yes, N = not now, 1-\(entries.count) = read one again]  ")
      Terminal.flushInput()
      let answer = (readLine() ?? "").split(separator: " ").joined()
      if let number = Int(answer), entries.indices.contains(number - 1) {
        read(entries[number - 1])
        continue
      }
      return answer == "y" || answer == "yes"
    }
  }

  /// Letters as the server answered them.
  func show(_ letters: [(entry: QueueEntry, letter: DeliveryReport.Letter)]) {
    guard !isJSON else { return }
    output.lines(
      letters.map { entry, letter in
        "  \(Columns.padded(entry.recipients, to: 30))  \(Self.words(letter))"
      }
    )
  }

  private static func words(_ letter: DeliveryReport.Letter) -> String {
    switch letter.outcome {
    case .sent: "accepted"
    case .deferred: "asked to try later: \(letter.reply)"
    case .held: "held: \(letter.reply)"
    case .unknown: "outcome unknown, held: \(letter.reply)"
    }
  }

  /// Until when a run that goes on waits, and why.
  func showWait(until moment: DateTime, because failure: TransportFailure?) {
    if let failure { output.remark(failure.words, style: .warning) }
    output.remark("Waiting until \(moment.inWords(today: session.clock.today)); Ctrl-C stops.")
  }

  /// What became of all letters, and the next step.
  func showSum(_ report: DeliveryReport, _ copies: SentCopySaver.Outcome) throws {
    let rest = try session.lettersThatStay(apartFrom: report)
    guard !isJSON else { return output.bytes(try Self.json(report, rest, copies).encoded()) }
    output.line(Self.sum(report, rest))
    showCopies(copies)
    nextStep(report, rest)
  }

  /// How many copies the account's Sent folder got, and why it did not get the others.
  func showCopies(_ copies: SentCopySaver.Outcome) {
    let count = { $0 == 1 ? "1 copy" : "\($0) copies" }
    if copies.saved > 0, !isJSON {
      output.line("\(count(copies.saved)) saved in '\(copies.folder)'.")
    }
    if copies.left > 0 {
      let reason = copies.trouble.map { ": \($0)" } ?? ""
      output.warning("\(count(copies.left)) not saved yet\(reason); tried again at the next send")
    }
  }

  /// Ends with the status that a script learns.
  func end(_ report: DeliveryReport) throws {
    if let failure = report.failure {
      throw CommandFailure(failure)
    }
    if report.count(.held) + report.count(.unknown) > 0 { throw ExitStatus.attention }
    if report.count(.deferred) > 0 || report.wasStopped { throw ExitStatus.tryAgain }
    if try session.lettersThatStay().isToBeTriedAgain { throw ExitStatus.tryAgain }
  }

  private func nextStep(_ report: DeliveryReport, _ rest: LettersThatStay) {
    if report.count(.held) + report.count(.unknown) > 0 {
      output.next("touchbase queue list    (the held ones wait for you)")
    } else if report.wasStopped {
      output.next("touchbase send    (goes on where it stopped)")
    } else if report.failure == nil {
      showNextTry(rest)
    }
  }

  private static func sum(_ report: DeliveryReport, _ rest: LettersThatStay) -> String {
    let parts = [
      ("accepted", report.count(.sent)),
      ("waiting", report.count(.deferred) + rest.waiting.count),
      ("held", report.count(.held)), ("unknown", report.count(.unknown)),
    ].compactMap { word, count in
      count == 0 && word != "accepted" ? nil : "\(count) \(word)"
    }
    return parts.joined(separator: ", ") + ". No letter left twice."
  }

  private func list(_ entries: [WaitingLetter]) {
    let me = session.settings.me.mailbox
    let noun = entries.count == 1 ? "1 letter" : "\(entries.count) letters"
    output.line("\(noun) from \(me):")
    for (number, entry) in entries.enumerated() {
      let place = Columns.padded(entry.recipients, to: 30)
      output.line("  \(String(number + 1).leftPadded(to: 3))  \(place)  \(entry.subject)")
    }
  }

  private func read(_ letter: WaitingLetter) {
    do {
      let entry = try session.outbox().entry(letter.id)
      guard let file = entry.letter else { return output.line(entry.reason ?? "") }
      output.line()
      output.line(Message(file.message).text ?? "")
    } catch {
      output.line("\(error)")
    }
  }

  private static func json(
    _ report: DeliveryReport,
    _ rest: LettersThatStay,
    _ copies: SentCopySaver.Outcome = SentCopySaver.Outcome()
  ) -> JSONValue {
    [
      "copies_saved": .integer(copies.saved),
      "copies_left": .integer(copies.left),
      "sent": .integer(report.count(.sent)),
      "deferred": .integer(report.count(.deferred) + rest.waiting.count),
      "held": .integer(report.count(.held)),
      "unknown": .integer(report.count(.unknown)),
      "letters": .array(
        report.letters.map { letter in
          [
            "id": .string(letter.id), "outcome": .string(letter.outcome.rawValue),
            "reply": .string(letter.reply),
          ]
        } + rest.waiting.map(json)
      ),
    ]
  }

  private static func json(_ waiting: LettersThatStay.Waiting) -> JSONValue {
    ["id": .string(waiting.id), "outcome": "deferred", "reply": .text(waiting.reason)]
  }
}

/// What a run leaves where it is, since nothing of it is due.
struct LettersThatStay {
  /// A letter of the queue whose moment is still to come.
  struct Waiting {
    let id: String
    /// What the server said when it was tried; nil where it never was.
    let reason: String?
  }

  /// Those that no report tells of.
  fileprivate(set) var waiting: [Waiting] = []
  /// The first moment of all that wait, told of or not; nil where none waits.
  fileprivate(set) var earliest: DateTime?
  fileprivate(set) var held = 0

  /// Whether any of them was tried, and failed for now; that one waits for its own moment is no
  /// trouble of anybody's.
  fileprivate(set) var isToBeTriedAgain = false
}

extension Session {
  /// What is not due, apart from the letters that a report tells of.
  func lettersThatStay(
    apartFrom report: DeliveryReport = DeliveryReport()
  ) throws -> LettersThatStay {
    let told = Set(report.letters.map(\.id))
    var rest = LettersThatStay()
    try outbox().forEachOpen { entry in
      if entry.place == .held { rest.held += 1 }
      // A date that was set stands still, while the journal goes on with the run.
      let now = max(clock.now, entry.state.changedAt)
      guard entry.place == .queue, !entry.isDue(at: now), let due = entry.dueAt else { return }
      rest.earliest = rest.earliest.map { min($0, due) } ?? due
      if entry.state.attempts > 0 { rest.isToBeTriedAgain = true }
      if told.contains(entry.id) { return }
      rest.waiting.append(LettersThatStay.Waiting(id: entry.id, reason: entry.reason))
    }
    return rest
  }
}

extension String {
  /// The text behind blanks, so that numbers stand below one another.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

extension CommandFailure {
  /// Why no letter could be handed over: none is lost, all stay in the queue.
  init(_ failure: TransportFailure) {
    let kept = "every letter is still in the queue"
    switch failure {
    case .loginRefused(let words):
      self.init(.loginRefused, words, hints: ["check user and password_command; \(kept)"])
    case .notTrusted(let words):
      self.init(.unavailable, words, hints: ["check smtp: url, or name its ca_file; \(kept)"])
    case .unreachable(let words):
      self.init(.unavailable, words, hints: ["try again when the network is there; \(kept)"])
    case .overloaded(let words):
      self.init(.tryAgain, words, hints: ["try again later, with a slower 'pace'; \(kept)"])
    case .configuration(let words):
      self.init(.configuration, words, hints: [kept])
    }
  }
}
