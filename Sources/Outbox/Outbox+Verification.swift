internal import DurableFiles
internal import MailMessage

extension Outbox {
  /// Holds every letter that was ever approved against its digest and the journal.
  ///
  /// It takes the lock, so that nothing moves meanwhile, and changes nothing: not even what the next
  /// start would put in order. `progress` is called after each letter with their number.
  package func verify(
    for holder: String,
    progress: (Int) -> Void = { _ in }
  ) throws(OutboxError) -> Verification {
    let lock = try locked(holder)
    let journal = try wholeJournal()
    var verification = Verification()
    try verifyJournals(&verification)
    var files = try letterFiles()
    for (number, id) in journal.order.enumerated() {
      guard let state = journal.states[id] else { continue }
      verify(id, state, files.removeValue(forKey: id) ?? [], &verification)
      progress(number + 1)
    }
    for (id, paths) in files.sorted(by: { $0.key < $1.key }) {
      verification.findings += paths.map { .init(kind: .stranger, id: id, path: relative($0)) }
    }
    withExtendedLifetime(lock) {}
    return verification
  }

  private func verifyJournals(_ verification: inout Verification) throws(OutboxError) {
    var journals: [(path: String, bytes: [UInt8])] = []
    for path in try archives() { journals.append((path, try archiveBytes(path))) }
    journals.append((journalPath, try journalBytes()))
    for (path, bytes) in journals {
      let lines = try Journal(bytes).damagedLines
      guard !lines.isEmpty else { continue }
      let kind = Verification.Kind.damagedJournal(lines: lines)
      verification.findings.append(.init(kind: kind, id: nil, path: relative(path)))
    }
  }

  /// The paths of all letters' files by id, the folders in the order of a letter's life.
  private func letterFiles() throws(OutboxError) -> [String: [String]] {
    var files: [String: [String]] = [:]
    let folders = ["\(folder)/queue", "\(folder)/held"] + (try sentMonths().map(\.path))
    for folder in folders {
      for name in try names(in: folder).sorted() where name.hasSuffix(".eml") {
        let id = String(name.dropLast(4))
        if LetterFacts.isID(id) { files[id, default: []].append("\(folder)/\(name)") }
      }
    }
    return files
  }

  private func verify(
    _ id: String,
    _ state: LetterState,
    _ paths: [String],
    _ verification: inout Verification
  ) {
    var kinds: [(Verification.Kind, String?)] = []
    if let place = state.place {
      let expected = path(id, in: place, sentAt: state.changedAt)
      if paths.isEmpty {
        kinds.append((.missing(place), nil))
      } else if paths.count > 1 {
        kinds.append((.inSeveralPlaces(paths.map(relative)), nil))
      } else if paths != [expected] {
        kinds.append((.misplaced(expected: relative(expected)), relative(paths[0])))
      }
      for path in paths {
        if let kind = defect(of: path, state) { kinds.append((kind, relative(path))) }
      }
    } else {
      kinds = paths.map { (.withdrawn, relative($0)) }
    }
    verification.findings += kinds.map { .init(kind: $0, id: id, path: $1) }
    if kinds.isEmpty, state.place != nil { verification.soundCount += 1 }
  }

  /// What is wrong with the bytes of a letter's file.
  private func defect(of path: String, _ state: LetterState) -> Verification.Kind? {
    switch read(path) {
    case .success(let file):
      // Where the journal lost the line of the approval, there is nothing to compare with.
      return file.sha256 == state.sha256 || state.sha256.isEmpty ? nil : .exchanged
    case .failure(.badFile(_, let error)): return .changed(error)
    case .failure(let error): return .unreadable("\(error)")
    }
  }
}
