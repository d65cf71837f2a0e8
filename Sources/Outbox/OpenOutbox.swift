internal import DurableFiles
package import MailMessage

/// The outbox with the right to change it: nobody else has that at the same time.
package struct OpenOutbox: ~Copyable {
  package let outbox: Outbox
  private(set) var journal: Journal
  /// The file to which the journal's lines go.
  private(set) var journalFile: JournalFile
  private let lock: DirectoryLock
  /// The folders of sent letters that are surely on the disk.
  private var settledFolders: Set<String> = []
  /// What was found, as it was opened, of letters that a crash interrupted: those of which nobody knows
  /// whether they were sent.
  package internal(set) var recovered: [DeliveryReport.Letter] = []
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
    self.lock = lock
    journalFile = JournalFile(log, length: journal.wholeLength)
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
  var isJournalBroken: Bool { journalFile.failure != nil }

  /// Writes lines, not yet on the disk: all of them or none, unless the journal breaks.
  mutating func record(_ lines: [JournalLine]) throws(OutboxError) {
    guard !lines.isEmpty else { return }
    var bytes: [UInt8] = []
    for line in lines { line.append(to: &bytes) }
    try journalFile.append(bytes)
    for line in lines { journal.apply(line) }
  }

  /// Knows a line that a lane wrote.
  mutating func noteWritten(_ line: JournalLine) { journal.apply(line) }

  /// Returns when every line that was recorded is on the disk.
  func synchronizeJournal() throws(OutboxError) {
    try journalFile.synchronize()
  }

  /// Makes the beginning of the journal what it has to be: whole lines after a heading.
  fileprivate func prepareJournal(of machine: String) throws(OutboxError) {
    if journal.isTorn { try journalFile.truncate() }
    if journalFile.length == 0 {
      try journalFile.append(Array("\(Journal.heading)\(machine)\n".utf8))
      try synchronizeJournal()
    } else if journal.isLastLineUnended {
      try journalFile.append([0x0A])
      try synchronizeJournal()
    }
  }

  /// Tells the journal which file it is, where it does not say so yet.
  mutating func notePlace(at now: DateTime) throws(OutboxError) {
    guard let file = files.identity(outbox.journalPath), file != journal.file else { return }
    try record([JournalLine(at: now, id: "-", event: .placed(file: file))])
  }

  /// Puts a shorter journal, whose other lines are in the archive, in the place of this one.
  ///
  /// When it throws, nobody knows which of the two has the name; they tell the same, but nothing
  /// more may be written to either.
  mutating func replaceJournal(with bytes: [UInt8]) throws(OutboxError) {
    if let failure = journalFile.failure { throw .disk(failure) }
    let journal = try Journal(bytes)
    do throws(FileSystemError) {
      try files.replaceFile(outbox.journalPath, with: bytes)
      let log = try AppendLog.open(outbox.journalPath, fileSystem: files)
      journalFile = JournalFile(log, length: bytes.count)
    } catch {
      journalFile.close(after: error)
      throw .disk(error)
    }
    self.journal = journal
  }

  /// Moves a letter's file to where the journal says that it belongs, on the disk before it returns.
  mutating func settleFileDurably(_ id: String) throws(OutboxError) {
    guard let state = journal.states[id] else { return }
    var folders: [String] = []
    for place in [LetterState.Place.queue, .held] {
      folders += try settleFile(id, state, from: outbox.path(id, in: place))
    }
    try synchronize(folders: folders)
  }

  private mutating func settleFile(
    _ id: String,
    _ state: LetterState,
    from source: String
  ) throws(OutboxError) -> [String] {
    do throws(FileSystemError) {
      guard state.place == nil else {
        return try move(id, state, from: source)?.perform(on: files) ?? []
      }
      guard try files.exists(source) else { return [] }
      try files.unlink(source)
      return [FilePath.parent(of: source)]
    } catch {
      throw .disk(error)
    }
  }

  /// How the file of a letter in the queue gets to where the journal says that it belongs, in a folder
  /// that is made; nil when it is there.
  mutating func moveFromQueue(_ id: String) throws(OutboxError) -> FileMove? {
    guard let state = journal.states[id] else { return nil }
    do throws(FileSystemError) {
      return try move(id, state, from: outbox.path(id, in: .queue))
    } catch {
      throw .disk(error)
    }
  }

  private mutating func move(
    _ id: String,
    _ state: LetterState,
    from source: String
  ) throws(FileSystemError) -> FileMove? {
    guard let place = state.place else { return nil }
    let target = outbox.path(id, in: place, sentAt: state.changedAt)
    guard target != source, try prepareMove(from: source, to: target) else { return nil }
    return FileMove(source: source, target: target)
  }

  /// Makes the folder that a file is to be moved to; false when there is no such file.
  private mutating func prepareMove(
    from source: String,
    to target: String
  ) throws(FileSystemError) -> Bool {
    let folder = FilePath.parent(of: target)
    if settledFolders.contains(folder) { return true }
    guard try files.exists(source) else { return false }
    try settleFolder(folder)
    return true
  }

  /// Returns when the names in the folders are on the disk; each is synchronized once.
  ///
  /// A new name comes before the end of the old one: a crash between the two may leave both, never
  /// none.
  func synchronize(folders: [String]) throws(OutboxError) {
    let queues = Set(LetterState.Place.allCases.map { "\(outbox.folder)/\($0.rawValue)" })
    let ordered = folders.filter { !queues.contains($0) } + folders.filter(queues.contains)
    var seen: Set<String> = []
    do throws(FileSystemError) {
      for folder in ordered where seen.insert(folder).inserted {
        try files.synchronizeFolder(folder)
      }
    } catch {
      throw .disk(error)
    }
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
  ///   queue, the journal is a copy, or there are letters and no journal: they may have been sent
  ///   since.
  package func opened(
    for holder: String,
    at now: DateTime
  ) throws(OutboxError) -> OpenOutbox {
    let lock = try locked(holder)
    let journal = try journal()
    guard try isOwn(journal) else { throw .foreignQueue }
    let log = try openedLog()
    var open = OpenOutbox(self, journal, log, lock)
    try open.prepareJournal(of: machine.machine)
    try open.notePlace(at: now)
    try open.recover(at: now)
    return open
  }

  /// Whether the queue is this machine's, and no copy of one.
  private func isOwn(_ journal: Journal) throws(OutboxError) -> Bool {
    guard let maker = journal.machine else { return try hasNoLetters() }
    guard maker == machine.machine else { return false }
    guard let known = journal.file, let file = fileSystem.identity(journalPath) else { return true }
    return known == file
  }

  /// Makes a queue that another machine made, that was copied or whose journal was lost this machine's
  /// own, by the person's word.
  ///
  /// What the other one was about to send is held with an unknown outcome; what stands in `sent/`
  /// counts as sent, and its drafts as approved.
  package func adopt(for holder: String, at now: DateTime) throws(OutboxError) {
    let lock = try locked(holder)
    let journal = try journal()
    let log = try openedLog()
    var open = OpenOutbox(self, journal, log, lock)
    // Until all is done it is nobody's: a crash half-way must not leave it as good as adopted.
    try open.prepareJournal(of: Journal.nobody)
    try open.recordSentFiles()
    try open.recover(at: now, journalWasLost: [nil, Journal.nobody].contains(journal.machine))
    try open.notePlace(at: now)
    try open.record(.adopted(machine: machine.machine), of: "-", at: now)
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
        on: folder,
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
