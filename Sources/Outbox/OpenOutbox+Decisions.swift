internal import DurableFiles
package import MailMessage

extension OpenOutbox {
  /// Gives a letter back as a draft: one that is in the queue or held, and whose outcome is known.
  ///
  /// `restore` writes the draft; the letter leaves the outbox only after that, so that a crash
  /// between the two loses nothing. A file that was changed is given back as it is: the person
  /// reads the draft again anyway. It throws what `restore` throws, and ``OutboxError``.
  ///
  /// - Returns: Whether there was a draft to write: false where the letter's file is gone.
  @discardableResult
  package mutating func withdraw(
    _ id: String,
    at now: DateTime,
    restore: (QueueFile) throws -> Void
  ) throws -> Bool {
    let state = try state(id, in: [.queue, .held])
    guard !state.isUnknown else { throw OutboxError.unknownOutcome(id: id) }
    let found = try outbox.find(id, state)
    if let found {
      try restore(try outbox.salvaged(found.path, id: id))
    } else {
      // Should the file come back, it is none that was given back: it waits for a person.
      try record(.queued(sha256: ""), of: id, at: now)
    }
    try record(.withdrawn, of: id, at: now)
    try settleFileDurably(id)
    return found != nil
  }

  /// Puts a queued letter aside until the person releases it.
  package mutating func hold(
    _ id: String,
    reason: String,
    at now: DateTime
  ) throws(OutboxError) {
    _ = try state(id, in: [.queue])
    try record(.held(reason: reason), of: id, at: now)
    try settleFileDurably(id)
  }

  /// Puts a held letter back into the queue; one with an unknown outcome needs a decision first.
  package mutating func release(_ id: String, at now: DateTime) throws(OutboxError) {
    let state = try state(id, in: [.held])
    guard !state.isUnknown else { throw .unknownOutcome(id: id) }
    try verify(id, state)
    try record(.released, of: id, at: now)
    try settleFileDurably(id)
  }

  /// Settles a held letter by the person's word: it arrived, or it is to be sent again.
  package mutating func resolve(
    _ id: String,
    wasSent: Bool,
    at now: DateTime
  ) throws(OutboxError) {
    let state = try state(id, in: [.held])
    if !wasSent { try verify(id, state) }
    try record(.resolved(wasSent: wasSent), of: id, at: now)
    try settleFileDurably(id)
  }

  /// Settles a letter with an unknown outcome by what a server shows: it was sent.
  package mutating func settleAsSent(
    _ id: String,
    because words: String,
    at now: DateTime
  ) throws(OutboxError) {
    let state = try state(id, in: [.held])
    guard state.isUnknown else { throw .wrongPlace(id: id, place: .held) }
    try record(.sent(reply: words), of: id, at: now)
    try settleFileDurably(id)
  }

  /// Only what is still what was approved comes into the queue again.
  private func verify(_ id: String, _ state: LetterState) throws(OutboxError) {
    guard let found = try outbox.find(id, state) else { throw .missingFile(id: id) }
    _ = try outbox.read(found.path, approvedAs: state).get()
  }

  private func state(
    _ id: String,
    in places: [LetterState.Place]
  ) throws(OutboxError) -> LetterState {
    guard let state = journal.states[id] else { throw .noSuchLetter(id) }
    guard let place = state.place, places.contains(place) else {
      throw .wrongPlace(id: id, place: state.place)
    }
    return state
  }
}
