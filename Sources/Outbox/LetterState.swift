package import MailMessage

/// Where a letter stands, as its journal lines tell it one after the other.
package struct LetterState: Hashable, Sendable {
  /// The folders of the outbox.
  package enum Place: String, CaseIterable, Sendable {
    case queue, held, sent
  }

  /// Where the letter belongs; nil when it was given back as a draft.
  package private(set) var place: Place? = .queue
  /// The digest of the file that was approved; empty where the journal lost that line.
  package private(set) var sha256 = ""
  /// How often it was tried since it last came into the queue.
  package private(set) var attempts = 0
  /// Why it waits or is held, or what the server said when it took it.
  package private(set) var reason: String?
  /// Before this it is not tried again.
  package private(set) var nextAttempt: DateTime?
  /// When it was first tried since it last came into the queue: the retries are counted from here,
  /// since a letter may lie in the queue for long before anybody sends.
  private(set) var triedSince: DateTime?
  /// When it was approved.
  package private(set) var queuedAt: DateTime
  /// When the last thing happened to it.
  package private(set) var changedAt: DateTime
  /// Whether nobody knows if a server took it.
  package private(set) var isUnknown = false
  /// The boot under which the final dot was allowed, with no answer recorded since.
  private(set) var committedBoot: String?
  /// Whether the final dot left, with no answer recorded since.
  private(set) var isDotted = false

  /// How many lines of the journal tell of it.
  private(set) var lineCount = 0
  /// Which of the journal's lines is the last one about it, counted from 1.
  private(set) var lastLine = 0

  /// The state before a letter's first line.
  init(at moment: DateTime) {
    queuedAt = moment
    changedAt = moment
  }

  /// Takes the next line about the letter, the journal's so many-th; whether it was withdrawn before,
  /// nil where nothing was told of it.
  mutating func take(_ line: JournalLine, at number: Int) -> Bool? {
    let isWithdrawn = lineCount == 0 ? nil : place == nil
    apply(line)
    lineCount += 1
    lastLine = number
    return isWithdrawn
  }

  private mutating func apply(_ line: JournalLine) {
    changedAt = line.at
    switch line.event {
    case .queued(let sha256):
      let count = lineCount
      self = LetterState(at: line.at)
      lineCount = count
      self.sha256 = sha256
    case .attempt:
      attempts += 1
      triedSince = triedSince ?? line.at
    case .commit(let boot): committedBoot = boot
    case .dot: isDotted = true
    case .sent(let reply): settle(.sent, reply)
    case .retry(let next, let reason):
      settle(.queue, reason)
      nextAttempt = next
      if next.secondsSinceEpoch <= line.at.secondsSinceEpoch { forgetAttempt() }
    case .refused(let reply): settle(.held, reply)
    case .unknown(let reason):
      settle(.held, reason)
      isUnknown = true
    case .held(let reason): settle(.held, reason)
    case .released: enterQueue()
    case .resolved(let wasSent):
      if wasSent { settle(.sent, "it arrived, by the person's word") } else { enterQueue() }
    case .withdrawn: settle(nil, nil)
    case .adopted, .attempted, .placed: break
    }
  }

  /// What is tried again at once was never really tried: the letter did not get that far.
  private mutating func forgetAttempt() {
    attempts = max(0, attempts - 1)
    if attempts == 0 { triedSince = nil }
  }

  private mutating func enterQueue() {
    settle(.queue, nil)
    attempts = 0
    triedSince = nil
  }

  private mutating func settle(_ place: Place?, _ reason: String?) {
    self.place = place
    self.reason = reason
    nextAttempt = nil
    isUnknown = false
    committedBoot = nil
    isDotted = false
  }

  /// Whether the final dot was allowed, with no answer recorded since.
  var isCommitted: Bool { committedBoot != nil || isDotted }

  /// What a sender that finds the letter in the middle of a conversation makes of it.
  ///
  /// A mere kill (the same boot) before the dot cannot have sent it; after a power cut the disk may
  /// have lost the line that says that the dot left. Nil when there is nothing to settle.
  func settled(on machine: MachineIdentity, at now: DateTime) -> JournalEvent? {
    guard isCommitted else { return nil }
    if machine.isBoot(committedBoot), !isDotted {
      return .retry(next: now, reason: "interrupted before it was handed over")
    }
    return .unknown(reason: "interrupted while it was handed over")
  }
}
