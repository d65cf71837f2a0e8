internal import DurableFiles

/// What shows that a file is not what it was when it was read.
struct FileStamp: Hashable {
  let inode: UInt64
  let size: Int
  /// When the bytes last changed, in nanoseconds since 1970.
  let modified: Int64
  /// When the bytes or anything else of the file last changed, which no program can set back.
  let changed: Int64

  init(_ status: FileStatus) {
    self.inode = status.inode
    self.size = status.size
    self.modified = status.modified
    self.changed = status.changed
  }

  /// The coarsest clock of a file system in use, FAT's, in nanoseconds.
  private static let tick: Int64 = 2_000_000_000

  /// Whether a change after a moment is sure to give another stamp.
  func isSettled(at moment: Int64) -> Bool {
    max(modified, changed) < moment - Self.tick
  }
}

extension FileStamp {
  func pack(into writer: inout PackedWriter) {
    writer.number(inode)
    writer.signed(size)
    writer.number(UInt64(bitPattern: modified))
    writer.number(UInt64(bitPattern: changed))
  }

  init(_ reader: inout PackedReader) throws(PackedReader.Damage) {
    self.inode = try reader.number()
    self.size = try reader.signed()
    self.modified = Int64(bitPattern: try reader.number())
    self.changed = Int64(bitPattern: try reader.number())
  }
}
