package import DurableFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Synchronization

/// A disk in memory that forgets, at a crash, what was not synchronized.
///
/// Each change of names is atomic and on the disk once a folder that it touches is synchronized;
/// each file's bytes are once the file is.
package final class MemoryFileSystem: FileSystem {
  /// What a crash leaves of the changes that were not synchronized.
  package enum Loss: String, CaseIterable, Sendable {
    /// All of them: the process was killed, the machine goes on.
    case nothing
    /// None of them.
    case everything
    /// The first half of the names, and of each file's new bytes.
    case secondHalf
    /// All names, but bytes of which the first half became zeros.
    case holes
  }

  /// What a disk makes of files without a name.
  package enum NamelessFiles: String, CaseIterable, Sendable {
    /// It has them, and they can get one.
    case known
    /// It has them, and the system has no way to give them one.
    case unnamable
    case unknown
  }

  private let disk = Mutex(MemoryDisk())
  private let namelessFiles: NamelessFiles
  private let knowsSecondNames: Bool

  package init(namelessFiles: NamelessFiles = .known, knowsSecondNames: Bool = true) {
    self.namelessFiles = namelessFiles
    self.knowsSecondNames = knowsSecondNames
  }

  /// The machine stops, and is started again.
  package func crash(losing loss: Loss) {
    disk.withLock { $0.crash(losing: loss) }
  }

  /// Every file's path, sorted.
  package var files: [String] { disk.withLock { $0.files } }

  /// Puts bytes in the place of a file, and on the disk at once.
  package func place(_ bytes: [UInt8], at path: String) {
    disk.withLock { $0.place(bytes, at: path) }
  }

  package func open(_ path: String, _ mode: OpenMode) throws(FileSystemError) -> FileDescriptor {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.open(path, mode) }
  }

  package func read(_ file: FileDescriptor, count: Int) throws(FileSystemError) -> [UInt8] {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.read(file, count: count) }
  }

  package func write(
    _ file: FileDescriptor,
    _ bytes: ArraySlice<UInt8>
  ) throws(FileSystemError) -> Int {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.write(file, bytes) }
  }

  package func synchronize(_ file: FileDescriptor) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.synchronize(file) }
  }

  package func setMode(_ file: FileDescriptor, _ mode: UInt32) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.setMode(file, mode) }
  }

  package func truncate(_ file: FileDescriptor, to length: Int) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.truncate(file, to: length) }
  }

  package func lock(_ file: FileDescriptor) throws(FileSystemError) -> Bool {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.lock(file) }
  }

  package func close(_ file: FileDescriptor) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.close(file) }
  }

  package func rename(_ path: String, to target: String) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in
      try disk.name(target, like: path, .rename, replacing: true)
    }
  }

  package func link(_ path: String, to target: String) throws(FileSystemError) {
    if !knowsSecondNames { throw FileSystemError(.link, target, errno: EPERM) }
    try disk.withLock { (disk) throws(FileSystemError) in
      try disk.name(target, like: path, .link, replacing: false)
    }
  }

  package func openNameless(
    in folder: String,
    mode: UInt32
  ) throws(FileSystemError) -> FileDescriptor? {
    if namelessFiles == .unknown { return nil }
    return try disk.withLock { (disk) throws(FileSystemError) in
      try disk.openNameless(in: folder, mode: mode)
    }
  }

  package func link(_ file: FileDescriptor, to target: String) throws(FileSystemError) {
    if namelessFiles != .known { throw FileSystemError(.link, target, errno: ENOENT) }
    try disk.withLock { (disk) throws(FileSystemError) in try disk.link(file, to: target) }
  }

  package func unlink(_ path: String) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.unlink(path) }
  }

  package func mkdir(_ path: String, mode: UInt32) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.mkdir(path) }
  }

  package func status(_ path: String) throws(FileSystemError) -> FileStatus? {
    disk.withLock { $0.status(path) }
  }

  package func status(of file: FileDescriptor) throws(FileSystemError) -> FileStatus {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.status(of: file) }
  }

  package func identity(_ path: String) -> String? {
    disk.withLock { $0.status(path) }.map { "\($0.inode)" }
  }

  package func readLink(_ path: String) throws(FileSystemError) -> String? { nil }

  package func list(_ path: String) throws(FileSystemError) -> [String] {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.list(path) }
  }

  package func synchronizeFolder(_ path: String) throws(FileSystemError) {
    try disk.withLock { (disk) throws(FileSystemError) in try disk.synchronizeFolder(path) }
  }
}
