#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What can be done to a disk, one system call a verb.
///
/// Everything that touches files goes through a value of this type, so that a test can let the n-th
/// call fail or the machine crash between two of them. Paths are as POSIX has them.
///
/// - Throws: Each verb throws ``FileSystemError`` with its own name and the path.
package protocol FileSystem: Sendable {
  /// Opens a file and returns its descriptor.
  func open(_ path: String, _ mode: OpenMode) throws(FileSystemError) -> FileDescriptor
  /// Reads at most that many bytes from where the last reading ended; none at the end.
  func read(_ file: FileDescriptor, count: Int) throws(FileSystemError) -> [UInt8]
  /// Goes on reading so many bytes further.
  func skip(_ file: FileDescriptor, count: Int) throws(FileSystemError)
  /// Writes some of the bytes and returns how many.
  func write(_ file: FileDescriptor, _ bytes: ArraySlice<UInt8>) throws(FileSystemError) -> Int
  /// Returns when the file's bytes and its length are on the disk.
  func synchronize(_ file: FileDescriptor) throws(FileSystemError)
  /// Whether ``synchronizeDisk(_:)`` can be used.
  var canSynchronizeDisk: Bool { get }
  /// Returns when everything written since a folder was opened is on the disk that holds it,
  /// whoever wrote it.
  func synchronizeDisk(_ folder: FileDescriptor) throws(FileSystemError)
  /// Gives an open file its permissions, whatever the process takes from new ones.
  func setMode(_ file: FileDescriptor, _ mode: UInt32) throws(FileSystemError)
  /// Cuts the file off at a length in bytes.
  func truncate(_ file: FileDescriptor, to length: Int) throws(FileSystemError)
  /// Takes the lock on a whole file; false when somebody else has it.
  func lock(_ file: FileDescriptor) throws(FileSystemError) -> Bool
  /// Closes the file; it can't be used any more, whatever the answer.
  func close(_ file: FileDescriptor) throws(FileSystemError)
  /// Gives a file another name, in place of what has that name.
  func rename(_ path: String, to target: String) throws(FileSystemError)
  /// Gives a file another name that nothing has yet, in one step; ``FileSystemError/isAlreadyThere``
  /// where something has it, false where the system has no such step.
  func renameAtOnce(_ path: String, to target: String) throws(FileSystemError) -> Bool
  /// Gives a file a second name that nothing has yet.
  func link(_ path: String, to target: String) throws(FileSystemError)
  /// Opens a new file for writing that has no name, and is gone with its descriptor unless it gets
  /// one; nil where the system or the disk that holds the folder knows no such files.
  func openNameless(
    in folder: String,
    mode: UInt32
  ) throws(FileSystemError) -> FileDescriptor?
  /// Gives an open file that has no name one that nothing has yet;
  /// ``FileSystemError/isAlreadyThere`` where something has it.
  func link(_ file: FileDescriptor, to target: String) throws(FileSystemError)
  /// Takes a file's name away.
  func unlink(_ path: String) throws(FileSystemError)
  /// Makes one folder, whose parent is there.
  func mkdir(_ path: String, mode: UInt32) throws(FileSystemError)
  /// What is known of the file that the path leads to, symbolic links followed; nil when there is
  /// none.
  func status(_ path: String) throws(FileSystemError) -> FileStatus?
  /// What is known of an open file.
  func status(of file: FileDescriptor) throws(FileSystemError) -> FileStatus
  /// What a symbolic link says; nil for anything else, and where there is nothing.
  func readLink(_ path: String) throws(FileSystemError) -> String?
  /// The disk that holds a file; nil where nothing is known of it.
  func volume(_ path: String) throws(FileSystemError) -> Volume?
  /// What tells a file from every other, its own copies among them, as long as it is there; nil where
  /// the disk does not tell.
  func identity(_ path: String) -> String?
  /// The names in a folder, in no order, without `.` and `..`.
  func list(_ path: String) throws(FileSystemError) -> [String]
  /// Returns when the names in a folder are on the disk.
  func synchronizeFolder(_ path: String) throws(FileSystemError)
}

extension FileSystem {
  package func skip(_ file: FileDescriptor, count: Int) throws(FileSystemError) {
    var left = count
    while left > 0 {
      let piece = try read(file, count: min(left, 64 << 10))
      if piece.isEmpty { break }
      left -= piece.count
    }
  }
  package var canSynchronizeDisk: Bool { false }
  package func synchronizeDisk(_ folder: FileDescriptor) throws(FileSystemError) {
    throw FileSystemError(.synchronize, "the disk", errno: ENOSYS)
  }
  package func renameAtOnce(
    _ path: String,
    to target: String
  ) throws(FileSystemError) -> Bool {
    false
  }
  package func openNameless(
    in folder: String,
    mode: UInt32
  ) throws(FileSystemError) -> FileDescriptor? {
    nil
  }
  package func link(_ file: FileDescriptor, to target: String) throws(FileSystemError) {
    throw FileSystemError(.link, target, errno: ENOSYS)
  }
  /// Gives a file another name that nothing has yet; ``FileSystemError/isAlreadyThere`` where something
  /// has it.
  ///
  /// Where the system has no such step there are two, between which nobody else may take the name.
  package func renameNew(_ path: String, to target: String) throws(FileSystemError) {
    if try renameAtOnce(path, to: target) { return }
    guard try status(target) == nil else { throw FileSystemError(.rename, target, errno: EEXIST) }
    try rename(path, to: target)
  }
}

/// A number that stands for an open file.
package struct FileDescriptor: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) {
    self.number = number
  }

  /// How many files are opened together at most: a process may mostly have 1024.
  package static let mostAtOnce = 512
}

/// What a file is opened for.
package enum OpenMode: Hashable, Sendable {
  /// Nobody is waited for: a named pipe has what somebody wrote into it, and is empty where nobody does.
  case reading
  /// Reading what may come bit by bit, as a pipe's bytes do, however long whoever writes it takes.
  case awaiting
  /// A new file with these permissions; something of that name is an error.
  case creating(mode: UInt32)
  /// Reading, and writing at the end, of a file that is made where there is none.
  case appending(mode: UInt32)
}

/// What is known of a file beside its bytes.
package struct FileStatus: Hashable, Sendable {
  package let isFolder: Bool
  package let isRegularFile: Bool
  /// The length in bytes.
  package let size: Int
  /// The permissions, the lower twelve bits.
  package let mode: UInt32
  /// What tells the file from every other on the same device.
  package let inode: UInt64
  /// When the bytes last changed, in nanoseconds since 1970.
  package let modified: Int64
  /// When the bytes or what is known of the file last changed, in nanoseconds since 1970.
  package let changed: Int64

  package init(
    isFolder: Bool,
    isRegularFile: Bool,
    size: Int,
    mode: UInt32,
    inode: UInt64,
    modified: Int64,
    changed: Int64
  ) {
    self.isFolder = isFolder
    self.isRegularFile = isRegularFile
    self.size = size
    self.mode = mode
    self.inode = inode
    self.modified = modified
    self.changed = changed
  }
}
