package import MailMessage

/// What one pass over the queue did: an outcome a letter.
package struct DeliveryReport: Sendable {
  /// What became of one letter.
  package struct Letter: Sendable {
    package let id: String
    package let outcome: Outcome
    /// The server's words, or why the letter was not handed over.
    package let reply: String
  }

  /// The outcomes that a person tells apart.
  package enum Outcome: String, Sendable {
    case sent, deferred, held, unknown
  }

  package internal(set) var letters: [Letter] = []
  /// Why the pass ended before the queue did; no letter is to blame.
  package internal(set) var failure: TransportFailure?
  /// Whether the person stopped it.
  package internal(set) var wasStopped = false

  /// A pass that found nothing to do, or that could not begin.
  package init(failure: TransportFailure? = nil) {
    self.failure = failure
  }

  /// Takes up what a later pass did: of each letter its last outcome.
  package mutating func add(_ later: DeliveryReport) {
    let again = Set(later.letters.map(\.id))
    letters.removeAll { again.contains($0.id) }
    letters += later.letters
    failure = later.failure
    wasStopped = later.wasStopped
  }

  /// The person stopped between two passes.
  package mutating func stop() {
    wasStopped = true
    failure = nil
  }

  package func count(_ outcome: Outcome) -> Int {
    letters.count { $0.outcome == outcome }
  }
}

/// A letter that a server took, as somebody else's record has it.
package struct SentLetter: Sendable {
  package let facts: LetterFacts
  package let acceptedAt: DateTime
}
