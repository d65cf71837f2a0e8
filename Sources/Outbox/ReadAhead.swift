internal import MailMessage

/// A letter as it was read before its turn: nil when it is not due any more.
package struct LetterAhead: Sendable {
  let id: String
  let entry: Result<QueueEntry?, OutboxError>
}

/// Letters that are read while others leave, so that no lane waits for the disk.
struct ReadAhead {
  /// The most octets of letters that are read at once.
  static let limit = 4 << 20
  /// What was read longer ago is read again: a person may have changed something meanwhile.
  static let freshness = Duration.seconds(1)

  private(set) var isReading = false
  /// The next one last, so that none is copied when it is taken.
  private var letters: [LetterAhead] = []
  private var readAt = Duration.zero

  var count: Int { letters.count }

  mutating func begin() { isReading = true }

  mutating func take(_ read: [LetterAhead], at elapsed: Duration) {
    isReading = false
    // The older ones may be called younger than they are, by no more than a letter takes to read.
    letters.insert(contentsOf: read.reversed(), at: 0)
    readAt = elapsed
  }

  /// The next letter, without what was read of it where that is too old.
  mutating func next(at elapsed: Duration) -> (id: String, read: LetterAhead?)? {
    guard let letter = letters.popLast() else { return nil }
    return (letter.id, elapsed - readAt > Self.freshness ? nil : letter)
  }
}

extension Outbox {
  /// Reads the first of some letters, as many as fit into the memory well, at least one.
  func readAhead(_ letters: [(id: String, state: LetterState)], at now: DateTime) -> [LetterAhead] {
    var read: [LetterAhead] = []
    var octets = 0
    for (id, state) in letters {
      if octets > ReadAhead.limit { break }
      let entry = Result { () throws(OutboxError) in try dueEntry(id, state, at: now) }
      if case .success(let letter?) = entry, case .success(let file) = letter.file {
        octets += file.message.count
      }
      read.append(LetterAhead(id: id, entry: entry))
    }
    return read
  }

  /// The letter, read now, when it is to be handed over now.
  func dueEntry(
    _ id: String,
    _ state: LetterState,
    at now: DateTime
  ) throws(OutboxError) -> QueueEntry? {
    let file = read(path(id, in: .queue), approvedAs: state)
    let entry: QueueEntry
    switch file {
    case .success:
      let path = "\(LetterState.Place.queue.rawValue)/\(id).eml"
      entry = QueueEntry(id: id, state: state, place: .queue, path: path, file: file)
    // A person may have moved it meanwhile.
    case .failure: entry = try self.entry(id, state, .queue)
    }
    return entry.place == .queue && entry.isDue(at: now) ? entry : nil
  }
}
