internal import DurableFiles
package import MailMessage

extension OpenOutbox {
  /// Gives a letter back as a draft: one that is in the queue or held, and whose outcome is known.
  ///
  /// `restore` writes the draft; the letter leaves the outbox only after that, so that a crash
  /// between the two loses nothing. It throws what `restore` throws, and ``OutboxError``.
  package mutating func withdraw(
    _ id: String,
    at now: DateTime,
    restore: (QueueFile) throws -> Void
  ) throws {
    let state = try state(id, in: [.queue, .held])
    guard !state.isUnknown else { throw OutboxError.unknownOutcome(id: id) }
    guard let found = try outbox.find(id, state) else { throw OutboxError.missingFile(id: id) }
    try restore(try outbox.read(found.path, approvedAs: state).get())
    try record(.withdrawn, of: id, at: now)
    try settleFile(id)
  }

  /// Puts a queued letter aside until the person releases it.
  package mutating func hold(
    _ id: String,
    reason: String,
    at now: DateTime
  ) throws(OutboxError) {
    _ = try state(id, in: [.queue])
    try record(.held(reason: reason), of: id, at: now)
    try settleFile(id)
  }

  /// Puts a held letter back into the queue; one with an unknown outcome needs a decision first.
  package mutating func release(_ id: String, at now: DateTime) throws(OutboxError) {
    let state = try state(id, in: [.held])
    guard !state.isUnknown else { throw .unknownOutcome(id: id) }
    try backToQueue(id, state, at: now)
  }

  /// Settles a held letter by the person's word: it arrived, or it is to be sent again.
  package mutating func resolve(
    _ id: String,
    wasSent: Bool,
    at now: DateTime
  ) throws(OutboxError) {
    let state = try state(id, in: [.held])
    guard !wasSent else {
      try record(.sent(reply: "resolved by the person"), of: id, at: now)
      return try settleFile(id)
    }
    try backToQueue(id, state, at: now)
  }

  private mutating func backToQueue(
    _ id: String,
    _ state: LetterState,
    at now: DateTime
  ) throws(OutboxError) {
    guard let found = try outbox.find(id, state) else { throw .missingFile(id: id) }
    _ = try outbox.read(found.path, approvedAs: state).get()
    try record(.released, of: id, at: now)
    try settleFile(id)
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
