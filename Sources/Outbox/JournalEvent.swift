package import MailMessage

/// What can happen to a letter.
package enum JournalEvent: Hashable, Sendable {
  /// Approved; the file with this digest is in the queue.
  case queued(sha256: String)
  /// A conversation about the letter begins; a crash here leaves it queued.
  case attempt
  /// The final dot may leave from now on: without an answer the outcome is unknown, but for a mere
  /// kill before the dot under the same boot.
  case commit(boot: String)
  /// The final dot leaves.
  case dot
  /// Accepted, with the server's words.
  case sent(reply: String)
  /// Not now, with the reason; tried again at that moment.
  case retry(next: DateTime, reason: String)
  /// Refused for good, with the server's words.
  case refused(reply: String)
  /// Nobody knows whether it was accepted.
  case unknown(reason: String)
  /// Put aside by the person, or because the file is not what was approved.
  case held(reason: String)
  /// Back into the queue, by the person's word.
  case released
  /// Given back as a draft.
  case withdrawn

  /// The word of the journal, and what follows it.
  var words: (word: String, detail: String) {
    switch self {
    case .queued(let sha256): ("QUEUED", sha256)
    case .attempt: ("ATTEMPT", "")
    case .commit(let boot): ("COMMIT", Self.word(boot))
    case .dot: ("DOT", "")
    case .sent(let reply): ("SENT", Self.line(reply))
    case .retry(let next, let reason): ("RETRY", "\(next.iso8601) \(Self.line(reason))")
    case .refused(let reply): ("REFUSED", Self.line(reply))
    case .unknown(let reason): ("UNKNOWN", Self.line(reason))
    case .held(let reason): ("HELD", Self.line(reason))
    case .released: ("RELEASED", "")
    case .withdrawn: ("WITHDRAWN", "")
    }
  }

  /// Reads what `words` gives; nil for a word that is not known.
  init?(word: some StringProtocol, detail: some StringProtocol) {
    let text = String(detail)
    switch word {
    case "QUEUED": self = .queued(sha256: text)
    case "ATTEMPT": self = .attempt
    case "COMMIT": self = .commit(boot: text)
    case "DOT": self = .dot
    case "SENT": self = .sent(reply: text)
    case "RETRY":
      let parts = text.split(separator: " ", maxSplits: 1)
      guard let next = parts.first.flatMap({ DateTime(iso8601: $0) }) else { return nil }
      self = .retry(next: next, reason: parts.count == 2 ? String(parts[1]) : "")
    case "REFUSED": self = .refused(reply: text)
    case "UNKNOWN": self = .unknown(reason: text)
    case "HELD": self = .held(reason: text)
    case "RELEASED": self = .released
    case "WITHDRAWN": self = .withdrawn
    default: return nil
    }
  }

  /// Somebody else's words on one line, without control characters, at most 500 characters.
  private static func line(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(500).map { scalar in
      scalar.properties.generalCategory == .control ? " " : String(scalar)
    }
    return scalars.joined()
  }

  private static func word(_ text: String) -> String {
    String(line(text).filter { $0 != " " })
  }
}
