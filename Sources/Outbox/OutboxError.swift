package import DurableFiles

/// Why the outbox could not do what was asked.
package enum OutboxError: Error, Hashable, Sendable {
  /// Somebody else works in the outbox, in their own words.
  case busy(holder: String)
  case disk(FileSystemError)
  /// The journal was written by a later touchbase, or is no journal.
  case newerJournal(heading: String)
  /// The queue was made on another machine: restored, cloned or synchronised.
  case foreignQueue
  /// No letter has an id that begins like this.
  case noSuchLetter(String)
  /// Several letters have an id that begins like this.
  case ambiguous(String, candidates: [String])
  /// The letter is not in the state that the step needs.
  case wrongPlace(id: String, place: LetterState.Place?)
  /// The letter's file is not there.
  case missingFile(id: String)
  /// The letter's file cannot be used.
  case badFile(path: String, QueueFileError)
  /// The outcome of an attempt is unknown, so a person has to decide.
  case unknownOutcome(id: String)
}

extension OutboxError: CustomStringConvertible {
  /// What happened, in lower case and without a final period.
  package var description: String {
    switch self {
    case .busy(let holder): "the outbox is in use: \(holder)"
    case .disk(let error): error.description
    case .newerJournal:
      "outbox/journal:1:1: this is no journal that this touchbase knows: a later one may have written it"
    case .foreignQueue:
      "outbox/journal is not this machine's own: the outbox was restored, cloned or synchronised, and its letters may have been sent elsewhere"
    case .noSuchLetter(let id): "no letter has the id '\(id)'"
    case .ambiguous(let id, let candidates):
      "'\(id)' could be \(candidates.count) letters: \(candidates.prefix(8).joined(separator: ", "))"
    case .wrongPlace(let id, let place):
      switch place {
      case .queue: "letter '\(id)' is in the queue"
      case .held: "letter '\(id)' is held"
      case .sent: "letter '\(id)' was sent"
      case nil: "letter '\(id)' was given back as a draft"
      }
    case .missingFile(let id): "the file of letter '\(id)' is not in the outbox any more"
    case .badFile(let path, let error): "\(path): \(error)"
    case .unknownOutcome(let id): "nobody knows whether letter '\(id)' was accepted"
    }
  }
}
