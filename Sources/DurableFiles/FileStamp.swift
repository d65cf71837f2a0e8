/// What shows that a file is not what it was when it was read; on a disk that other machines write to
/// it is told late.
package struct FileStamp: Hashable, Sendable {
  package let inode: UInt64
  package let size: Int
  /// When the bytes last changed, in nanoseconds since 1970.
  package let modified: Int64
  /// When the bytes or anything else of the file last changed, which no program can set back; on FAT
  /// the same as ``modified``.
  package let changed: Int64

  package init(inode: UInt64, size: Int, modified: Int64, changed: Int64) {
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  package init(_ status: FileStatus) {
    self.init(
      inode: status.inode,
      size: status.size,
      modified: status.modified,
      changed: status.changed
    )
  }

  /// The coarsest clock of a file system in use, FAT's, in nanoseconds.
  private static let tick: Int64 = 2_000_000_000

  /// Whether a change after a moment gives another stamp, since it falls into a later tick.
  ///
  /// The moment is in nanoseconds since 1970, by the machine's clock before the file was read.
  package func isSettled(at moment: Int64) -> Bool {
    max(modified, changed) < moment - Self.tick
  }
}
