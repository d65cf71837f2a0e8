import DurableFiles
import Synchronization

/// The machine's disk, and how many contact files were opened for reading.
final class CountingFiles: FileSystem {
  let reads = Mutex(0)
  private let base = PosixFileSystem()

  func open(_ path: String, _ mode: OpenMode) throws(FileSystemError) -> FileDescriptor {
    if mode == .reading, path.hasSuffix(".md") { reads.withLock { $0 += 1 } }
    return try base.open(path, mode)
  }

  func read(_ file: FileDescriptor, count: Int) throws(FileSystemError) -> [UInt8] {
    try base.read(file, count: count)
  }

  func write(_ file: FileDescriptor, _ bytes: ArraySlice<UInt8>) throws(FileSystemError) -> Int {
    try base.write(file, bytes)
  }

  func synchronize(_ file: FileDescriptor) throws(FileSystemError) {
    try base.synchronize(file)
  }

  func setMode(_ file: FileDescriptor, _ mode: UInt32) throws(FileSystemError) {
    try base.setMode(file, mode)
  }

  func truncate(_ file: FileDescriptor, to length: Int) throws(FileSystemError) {
    try base.truncate(file, to: length)
  }

  func lock(_ file: FileDescriptor) throws(FileSystemError) -> Bool { try base.lock(file) }

  func close(_ file: FileDescriptor) throws(FileSystemError) { try base.close(file) }

  func rename(_ path: String, to target: String) throws(FileSystemError) {
    try base.rename(path, to: target)
  }

  func link(_ path: String, to target: String) throws(FileSystemError) {
    try base.link(path, to: target)
  }

  func unlink(_ path: String) throws(FileSystemError) { try base.unlink(path) }

  func mkdir(_ path: String, mode: UInt32) throws(FileSystemError) {
    try base.mkdir(path, mode: mode)
  }

  func status(_ path: String) throws(FileSystemError) -> FileStatus? { try base.status(path) }

  func status(of file: FileDescriptor) throws(FileSystemError) -> FileStatus {
    try base.status(of: file)
  }

  func readLink(_ path: String) throws(FileSystemError) -> String? { try base.readLink(path) }

  func list(_ path: String) throws(FileSystemError) -> [String] { try base.list(path) }

  func synchronizeFolder(_ path: String) throws(FileSystemError) {
    try base.synchronizeFolder(path)
  }
}
