package import DurableFiles
package import MailMessage

/// `history.jsonl` on the disk: read whole, only ever added to.
package struct HistoryFile: Sendable {
  package let path: String
  /// The path as people see it, relative to the workspace.
  package let shownPath: String
  private let fileSystem: any FileSystem

  package init(_ workspace: Workspace, fileSystem: any FileSystem) {
    self.path = workspace.history
    self.shownPath = workspace.relative(workspace.history)
    self.fileSystem = fileSystem
  }

  /// Reads the file; none at all is an empty history.
  package func load() throws(FileSystemError) -> History {
    History(path: shownPath, bytes: try bytes())
  }

  /// Adds entries, on the disk before it returns.
  ///
  /// An entry whose id the file has is left out, so that adding twice does no harm.
  ///
  /// - Returns: The history with what was added.
  /// - Throws: ``FileSystemError``.
  @discardableResult
  package func append(_ entries: [HistoryEntry]) throws -> History {
    let history = try load()
    var known: Set<String> = []
    let new = entries.filter { !history.contains(id: $0.id) && known.insert($0.id).inserted }
    guard !new.isEmpty else { return history }
    let log = try opened()
    try log.append(new.flatMap { HistoryLine.bytes(of: $0) })
    try log.synchronize()
    return History(entries: history.entries + new, problems: history.problems)
  }

  /// Opens the file to add lines at its end.
  func opened() throws(FileSystemError) -> AppendLog {
    let log = try AppendLog.open(path, fileSystem: fileSystem)
    let end = UInt8(ascii: "\n")
    // A crash may have torn the last line: what is added must not become part of it.
    if let last = try lastBytes(1).last, last != end { try log.append([end]) }
    return log
  }

  /// Which of some ids the file lacks.
  ///
  /// It is read from its end, where what was added last stands, and no further than it takes.
  package func lacking(_ ids: Set<String>) throws(FileSystemError) -> Set<String> {
    var missing = ids
    var count = 16 << 10
    while !missing.isEmpty {
      let bytes = try lastBytes(count)
      let isWhole = bytes.count < count
      let lines = isWhole ? bytes : Array(bytes.drop { $0 != UInt8(ascii: "\n") })
      let history = History(path: shownPath, bytes: lines)
      missing = missing.filter { !history.contains(id: $0) }
      if isWhole { break }
      count *= 8
    }
    return missing
  }

  /// The end of the file; all of it where it has no more bytes.
  private func lastBytes(_ count: Int) throws(FileSystemError) -> [UInt8] {
    guard let size = try fileSystem.status(path)?.size else { return [] }
    var bytes: [UInt8] = []
    try fileSystem.readPieces(path, from: max(0, size - count)) { bytes += $0 }
    return bytes
  }

  private func bytes() throws(FileSystemError) -> [UInt8] {
    do {
      return try fileSystem.readFile(path, limit: 1 << 30)
    } catch  where error.isNotFound {
      return []
    }
  }
}

extension HistoryFile {
  /// Takes an entry back: by a line more, since the file is only added to.
  package func undo(_ entry: HistoryEntry, at moment: DateTime) throws {
    let log = try AppendLog.open(path, fileSystem: fileSystem)
    try log.append(HistoryLine.bytes(undoing: entry, at: moment))
    try log.synchronize()
  }

  /// Gives a contact another id in every line that names it; all else stays as it is.
  ///
  /// The one edit that the file knows besides adding: two files of one person became one.
  ///
  /// - Throws: ``FileSystemError``.
  package func rename(_ id: String, to other: String) throws {
    let bytes = try bytes()
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let renamed = lines.map { HistoryLine.renaming(id, to: other, in: $0) }
    let after = Array(renamed.joined(separator: [UInt8(ascii: "\n")]))
    if after != bytes { try fileSystem.replaceFile(path, with: after) }
  }
}
