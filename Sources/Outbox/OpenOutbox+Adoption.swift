internal import DurableFiles
internal import MailMessage

extension OpenOutbox {
  /// Tells the journal of the letters in `sent/` that it does not know, so that their drafts cannot
  /// become second letters.
  mutating func recordSentFiles() throws(OutboxError) {
    let archived = try archivedLetters()
    for month in try outbox.sentMonths() {
      for name in try outbox.names(in: month.path) where name.hasSuffix(".eml") {
        let id = String(name.dropLast(4))
        guard LetterFacts.isID(id), journal.states[id] == nil, !archived.contains(id)
        else { continue }
        try recordSentFile(id, month)
      }
    }
    try synchronizeJournal()
  }

  private mutating func recordSentFile(
    _ id: String,
    _ month: (path: String, moment: DateTime)
  ) throws(OutboxError) {
    let file: QueueFile
    do throws(OutboxError) {
      file = try outbox.read("\(month.path)/\(id).eml").get()
    } catch {
      switch error {
      // No letter of ours; nothing was sent from it.
      case .badFile: return
      case .busy, .disk, .newerJournal, .foreignQueue, .noSuchLetter, .ambiguous, .wrongPlace,
        .missingFile, .unknownOutcome:
        throw error
      }
    }
    // The first line holds the digest: a power cut may keep no later line without it.
    try record(.queued(sha256: file.sha256), of: id, at: month.moment)
    try record(.resolved(wasSent: true), of: id, at: month.moment)
  }
}

extension Outbox {
  /// Whether no letter was ever approved here.
  func hasNoLetters() throws(OutboxError) -> Bool {
    for place in LetterState.Place.allCases.map(\.rawValue) + [Self.archiveName] {
      let names = try names(in: "\(folder)/\(place)")
      if names.contains(where: { !$0.hasPrefix(".") }) { return false }
    }
    return true
  }

  /// The folders of `sent/`, each with a moment that leads to it.
  func sentMonths() throws(OutboxError) -> [(path: String, moment: DateTime)] {
    var months: [(String, DateTime)] = []
    for year in try names(in: "\(folder)/sent").sorted() {
      for month in try names(in: "\(folder)/sent/\(year)").sorted() {
        // The middle of the month, since the day is not known.
        guard let moment = DateTime(iso8601: "\(year)-\(month)-15T12:00:00Z") else { continue }
        months.append(("\(folder)/sent/\(year)/\(month)", moment))
      }
    }
    return months
  }

  /// The names in a folder; none where it is no folder.
  func names(in path: String) throws(OutboxError) -> [String] {
    do throws(FileSystemError) {
      guard try fileSystem.status(path)?.isFolder == true else { return [] }
      return try fileSystem.list(path)
    } catch {
      throw .disk(error)
    }
  }
}
