package import MailMessage

/// Where a letter stands, as its journal lines tell it one after the other.
package struct LetterState: Hashable, Sendable {
  /// The folders of the outbox.
  package enum Place: String, CaseIterable, Sendable {
    case queue, held, sent
  }

  /// Where the letter belongs; nil when it was given back as a draft.
  package private(set) var place: Place? = .queue
  /// The digest of the file that was approved.
  package private(set) var sha256: String
  /// How often a conversation about it was begun.
  package private(set) var attempts = 0
  /// Why it waits or is held, or what the server said when it took it.
  package private(set) var reason: String?
  /// Before this it is not tried again.
  package private(set) var nextAttempt: DateTime?
  /// When it was approved.
  package let queuedAt: DateTime
  /// When the last thing happened to it.
  package private(set) var changedAt: DateTime
  /// Whether nobody knows if a server took it.
  package private(set) var isUnknown = false
  /// The boot under which the final dot was allowed, with no answer recorded since.
  private(set) var committedBoot: String?
  /// Whether the final dot left, with no answer recorded since.
  private(set) var isDotted = false

  /// The state after a letter's first line.
  init?(first line: JournalLine) {
    guard case .queued(let sha256) = line.event else { return nil }
    self.sha256 = sha256
    queuedAt = line.at
    changedAt = line.at
  }

  mutating func apply(_ line: JournalLine) {
    changedAt = line.at
    switch line.event {
    case .queued(let sha256):
      self = LetterState(first: line) ?? self
      self.sha256 = sha256
    case .attempt: attempts += 1
    case .commit(let boot): committedBoot = boot
    case .dot: isDotted = true
    case .sent(let reply): settle(.sent, reply)
    case .retry(let next, let reason):
      settle(.queue, reason)
      nextAttempt = next
    case .refused(let reply): settle(.held, reply)
    case .unknown(let reason):
      settle(.held, reason)
      isUnknown = true
    case .held(let reason): settle(.held, reason)
    case .released: settle(.queue, nil)
    case .withdrawn: settle(nil, nil)
    }
  }

  private mutating func settle(_ place: Place?, _ reason: String?) {
    self.place = place
    self.reason = reason
    nextAttempt = nil
    isUnknown = false
    committedBoot = nil
    isDotted = false
  }

  /// What a sender that finds the letter in the middle of a conversation makes of it.
  ///
  /// A mere kill (the same boot) before the dot cannot have sent it; after a power cut the disk may
  /// have lost the line that says that the dot left.
  func settled(boot: String, at now: DateTime) -> JournalEvent? {
    guard let committedBoot else { return nil }
    if committedBoot == boot, !isDotted {
      return .retry(next: now, reason: "interrupted before it was handed over")
    }
    return .unknown(reason: "interrupted while it was handed over")
  }
}
