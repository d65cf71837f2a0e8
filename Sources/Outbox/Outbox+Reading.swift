internal import DurableFiles
package import MailMessage

/// One letter of the outbox, as a list shows it.
package final class QueueEntry: Sendable {
  package let id: String
  package let state: LetterState
  /// The folder that the letter is in.
  package let place: LetterState.Place
  /// Relative to the outbox; nil when the file is gone.
  package let path: String?
  /// What the file tells, or why it cannot be used.
  package let file: Result<QueueFile, OutboxError>

  init(
    id: String,
    state: LetterState,
    place: LetterState.Place,
    path: String?,
    file: Result<QueueFile, OutboxError>
  ) {
    (self.id, self.state, self.place) = (id, state, place)
    (self.path, self.file) = (path, file)
  }

  /// Why the letter is where it is, as far as there is something to say.
  package var reason: String? {
    switch file {
    case .success: state.reason
    case .failure(let error): "\(error)"
    }
  }
}

extension OpenOutbox {
  /// The ids of the sent letters of which the journal still tells, in the order of their approval.
  package var sentIDs: [String] {
    journal.order.filter { journal.states[$0]?.place == .sent }
  }

  /// What is known of a sent letter; nil where its file cannot be used.
  package func sentLetter(_ id: String) throws(OutboxError) -> SentLetter? {
    guard let state = journal.states[id], state.place == .sent,
      case .success(let file) = try outbox.entry(id, state, .sent).file
    else { return nil }
    return SentLetter(facts: file.facts, acceptedAt: state.changedAt)
  }
}

extension Outbox {
  /// The letters in the queue and in held, in the order of their approval.
  package func open() throws(OutboxError) -> [QueueEntry] {
    var entries: [QueueEntry] = []
    try forEachOpen { entries.append($0) }
    return entries
  }

  /// Tells of the letters in the queue and in held, in the order of their approval, one at a time: a
  /// long queue would not fit into the memory.
  package func forEachOpen(_ body: (QueueEntry) -> Void) throws(OutboxError) {
    let journal = try journal()
    for id in journal.order {
      guard let state = journal.states[id], let place = state.place, place != .sent else {
        continue
      }
      body(try entry(id, state, place))
    }
  }

  /// The letters that were sent since a day, in the order of their approval.
  package func sent(since day: CalendarDay? = nil) throws(OutboxError) -> [QueueEntry] {
    let journal = try wholeJournal(since: day)
    var entries: [QueueEntry] = []
    for id in journal.order {
      guard let state = journal.states[id], state.place == .sent else { continue }
      if let day, CalendarDay(state.changedAt) < day { continue }
      entries.append(try entry(id, state, .sent))
    }
    return entries
  }

  /// The ids of all drafts that were approved, but for those given back since.
  package func knownIDs() throws(OutboxError) -> Set<String> {
    var ids = try archivedIDs()
    for (id, state) in try journal().states {
      if state.place == nil { ids.remove(id) } else { ids.insert(id) }
    }
    return ids
  }

  /// The sent letters that somebody else's record lacks, in the order of their approval.
  ///
  /// Only their files are read, and no archive: a letter went there because the record has it.
  package func sent(except known: (String) -> Bool) throws(OutboxError) -> [QueueEntry] {
    let journal = try journal()
    var entries: [QueueEntry] = []
    for id in journal.order where !known(id) {
      guard let state = journal.states[id], state.place == .sent else { continue }
      entries.append(try entry(id, state, .sent))
    }
    return entries
  }

  /// The letter whose id begins with these letters.
  package func entry(_ prefix: String) throws(OutboxError) -> QueueEntry {
    let (id, state) = try letter(prefix)
    guard let place = state.place else { throw .wrongPlace(id: id, place: nil) }
    return try entry(id, state, place)
  }

  /// The letter whose id begins with these letters; one of the living journal before an archived one.
  func letter(_ prefix: String) throws(OutboxError) -> (id: String, state: LetterState) {
    if let found = try letter(prefix, in: journal()) { return found }
    if let found = try letter(prefix, in: wholeJournal()) { return found }
    throw .noSuchLetter(prefix)
  }

  private func letter(
    _ prefix: String,
    in journal: Journal
  ) throws(OutboxError) -> (id: String, state: LetterState)? {
    let found = journal.order.filter { id in
      id == prefix || id.hasPrefix(prefix) && journal.states[id]?.place != nil
    }
    let exact = found.contains(prefix) ? [prefix] : found
    guard let id = exact.first, !prefix.isEmpty, let state = journal.states[id] else { return nil }
    guard exact.count == 1 else { throw .ambiguous(prefix, candidates: exact) }
    return (id, state)
  }

  func entry(
    _ id: String,
    _ state: LetterState,
    _ place: LetterState.Place
  ) throws(OutboxError) -> QueueEntry {
    let found = try find(id, state)
    guard let found else {
      return QueueEntry(
        id: id,
        state: state,
        place: place,
        path: nil,
        file: .failure(.missingFile(id: id))
      )
    }
    return QueueEntry(
      id: id,
      state: state,
      place: place == .queue ? found.place : place,
      path: String(found.path.dropFirst(folder.utf8.count + 1)),
      file: read(found.path, approvedAs: state)
    )
  }

  /// Where a letter's file is, whatever the journal says; the most careful place first.
  func find(
    _ id: String,
    _ state: LetterState
  ) throws(OutboxError) -> (path: String, place: LetterState.Place)? {
    let candidates = [
      (path(id, in: .sent, sentAt: state.changedAt), LetterState.Place.sent),
      (path(id, in: .held), .held),
      (path(id, in: .queue), .queue),
    ]
    do throws(FileSystemError) {
      for candidate in candidates where try fileSystem.exists(candidate.0) { return candidate }
    } catch {
      throw .disk(error)
    }
    return nil
  }

  /// Where a letter is among all that were ever sent, whatever the journal says of the time.
  func findSent(_ id: String) throws(OutboxError) -> String? {
    for month in try sentMonths().reversed() {
      if try names(in: month.path).contains("\(id).eml") { return "\(month.path)/\(id).eml" }
    }
    return nil
  }

  /// What is left of a letter's file, for the person to read again.
  func salvaged(_ path: String, id: String) throws(OutboxError) -> QueueFile {
    let bytes: [UInt8]
    do throws(FileSystemError) {
      bytes = try fileSystem.readFile(path, limit: QueueFile.limit)
    } catch {
      throw .disk(error)
    }
    do throws(QueueFileError) {
      let file = try QueueFile(salvaging: bytes)
      guard file.facts.id == id else { throw .changed }
      return file
    } catch {
      throw .badFile(path: relative(path), error)
    }
  }

  /// A path as the person knows it, below the workspace.
  func relative(_ path: String) -> String {
    "outbox/" + path.dropFirst(folder.utf8.count + 1)
  }

  /// A letter's file, proven to be what was approved.
  func read(_ path: String, approvedAs state: LetterState) -> Result<QueueFile, OutboxError> {
    read(path).flatMap { file in
      // A file that was replaced by another whole one has a good digest, but not this one.
      file.sha256 == state.sha256
        ? .success(file) : .failure(.badFile(path: relative(path), .changed))
    }
  }

  /// A file that is what some approval made of it.
  func read(_ path: String) -> Result<QueueFile, OutboxError> {
    Result { () throws(OutboxError) in
      let bytes: [UInt8]
      do throws(FileSystemError) {
        bytes = try fileSystem.readFile(path, limit: QueueFile.limit)
      } catch {
        throw .disk(error)
      }
      do throws(QueueFileError) {
        return try QueueFile(bytes)
      } catch {
        throw .badFile(path: relative(path), error)
      }
    }
  }
}
