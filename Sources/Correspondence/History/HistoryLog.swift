package import DurableFiles

/// `history.jsonl` while entries are added to it, some at a time.
package final class HistoryLog {
  private let file: HistoryFile
  private var log: AppendLog?
  private var failure: FileSystemError?
  /// Whether something was added that may not be on the disk.
  private var isPending = false

  package init(_ file: HistoryFile) {
    self.file = file
  }

  /// Adds entries that the file lacks, not yet on the disk; after a failure nothing more.
  package func add(_ entries: [HistoryEntry]) {
    guard failure == nil, !entries.isEmpty else { return }
    do throws(FileSystemError) {
      if log == nil { log = try file.opened() }
      isPending = true
      try log?.append(entries.flatMap { HistoryLine.bytes(of: $0) })
    } catch {
      failure = error
    }
  }

  /// Returns when everything that was added is on the disk.
  ///
  /// - Throws: What kept an entry from being added, or from being on the disk, however often it is asked:
  ///   what a failed synchronization leaves there, no later one can tell.
  package func synchronize() throws(FileSystemError) {
    if let failure { throw failure }
    guard isPending else { return }
    do throws(FileSystemError) {
      try log?.synchronize()
      isPending = false
    } catch {
      failure = error
      throw error
    }
  }
}
