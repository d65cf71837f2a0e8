internal import DurableFiles
package import MailMessage

/// What became of an approved letter that was handed to the outbox.
package enum EnqueueOutcome: Hashable, Sendable {
  /// It is in the queue, and on the disk.
  case queued(id: String)
  /// A letter from the same draft is in the outbox already.
  case duplicate(id: String)
  /// The id or the bytes are not what the outbox can keep its promise for.
  case unusable(id: String)
}

extension OpenOutbox {
  /// Takes approved letters into the queue.
  ///
  /// Each file is on the disk before the journal tells of it, and the journal is before this
  /// returns; a group of letters shares one synchronization of the journal.
  ///
  /// - Returns: An outcome a letter, in their order.
  package mutating func enqueue(
    _ letters: [Submission],
    at now: DateTime
  ) throws(OutboxError) -> [EnqueueOutcome] {
    var outcomes: [EnqueueOutcome] = []
    for letter in letters {
      outcomes.append(try enqueueUnsynchronized(letter, at: now))
    }
    try synchronizeJournal()
    return outcomes
  }

  private mutating func enqueueUnsynchronized(
    _ letter: Submission,
    at now: DateTime
  ) throws(OutboxError) -> EnqueueOutcome {
    let id = letter.facts.id
    guard LetterFacts.isID(id), letter.message.isWireForm else { return .unusable(id: id) }
    guard journal.states[id]?.place == nil else { return .duplicate(id: id) }
    let (bytes, sha256) = QueueFile.bytes(of: letter)
    do throws(FileSystemError) {
      try files.createFile(outbox.path(id, in: .queue), with: bytes)
    } catch {
      if error.isAlreadyThere { return .duplicate(id: id) }
      throw .disk(error)
    }
    try record(.queued(sha256: sha256), of: id, at: now, isDurable: false)
    return .queued(id: id)
  }
}

extension [UInt8] {
  /// Whether the bytes can go on the wire as they are: 7bit, no bare CR or LF, lines of at most 998
  /// octets, the last one ended, and no field of ours at the head.
  ///
  /// Source: RFC 5321 §2.3.8, RFC 5322 §2.1.1.
  fileprivate var isWireForm: Bool {
    var length = 0
    var previous: UInt8 = 0
    for byte in self {
      if byte == 0 || byte > 0x7F || (byte == 0x0A) != (previous == 0x0D) { return false }
      length = byte == 0x0A ? 0 : length + 1
      // The carriage return of the line's end is counted too.
      if length > 999 { return false }
      previous = byte
    }
    return suffix(2) == [0x0D, 0x0A] && !starts(with: "X-Touchbase-".utf8)
  }
}
