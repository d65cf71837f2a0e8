internal import DurableFiles
package import MailMessage

/// The outbox with the right to change it: nobody else has that at the same time.
package struct OpenOutbox: ~Copyable {
  package let outbox: Outbox
  private(set) var journal: Journal
  private let log: AppendLog
  private let lock: DirectoryLock

  fileprivate init(
    _ outbox: Outbox,
    _ journal: Journal,
    _ log: consuming AppendLog,
    _ lock: consuming DirectoryLock
  ) {
    self.outbox = outbox
    self.journal = journal
    self.log = log
    self.lock = lock
  }

  /// Writes what happened to a letter; on the disk before it returns if it is to be durable.
  mutating func record(
    _ event: JournalEvent,
    of id: String,
    at moment: DateTime,
    isDurable: Bool = true
  ) throws(OutboxError) {
    let line = JournalLine(at: moment, id: id, event: event)
    do throws(FileSystemError) {
      try log.append(line.bytes)
    } catch {
      throw .disk(error)
    }
    journal.apply(line)
    if isDurable { try synchronizeJournal() }
  }

  /// Returns when every line that was recorded is on the disk.
  func synchronizeJournal() throws(OutboxError) {
    do throws(FileSystemError) {
      try log.synchronize()
    } catch {
      throw .disk(error)
    }
  }

  /// Moves a letter's file to where the journal says that it belongs.
  func settleFile(_ id: String) throws(OutboxError) {
    guard let state = journal.states[id], let found = try outbox.find(id, state) else { return }
    do throws(FileSystemError) {
      guard let place = state.place else { return try files.removeFile(found.path) }
      let target = outbox.path(id, in: place, sentAt: state.changedAt)
      guard target != found.path else { return }
      try files.makeDirectory(FilePath.parent(of: target))
      try files.moveFile(found.path, to: target)
    } catch {
      throw .disk(error)
    }
  }

  var files: any FileSystem { outbox.fileSystem }
}

extension Outbox {
  /// Takes the right to change the outbox and brings it in order after a crash.
  ///
  /// `holder` is what others are told meanwhile: `touchbase send, process 4711`.
  package func opened(
    for holder: String,
    at now: DateTime
  ) throws(OutboxError) -> OpenOutbox {
    let lock = try locked(holder)
    let journal = try journal()
    let log = try openedLog(journal)
    var open = OpenOutbox(self, journal, log, lock)
    try open.recover(at: now)
    return open
  }

  /// Opens the journal for writing; what a crash left of a last line is cut off, since nothing that
  /// was promised is in it.
  private func openedLog(_ journal: Journal) throws(OutboxError) -> AppendLog {
    do throws(FileSystemError) {
      let log = try AppendLog.open(journalPath, fileSystem: fileSystem)
      try log.truncate(to: journal.wholeLength)
      if journal.wholeLength == 0 {
        try log.append(Array("\(Journal.heading)\(machine.machine)\n".utf8))
        try log.synchronize()
      }
      return log
    } catch {
      throw .disk(error)
    }
  }

  private func locked(_ holder: String) throws(OutboxError) -> DirectoryLock {
    do throws(FileSystemError) {
      try fileSystem.makeDirectory(folder)
      for place in LetterState.Place.allCases {
        try fileSystem.makeDirectory("\(folder)/\(place.rawValue)")
      }
      try fileSystem.makeDirectory(lockFolder)
    } catch {
      throw .disk(error)
    }
    do throws(DirectoryLockError) {
      return try DirectoryLock.take(
        "\(lockFolder)/outbox.lock",
        holder: holder,
        fileSystem: fileSystem
      )
    } catch {
      switch error {
      case .held(let holder): throw .busy(holder: holder)
      case .disk(let error): throw .disk(error)
      }
    }
  }
}
