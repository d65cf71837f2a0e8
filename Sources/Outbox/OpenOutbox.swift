internal import DurableFiles
package import MailMessage

/// The outbox with the right to change it: nobody else has that at the same time.
package struct OpenOutbox: ~Copyable {
  package let outbox: Outbox
  private(set) var journal: Journal
  private var log: AppendLog
  private let lock: DirectoryLock
  /// Why the journal cannot be trusted to take any more; nothing is done then.
  private var failure: FileSystemError?
  /// The journal's length in bytes, as far as it is whole.
  private var length: Int
  /// The folders of sent letters that are surely on the disk.
  private var settledFolders: Set<String> = []
  /// The letters of the archived journals, once they were asked for.
  var archivedIDs: Set<String>?

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
    length = journal.wholeLength
  }

  /// Writes what happened to a letter; on the disk before it returns if it is to be durable.
  mutating func record(
    _ event: JournalEvent,
    of id: String,
    at moment: DateTime,
    isDurable: Bool = true
  ) throws(OutboxError) {
    try record([JournalLine(at: moment, id: id, event: event)])
    if isDurable { try synchronizeJournal() }
  }

  /// Whether the journal may hold lines of which nobody knows.
  var isJournalBroken: Bool { failure != nil }

  /// Writes lines, not yet on the disk: all of them or none, unless the journal breaks.
  mutating func record(_ lines: [JournalLine]) throws(OutboxError) {
    try append(lines.flatMap(\.bytes))
    for line in lines { journal.apply(line) }
  }

  private mutating func append(_ bytes: [UInt8]) throws(OutboxError) {
    if let failure { throw .disk(failure) }
    do throws(FileSystemError) {
      try log.append(bytes)
      length += bytes.count
    } catch {
      try cutOff(after: error)
    }
  }

  /// Takes half a line away again, so that the next one doesn't go on in its middle.
  private mutating func cutOff(after error: FileSystemError) throws(OutboxError) {
    do throws(FileSystemError) {
      try log.truncate(to: length)
    } catch {
      failure = error
    }
    throw .disk(error)
  }

  /// Returns when every line that was recorded is on the disk.
  mutating func synchronizeJournal() throws(OutboxError) {
    if let failure { throw .disk(failure) }
    do throws(FileSystemError) {
      try log.synchronize()
    } catch {
      // What a failed synchronization leaves on the disk, no later one can tell.
      failure = error
      throw .disk(error)
    }
  }

  /// Makes the beginning of the journal what it has to be: whole lines after a heading.
  fileprivate mutating func prepareJournal() throws(OutboxError) {
    do throws(FileSystemError) {
      try log.truncate(to: length)
    } catch {
      throw .disk(error)
    }
    if length == 0 {
      try append(Array("\(Journal.heading)\(outbox.machine.machine)\n".utf8))
      try synchronizeJournal()
    } else if journal.isLastLineUnended {
      try append([0x0A])
      try synchronizeJournal()
    }
  }

  /// Puts a shorter journal, whose other lines are in the archive, in the place of this one.
  ///
  /// When it throws, nobody knows which of the two has the name; they tell the same, but nothing
  /// more may be written to either.
  mutating func replaceJournal(with bytes: [UInt8]) throws(OutboxError) {
    if let failure { throw .disk(failure) }
    let journal = try Journal(bytes)
    do throws(FileSystemError) {
      try files.replaceFile(outbox.journalPath, with: bytes)
      log = try AppendLog.open(outbox.journalPath, fileSystem: files)
    } catch {
      failure = error
      throw .disk(error)
    }
    self.journal = journal
    length = bytes.count
  }

  /// Moves a letter's file to where the journal says that it belongs.
  mutating func settleFile(_ id: String) throws(OutboxError) {
    guard let state = journal.states[id] else { return }
    for place in [LetterState.Place.queue, .held] {
      try settleFile(id, state, from: outbox.path(id, in: place))
    }
  }

  private mutating func settleFile(
    _ id: String,
    _ state: LetterState,
    from source: String
  ) throws(OutboxError) {
    do throws(FileSystemError) {
      guard let place = state.place else {
        if try files.exists(source) { try files.removeFile(source) }
        return
      }
      let target = outbox.path(id, in: place, sentAt: state.changedAt)
      guard target != source, try files.exists(source) else { return }
      try settleFolder(FilePath.parent(of: target))
      if try files.exists(target) {
        // Two copies: the one in its place stays. The other is never sent, whatever it holds.
        if try isSame(source, target) { try files.removeFile(source) }
      } else {
        try files.moveFile(source, to: target)
      }
    } catch {
      throw .disk(error)
    }
  }

  private func isSame(_ first: String, _ second: String) throws(FileSystemError) -> Bool {
    try files.readFile(first, limit: QueueFile.limit)
      == files.readFile(second, limit: QueueFile.limit)
  }

  /// Makes a folder and those above it up to the outbox, and their names durable even where they are
  /// there: who made them may have been killed before that.
  mutating func settleFolder(_ path: String) throws(FileSystemError) {
    guard settledFolders.insert(path).inserted, path != outbox.folder else { return }
    let parent = FilePath.parent(of: path)
    do throws(FileSystemError) {
      try settleFolder(parent)
      try files.makeDirectory(path)
      try files.synchronizeFolder(parent)
    } catch {
      settledFolders.remove(path)
      throw error
    }
  }

  var files: any FileSystem { outbox.fileSystem }
}

extension Outbox {
  /// Takes the right to change the outbox and brings it in order after a crash.
  ///
  /// `holder` is what others are told meanwhile: `touchbase send, process 4711`.
  ///
  /// - Throws: `OutboxError.foreignQueue` until ``adopt(for:at:)`` where another machine made the
  ///   queue, or there are letters and no journal: they may have been sent since.
  package func opened(
    for holder: String,
    at now: DateTime
  ) throws(OutboxError) -> OpenOutbox {
    let lock = try locked(holder)
    let journal = try journal()
    let isOwn: Bool
    if let maker = journal.machine {
      isOwn = maker == machine.machine
    } else {
      isOwn = try hasNoLetters()
    }
    guard isOwn else { throw .foreignQueue }
    let log = try openedLog()
    var open = OpenOutbox(self, journal, log, lock)
    try open.prepareJournal()
    try open.recover(at: now)
    return open
  }

  /// Makes a queue that another machine made, or whose journal was lost, this machine's own, by the
  /// person's word.
  ///
  /// What the other one was about to send is held with an unknown outcome; what stands in `sent/`
  /// counts as sent, and its drafts as approved.
  package func adopt(for holder: String, at now: DateTime) throws(OutboxError) {
    let lock = try locked(holder)
    let journal = try journal()
    let log = try openedLog()
    var open = OpenOutbox(self, journal, log, lock)
    try open.prepareJournal()
    try open.record(.adopted(machine: machine.machine), of: "-", at: now)
    try open.recordSentFiles()
    try open.recover(at: now)
  }

  private func openedLog() throws(OutboxError) -> AppendLog {
    do throws(FileSystemError) {
      return try AppendLog.open(journalPath, fileSystem: fileSystem)
    } catch {
      throw .disk(error)
    }
  }

  func locked(_ holder: String) throws(OutboxError) -> DirectoryLock {
    do throws(FileSystemError) {
      for place in LetterState.Place.allCases {
        try fileSystem.makeDirectory("\(folder)/\(place.rawValue)")
      }
      // Whoever made them may have been killed before this step.
      try fileSystem.synchronizeFolder(FilePath.parent(of: folder))
      try fileSystem.makeDirectory(lockFolder)
    } catch {
      throw .disk(error)
    }
    do throws(DirectoryLockError) {
      return try DirectoryLock.take(
        "\(lockFolder)/outbox.lock",
        holder: OneLine.text(holder),
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
