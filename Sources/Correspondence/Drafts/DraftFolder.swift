package import DurableFiles
package import MailMessage
internal import Threads

/// The folder `drafts/`: what is in it, and how letters get in and out.
package struct DraftFolder: Sendable {
  let workspace: Workspace
  let fileSystem: any FileSystem
  /// The machine's clock before anything is read; nil where stamps are not to be believed.
  private let now: Int64?
  /// A letter with its brief is a few kilobytes.
  private static let limit = 4 << 20

  /// Says where the folder is.
  ///
  /// - Parameters:
  ///   - workspace: The workspace that it is in.
  ///   - fileSystem: The disk.
  ///   - now: The machine's clock before anything is read, in nanoseconds since 1970. A file that is
  ///     older is known by its stamp; without a clock, or where it is less than two seconds older,
  ///     its bytes alone tell whether it is what was read.
  package init(_ workspace: Workspace, fileSystem: any FileSystem, now: Int64? = nil) {
    self.workspace = workspace
    self.fileSystem = fileSystem
    self.now = now
  }

  /// The path of a draft to some contacts, relative to the workspace: `drafts/2026-11-ada-park.eml`.
  ///
  /// Ids that make too long a name are cut and told apart by a digest.
  package static func path(for contacts: [String], on day: CalendarDay) -> String {
    let month = DraftID.month(of: day)
    let all = contacts.joined(separator: "+")
    guard all.utf8.count > 150 else { return "drafts/\(month)-\(all).eml" }
    var short = all
    while short.utf8.count > 120 { short.removeLast() }
    return "drafts/\(month)-\(short)-\(SeededHash([all]).hex(digits: 8)).eml"
  }

  /// The drafts' paths relative to the workspace, sorted; no folder is no drafts.
  package func paths() throws(FileSystemError) -> [String] {
    do {
      return try fileSystem.list(workspace.drafts).filter(Workspace.isDraft)
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        .map { workspace.relative(workspace.drafts) + "/" + $0 }
    } catch  where error.isNotFound {
      return []
    }
  }

  /// Reads the draft at a path relative to the workspace, as ``paths()`` gives it.
  ///
  /// One that cannot be read does not keep others from their way: it says so itself.
  ///
  /// - Throws: `FileSystemError` where there is no file.
  package func read(_ path: String) throws(FileSystemError) -> Draft {
    do throws(FileSystemError) {
      let (bytes, status) = try fileSystem.readFileAndStatus(
        workspace.path(path),
        limit: Self.limit
      )
      return Draft(path: path, bytes: bytes, stamp: now.flatMap { stamp(status, at: $0) })
    } catch  where error.isNotFound || error.isFolder {
      throw error
    } catch  where error.isTooLarge {
      return Draft(path: path, problem: .tooLarge(limit: Self.limit))
    } catch {
      return Draft(path: path, problem: .unreadable(reason: error.reason))
    }
  }

  /// What shows from a moment on that a file was not changed; nil where it may change within the same
  /// tick of the clock.
  private func stamp(_ status: FileStatus, at moment: Int64) -> FileStamp? {
    let stamp = FileStamp(status)
    return stamp.isSettled(at: moment) ? stamp : nil
  }

  /// Reads all drafts, sorted by path; one that disappears meanwhile is none, nor is a folder.
  package func all() throws(FileSystemError) -> [Draft] { try paths().compactMap(draft) }

  /// The draft at a path; nil where there is none.
  private func draft(_ path: String) -> Draft? {
    guard case .success(let draft) = Result(catching: { try read(path) }) else { return nil }
    return draft
  }

  /// What a draft says of the letter that it was, as far as others need to know.
  package struct Summary: Sendable {
    package let path: String
    package let contacts: [String]
    package let used: Used
    package let isUntouched: Bool
  }

  // A few drafts are read before a second thread has begun.
  private static let many = 200

  /// What the drafts say, one read after the other: thousands of texts would not fit into memory.
  package func summaries() throws(FileSystemError) -> [Summary] {
    let paths = try paths()
    let middle = paths.count / 2
    let rest = Companion(isWanted: paths.count >= Self.many) { summaries(paths[middle...]) }
    let first = summaries(paths[..<middle])
    return first + rest.value()
  }

  private func summaries(_ paths: ArraySlice<String>) -> [Summary] {
    paths.compactMap { path in
      draft(path).map { draft in
        Summary(
          path: path,
          contacts: draft.contacts,
          used: draft.used,
          isUntouched: draft.isUntouched
        )
      }
    }
  }

  /// What became of a draft that was to be written.
  package enum Outcome: Hashable, Sendable {
    case written
    /// The file was there, and stays as it is.
    case kept
  }

  /// Puts a new draft into the folder.
  ///
  /// A file that is there is kept, unless nobody touched it since it was written and there is more
  /// to say now.
  package func write(_ draft: NewDraft) throws(FileSystemError) -> Outcome {
    try write([draft])[0]
  }

  /// Puts new drafts into the folder, as ``write(_:)`` does; many go to the disk together.
  ///
  /// - Returns: An outcome a draft, in their order.
  package func write(_ drafts: [NewDraft]) throws(FileSystemError) -> [Outcome] {
    try fileSystem.makeDirectory(workspace.drafts)
    var outcomes: [Outcome?] = []
    for draft in drafts {
      // Asked first, since a file that finds its name taken has been written in vain.
      let isThere = try fileSystem.exists(workspace.path(draft.path))
      outcomes.append(isThere ? try refresh(draft) : nil)
    }
    let new = drafts.indices.filter { outcomes[$0] == nil }
    let files = new.map { drafts[$0] }.map { draft in
      (name: String(draft.path.split(separator: "/").last ?? ""), bytes: draft.bytes)
    }
    for (index, isMade) in zip(new, try fileSystem.createFiles(in: workspace.drafts, files)) {
      outcomes[index] = isMade ? .written : try refresh(drafts[index])
    }
    return outcomes.compactMap { $0 }
  }

  /// Writes a draft anew whose file is there.
  private func refresh(_ draft: NewDraft) throws(FileSystemError) -> Outcome {
    let present = try read(draft.path)
    guard present.isUntouched else { return .kept }
    let bytes = draft.bytes
    guard present.source != bytes else { return .kept }
    try fileSystem.replaceFile(workspace.path(draft.path), with: bytes)
    return .written
  }

  /// Puts the bytes of a draft back that had left, under its name or the next free one.
  ///
  /// - Returns: The path relative to the workspace.
  package func restore(_ bytes: [UInt8], path: String) throws(FileSystemError) -> String {
    try fileSystem.makeDirectory(workspace.drafts)
    let stem = path.hasSuffix(".eml") ? String(path.dropLast(4)) : path
    for number in 1..<1000 {
      let candidate = number == 1 ? stem + ".eml" : "\(stem)-\(number).eml"
      do {
        try fileSystem.createFile(workspace.path(candidate), with: bytes)
        return candidate
      } catch  where error.isAlreadyThere {
        continue
      }
    }
    let last = stem + "-1000.eml"
    try fileSystem.createFile(workspace.path(last), with: bytes)
    return last
  }

  /// Takes drafts away that have become letters; their names are off the disk before it returns.
  ///
  /// - Returns: Of each draft, in their order, false where the file is no longer what was read:
  ///   somebody saved it once more, and it stays.
  package func remove(_ drafts: [Draft]) throws(FileSystemError) -> [Bool] {
    let isOurs = isOnOwnDisk
    var isRemoved: [Bool] = []
    for draft in drafts { isRemoved.append(try takeAway(draft, isStampBelieved: isOurs)) }
    if isRemoved.contains(true) { try fileSystem.synchronizeFolder(workspace.drafts) }
    return isRemoved
  }

  /// Whether stamps are told at once: where others share the disk, what they save is told late.
  ///
  /// The letters are in the outbox by then: where nothing can be learned of the disk, that only makes
  /// it slower to take their drafts away.
  private var isOnOwnDisk: Bool {
    let volume = Result { () throws(FileSystemError) in try fileSystem.volume(workspace.drafts) }
    guard case .success(let found?) = volume else { return false }
    return found.kind != nil && !found.isShared
  }

  /// Takes one draft away, and says the same of it.
  package func remove(_ draft: Draft) throws(FileSystemError) -> Bool {
    try remove([draft]).contains(true)
  }

  private func takeAway(
    _ draft: Draft,
    isStampBelieved: Bool
  ) throws(FileSystemError) -> Bool {
    do {
      let path = workspace.path(draft.path)
      guard try isAsRead(draft, path, isStampBelieved) else { return false }
      try fileSystem.unlink(path)
      return true
    } catch  where error.isNotFound {
      return true
    }
  }

  /// Whether a file is what was read; its bytes are looked at where its stamp does not say so.
  private func isAsRead(
    _ draft: Draft,
    _ path: String,
    _ isStampBelieved: Bool
  ) throws(FileSystemError) -> Bool {
    if isStampBelieved, let stamp = draft.stamp {
      if try fileSystem.status(path).map(FileStamp.init) == stamp { return true }
    }
    return try fileSystem.readFile(path, limit: Self.limit).isSame(as: draft.source)
  }

  /// Moves what was typed below the scissors to the end of the letter.
  ///
  /// - Returns: False where there is nothing to move, or the file is no longer what was read.
  package func moveTextUp(in draft: Draft) throws(FileSystemError) -> Bool {
    guard let bytes = draft.sourceWithTextMovedUp, try read(draft.path).source == draft.source
    else { return false }
    try fileSystem.replaceFile(workspace.path(draft.path), with: bytes)
    return true
  }

  /// Puts other bytes into a draft that is still as it was read, under another path unless something
  /// is there.
  func replace(_ draft: Draft, with bytes: [UInt8], path: String) throws(FileSystemError) {
    let place = workspace.path(draft.path)
    if bytes != draft.source { try fileSystem.replaceFile(place, with: bytes) }
    let target = workspace.path(path)
    if path != draft.path, try !fileSystem.exists(target) {
      try fileSystem.moveFile(place, to: target)
    }
  }
}

extension [UInt8] {
  /// Whether two files have the same bytes; unlike `==` it looks at several at a time.
  fileprivate func isSame(as other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        for index in 0..<one.count { difference |= one[index] ^ other[index] }
      }
    }
    return difference == 0
  }
}
