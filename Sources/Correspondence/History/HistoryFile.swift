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
    let bytes = try bytes()
    let history = History(path: shownPath, bytes: bytes)
    var known: Set<String> = []
    let new = entries.filter { !history.contains(id: $0.id) && known.insert($0.id).inserted }
    guard !new.isEmpty else { return history }
    var added: [UInt8] = []
    // A crash may have torn the last line: what is added must not become part of it.
    if let last = bytes.last, last != UInt8(ascii: "\n") { added.append(UInt8(ascii: "\n")) }
    for entry in new { added += try HistoryLine.bytes(of: entry) }
    let log = try AppendLog.open(path, fileSystem: fileSystem)
    try log.append(added)
    try log.synchronize()
    return History(entries: history.entries + new, problems: history.problems)
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
