internal import DurableFiles
internal import MailMessage

extension OpenOutbox {
  /// Brings journal and folders in agreement after whatever happened since the last time.
  ///
  /// The journal comes first: a rename that a crash prevented is made up for. What stands in a more
  /// careful folder than the journal says stays there, since a person may have put it there. Only
  /// the folders of open letters are looked at, and sent/ is asked for them alone, so that it takes no
  /// longer with all of it.
  ///
  /// Of what a lost journal told nothing is known.
  mutating func recover(at now: DateTime, journalWasLost: Bool = false) throws(OutboxError) {
    try removeLeftovers()
    // First of all: the damaged line may be the one that says that a dot left.
    for id in journal.doubtfulIDs {
      let reason = "a line of outbox/journal is damaged, so it may have been sent"
      try recordFound(.unknown(reason: reason), of: id, at: now)
    }
    for id in journal.order {
      guard let event = journal.states[id]?.settled(on: outbox.machine, at: now) else { continue }
      try recordFound(event, of: id, at: now)
    }
    let queued = try lettersAndLeftovers(in: .queue)
    let held = try lettersAndLeftovers(in: .held)
    for id in try idsSentAsWell(queued.union(held)) {
      let reason = "its file stands among the sent ones as well, so it may have been sent"
      try recordFound(.unknown(reason: reason), of: id, at: now)
    }
    let misplaced = queued.filter { !isInPlace($0, queued, held) }
      .union(held.filter { !isInPlace($0, queued, held) }).sorted()
    let strangers: JournalEvent =
      journalWasLost
      ? .unknown(reason: "outbox/journal was lost, so it may have been sent")
      : .held(reason: "its approval was interrupted")
    for id in misplaced { try settle(id, isHeld: held.contains(id), at: now, strangers) }
    for id in journal.order where !queued.contains(id) && !held.contains(id) {
      try settleMissing(id, at: now)
    }
    // Before any file moves: a folder must not know more than the journal.
    try synchronizeJournal()
    for id in misplaced where !isInPlace(id, queued, held) { try settleFileDurably(id) }
  }

  /// The letters that are to be sent, and of which a file stands among the sent ones: an older outbox
  /// was put back over a newer one.
  private func idsSentAsWell(_ ids: Set<String>) throws(OutboxError) -> [String] {
    let months = try outbox.sentMonths().map(\.path)
    guard !months.isEmpty else { return [] }
    var found: [String] = []
    for id in journal.order where ids.contains(id) {
      guard let state = journal.states[id], !state.isUnknown,
        state.place == .queue || state.place == .held
      else { continue }
      // None is sent before it is approved.
      let first = FilePath.parent(of: outbox.path(id, in: .sent, sentAt: state.queuedAt))
      if try isIn(months.filter { $0 >= first }, id) { found.append(id) }
    }
    return found
  }

  private func isIn(_ folders: [String], _ id: String) throws(OutboxError) -> Bool {
    do throws(FileSystemError) {
      for folder in folders where try files.exists("\(folder)/\(id).eml") { return true }
    } catch {
      throw .disk(error)
    }
    return false
  }

  /// Writes what became of a letter meanwhile, and remembers it where a person has to hear of it.
  private mutating func recordFound(
    _ event: JournalEvent,
    of id: String,
    at now: DateTime
  ) throws(OutboxError) {
    try record(event, of: id, at: now, isDurable: false)
    if case .unknown(let reason) = event {
      recovered.append(DeliveryReport.Letter(id: id, outcome: .unknown, reply: reason))
    }
  }

  /// Whether a letter that was found in these folders is where the journal says, and only there.
  private func isInPlace(_ id: String, _ queued: Set<String>, _ held: Set<String>) -> Bool {
    switch journal.states[id]?.place {
    case .queue: !held.contains(id)
    case .held: !queued.contains(id)
    case .sent, nil: false
    }
  }

  /// Takes away the half-made journals of a crash.
  private func removeLeftovers() throws(OutboxError) {
    for (folder, stem) in [(outbox.folder, ".journal."), (outbox.archiveFolder, ".2")] {
      for name in try outbox.names(in: folder)
      where name.hasPrefix(stem) && name.hasSuffix(".\(name.trailingNumber).tmp") {
        do throws(FileSystemError) {
          try files.unlink("\(folder)/\(name)")
        } catch {
          throw .disk(error)
        }
      }
    }
  }

  /// The ids of the letters in a folder; half-made files of a crash are taken away.
  private func lettersAndLeftovers(
    in place: LetterState.Place
  ) throws(OutboxError) -> Set<String> {
    let folder = "\(outbox.folder)/\(place.rawValue)"
    var ids: Set<String> = []
    do throws(FileSystemError) {
      for name in try files.list(folder) {
        if name.hasPrefix("."), name.hasSuffix(".eml.\(name.trailingNumber).tmp") {
          try files.unlink("\(folder)/\(name)")
        } else if name.utf8.suffix(4).elementsEqual(".eml".utf8) {
          let id = String(Substring(name.utf8.dropLast(4)))
          if LetterFacts.isID(id) { ids.insert(id) }
        }
      }
    } catch {
      throw .disk(error)
    }
    return ids
  }

  /// What is to be said of a letter whose file is in the queue or among the held, and not only where
  /// the journal says.
  private mutating func settle(
    _ id: String,
    isHeld: Bool,
    at now: DateTime,
    _ strangers: JournalEvent
  ) throws(OutboxError) {
    try recall(id)
    guard let state = journal.states[id] else {
      return try holdStranger(id, isHeld, at: now, strangers)
    }
    switch state.place {
    case .queue where isHeld:
      try record(
        .held(reason: "its file is among the held ones"),
        of: id,
        at: now,
        isDurable: false
      )
    case .queue, .held, .sent: break
    case nil:
      // Withdrawn. The same file was only not removed yet; another is a new approval cut off.
      let found = outbox.read(outbox.path(id, in: isHeld ? .held : .queue), approvedAs: state)
      if case .failure = found { try holdStranger(id, isHeld, at: now, strangers) }
    }
  }

  /// An open letter whose file is not where open letters are.
  ///
  /// Somebody may have moved it to the sent ones by hand, which is a word as good as any. Else it
  /// stays open, and is reported.
  private mutating func settleMissing(_ id: String, at now: DateTime) throws(OutboxError) {
    guard let state = journal.states[id], state.place == .queue || state.place == .held,
      let path = try outbox.findSent(id)
    else { return }
    let target = outbox.path(id, in: .sent, sentAt: now)
    do throws(FileSystemError) {
      try files.makeDirectory(FilePath.parent(of: target))
      // The move comes first: until the journal knows, the file is found wherever it is.
      if path != target { try files.moveFile(path, to: target) }
    } catch {
      throw .disk(error)
    }
    try record(.resolved(wasSent: true), of: id, at: now)
  }

  /// A file that the journal does not know was not approved here, or its approval was cut off before
  /// it was reported: it waits for a person.
  private mutating func holdStranger(
    _ id: String,
    _ isHeld: Bool,
    at now: DateTime,
    _ event: JournalEvent
  ) throws(OutboxError) {
    // What is no letter of ours, or cannot be read, is no entry of the journal, and nothing here
    // touches it: it must not keep the others from leaving.
    guard case .success(let file) = outbox.read(outbox.path(id, in: isHeld ? .held : .queue)),
      file.facts.id == id
    else { return }
    // The first line holds the digest: a power cut may keep no later line without it.
    try record(.queued(sha256: file.sha256), of: id, at: now)
    try record(event, of: id, at: now, isDurable: false)
  }
}

extension String {
  /// The digits before the last dot's suffix: `4` in `.a.eml.4.tmp`.
  fileprivate var trailingNumber: Substring {
    let stem = dropLast(4)
    let digits = stem.reversed().prefix { $0.isASCII && $0.isNumber }.count
    return stem.suffix(digits)
  }
}
