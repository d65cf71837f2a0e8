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
  /// returns; a group of letters shares one synchronization of the folder and one of the journal.
  ///
  /// - Returns: An outcome a letter, in their order.
  /// - Throws: `OutboxError.disk`. Groups before the one that failed are in the queue, and stay
  ///   known: approving them again gives `duplicate`.
  package mutating func enqueue(
    _ letters: [Submission],
    at now: DateTime
  ) throws(OutboxError) -> [EnqueueOutcome] {
    var outcomes: [EnqueueOutcome] = []
    var rest = letters[...]
    while !rest.isEmpty {
      let group = Self.group(of: rest)
      outcomes += try enqueue(group: group, at: now)
      rest = rest[group.endIndex...]
    }
    return outcomes
  }

  /// The first letters of some, which share their synchronizations: as many as can be made at once,
  /// and none behind so many octets, since their files are held in memory together.
  static func group(
    of letters: ArraySlice<Submission>,
    octets most: Int = 64 << 20
  ) -> ArraySlice<Submission> {
    var octets = 0
    return letters.prefix(FileDescriptor.mostAtOnce).prefix { letter in
      defer { octets += letter.message.count }
      return octets < most
    }
  }

  private mutating func enqueue(
    group: ArraySlice<Submission>,
    at now: DateTime
  ) throws(OutboxError) -> [EnqueueOutcome] {
    var outcomes = try judge(group)
    let places = outcomes.indices.filter { outcomes[$0].isQueued }
    let files = places.map { QueueFile.bytes(of: group[group.startIndex + $0]) }
    let isMade = try create(zip(places, files).map { ("\(outcomes[$0].id).eml", $1.bytes) })
    var lines: [JournalLine] = []
    for (index, place) in places.enumerated() {
      let id = outcomes[place].id
      if isMade[index] {
        lines.append(JournalLine(at: now, id: id, event: .queued(sha256: files[index].sha256)))
      } else {
        outcomes[place] = .duplicate(id: id)
      }
    }
    if !lines.isEmpty { try recordApproval(lines) }
    return outcomes
  }

  /// What can be said of each letter before anything is written.
  private mutating func judge(
    _ group: ArraySlice<Submission>
  ) throws(OutboxError) -> [EnqueueOutcome] {
    var seen: Set<String> = []
    let archived = try archivedLetters()
    return group.map { letter in
      let id = letter.facts.id
      guard LetterFacts.isID(id), letter.message.isWireForm else { return .unusable(id: id) }
      let isKnown = journal.states[id].map { $0.place != nil } ?? archived.contains(id)
      return isKnown || !seen.insert(id).inserted ? .duplicate(id: id) : .queued(id: id)
    }
  }

  private func create(
    _ new: [(name: String, bytes: [UInt8])]
  ) throws(OutboxError) -> [Bool] {
    guard !new.isEmpty else { return [] }
    do throws(FileSystemError) {
      return try files.createFiles(in: "\(outbox.folder)/queue", new)
    } catch {
      throw .disk(error)
    }
  }

  private mutating func recordApproval(_ lines: [JournalLine]) throws(OutboxError) {
    do throws(OutboxError) {
      try record(lines)
    } catch {
      // Where the journal knows nothing of them, the drafts can be approved again; else a file that
      // it knows would be missing.
      for line in lines where !isJournalBroken {
        _ = Result { try files.unlink(outbox.path(line.id, in: .queue)) }
      }
      throw error
    }
    try synchronizeJournal()
  }
}

extension EnqueueOutcome {
  fileprivate var id: String {
    switch self {
    case .queued(let id), .duplicate(let id), .unusable(let id): id
    }
  }

  fileprivate var isQueued: Bool {
    switch self {
    case .queued: true
    case .duplicate, .unusable: false
    }
  }
}

extension [UInt8] {
  /// Whether the bytes can go on the wire as they are: no bare CR or LF, lines of at most 998 octets,
  /// the last one ended, 7bit but for a header in UTF-8, and no header field that is nobody else's
  /// business.
  ///
  /// Source: RFC 5321 §2.3.8, RFC 5322 §2.1.1, RFC 6532 §3.
  fileprivate var isWireForm: Bool {
    withUnsafeBufferPointer { bytes in
      var isInHeader = true
      var start = 0
      while start < bytes.count {
        guard let feed = bytes.firstLineFeed(from: start), feed > start, bytes[feed - 1] == 0x0D
        else { return false }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<(feed - 1)])
        var bits: UInt8 = 0
        var forbidden: UInt8 = 0
        // Without a branch, so that several are looked at at a time.
        for octet in line {
          bits |= octet
          forbidden |= (octet == 0x0D ? 1 : 0) | (octet == 0 ? 1 : 0)
        }
        guard forbidden == 0, line.count <= 998, bits <= 0x7F || isInHeader,
          !isInHeader || !Self.isPrivateField(line)
        else { return false }
        if line.isEmpty { isInHeader = false }
        start = feed + 1
      }
      return !bytes.isEmpty
    }
  }

  /// Whether a line begins a field of ours, or `Bcc`.
  private static func isPrivateField(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = line.first, "xXbB".utf8.contains(first) else { return false }
    return ["x-touchbase-", "bcc:"].contains { name in
      line.count >= name.utf8.count
        && zip(name.utf8, line).allSatisfy { letter, byte in
          let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          return letter == (isCapital ? byte | 0x20 : byte)
        }
    }
  }
}
