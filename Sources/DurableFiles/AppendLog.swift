/// A file that only grows, line by line.
///
/// A value keeps the file open; what is written is on the disk after ``synchronize()``.
package struct AppendLog: ~Copyable {
  private let path: String
  private let file: FileDescriptor
  private let fileSystem: any FileSystem

  /// Opens the file, and makes it where there is none; its name is on the disk before this returns.
  package static func open(
    _ path: String,
    fileSystem: any FileSystem
  ) throws(FileSystemError) -> AppendLog {
    let log = AppendLog(path, try fileSystem.open(path, .appending(mode: 0o600)), fileSystem)
    // Even of a file that is there: who made it may have been killed before this step.
    try fileSystem.synchronizeFolder(FilePath.parent(of: path))
    return log
  }

  private init(_ path: String, _ file: FileDescriptor, _ fileSystem: any FileSystem) {
    self.path = path
    self.file = file
    self.fileSystem = fileSystem
  }

  deinit {
    // Everything that matters was synchronized before; closing can't lose it.
    _ = Result { try fileSystem.close(file) }
  }

  /// Cuts off what stands behind the first `length` bytes: a line that a crash tore.
  package func truncate(to length: Int) throws(FileSystemError) {
    do throws(FileSystemError) {
      try fileSystem.truncate(file, to: length)
    } catch {
      throw error.at(path)
    }
    try synchronize()
  }

  /// Writes bytes at the end, not yet on the disk.
  ///
  /// When it throws, a part of them may stand there; ``truncate(to:)`` takes it away.
  package func append(_ bytes: [UInt8]) throws(FileSystemError) {
    try fileSystem.writeAll(file, bytes, path: path)
  }

  /// Returns when everything that was written is on the disk.
  package func synchronize() throws(FileSystemError) {
    do throws(FileSystemError) {
      try fileSystem.synchronize(file)
    } catch {
      throw error.at(path)
    }
  }
}
