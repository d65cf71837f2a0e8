internal import DurableFiles
internal import MailMessage

extension OpenOutbox {
  /// Brings journal and folders in agreement after whatever happened since the last one.
  ///
  /// The journal comes first: a rename that a crash prevented is made up for. What stands in a more
  /// careful folder than the journal says stays there, since a person may have put it there.
  mutating func recover(at now: DateTime) throws(OutboxError) {
    for id in journal.order {
      try settleConversation(id, at: now)
      try settlePlace(id, at: now)
    }
    try holdStrangers(at: now)
  }

  /// A conversation that was broken off: what is known of its outcome.
  private mutating func settleConversation(_ id: String, at now: DateTime) throws(OutboxError) {
    guard let event = journal.states[id]?.settled(boot: outbox.machine.boot, at: now) else {
      return
    }
    try record(event, of: id, at: now)
  }

  private mutating func settlePlace(_ id: String, at now: DateTime) throws(OutboxError) {
    guard let state = journal.states[id], let found = try outbox.find(id, state) else { return }
    switch (state.place, found.place) {
    case (.queue, .held): try record(.held(reason: "put aside by hand"), of: id, at: now)
    // A sent letter's folder is named after its day, so only the very same place is found as sent.
    case (.queue, .sent), (.held, .sent): break
    case (.queue, .queue), (.held, _), (.sent, _), (nil, _): try settleFile(id)
    }
  }

  /// A file in the queue that the journal does not know was not approved here, or its approval was
  /// cut off before it was reported: it waits for a person.
  private mutating func holdStrangers(at now: DateTime) throws(OutboxError) {
    let names: [String]
    do throws(FileSystemError) {
      names = try files.list("\(outbox.folder)/queue").sorted()
    } catch {
      throw .disk(error)
    }
    for name in names where name.hasSuffix(".eml") && !name.hasPrefix(".") {
      let id = String(name.dropLast(4))
      guard LetterFacts.isID(id), journal.states[id]?.place == nil else { continue }
      try holdStranger(id, at: now)
    }
  }

  private mutating func holdStranger(_ id: String, at now: DateTime) throws(OutboxError) {
    let path = outbox.path(id, in: .queue)
    let file: QueueFile
    do {
      file = try QueueFile(try files.readFile(path, limit: QueueFile.limit))
    } catch let error as FileSystemError {
      throw .disk(error)
    } catch {
      // Not a letter of ours: it is no entry of the journal, and nothing here touches it.
      return
    }
    guard file.facts.id == id else { return }
    try record(.queued(sha256: file.sha256), of: id, at: now, isDurable: false)
    try record(.held(reason: "its approval was interrupted"), of: id, at: now)
    try settleFile(id)
  }
}
