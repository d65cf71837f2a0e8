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
  /// The final dot leaves, under this boot.
  case dot(boot: String)
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
  /// A held letter's fate by the person's word: it arrived, or it goes into the queue again.
  case resolved(wasSent: Bool)
  /// Given back as a draft.
  case withdrawn
  /// The whole queue, taken over by this machine; it is about no letter.
  case adopted(machine: String)
  /// So many letters, whose lines were archived since, were attempted up to that moment: what is left
  /// of them for the pace. It is about no letter.
  case attempted(count: Int)

  /// Which file the journal is, so that a copy of it is known as one. It is about no letter.
  case placed(file: String)

  /// The word of the journal, and what follows it.
  package var words: (word: String, detail: String) {
    switch self {
    case .queued(let sha256): ("QUEUED", sha256)
    case .attempt: ("ATTEMPT", "")
    case .commit(let boot): ("COMMIT", Self.word(boot))
    case .dot(let boot): ("DOT", Self.word(boot))
    case .sent(let reply): ("SENT", Self.line(reply))
    case .retry(let next, let reason): ("RETRY", "\(next.iso8601) \(Self.line(reason))")
    case .refused(let reply): ("REFUSED", Self.line(reply))
    case .unknown(let reason): ("UNKNOWN", Self.line(reason))
    case .held(let reason): ("HELD", Self.line(reason))
    case .released: ("RELEASED", "")
    case .resolved(let wasSent): ("RESOLVED", wasSent ? "sent" : "again")
    case .withdrawn: ("WITHDRAWN", "")
    case .adopted(let machine): ("ADOPTED", Self.word(machine))
    case .attempted(let count): ("ATTEMPTED", String(count))
    case .placed(let file): ("PLACED", Self.word(file))
    }
  }

  /// Reads what `words` gives; nil for a word that is not known.
  init?(word: String, detail text: String) {
    switch word {
    case "QUEUED": self = .queued(sha256: text)
    case "ATTEMPT": self = .attempt
    case "COMMIT": self = .commit(boot: text)
    case "DOT": self = .dot(boot: text)
    case "SENT": self = .sent(reply: text)
    case "RETRY":
      let space = text.utf8.firstIndex(of: UInt8(ascii: " ")) ?? text.endIndex
      guard let next = DateTime(iso8601: text[..<space]) else { return nil }
      self = .retry(next: next, reason: String(text.utf8[space...].dropFirst()) ?? "")
    case "REFUSED": self = .refused(reply: text)
    case "UNKNOWN": self = .unknown(reason: text)
    case "HELD": self = .held(reason: text)
    case "RELEASED": self = .released
    case "RESOLVED" where text == "sent" || text == "again":
      self = .resolved(wasSent: text == "sent")
    case "WITHDRAWN": self = .withdrawn
    case "PLACED": self = .placed(file: text)
    case "ADOPTED": self = .adopted(machine: text)
    case "ATTEMPTED":
      guard let count = Int(text), (0...1_000_000).contains(count) else { return nil }
      self = .attempted(count: count)
    default: return nil
    }
  }

  /// Somebody else's words on one line, without control characters, at most 500 scalars: each try of
  /// a letter has such a line, and all of the journal is read at each start.
  private static func line(_ text: String) -> String {
    OneLine.text(text, limit: 500)
  }

  /// What the system calls itself, as one word: `unknown` where it says nothing.
  static func word(_ text: String) -> String {
    // As nearly every name is; each letter has two lines with it.
    if (1...500).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) {
      return text
    }
    let scalars = line(text).unicodeScalars.filter { $0 != " " }
    return scalars.isEmpty ? "unknown" : String(String.UnicodeScalarView(scalars))
  }
}
