/// One process's right to work in a folder, until the value is gone or the process is.
///
/// The lock is the kernel's (`flock`), so a crash never leaves one behind; the file only says who
/// has it.
package struct DirectoryLock: ~Copyable {
  private let file: FileDescriptor
  private let fileSystem: any FileSystem

  /// Takes the lock, in a file that is made where there is none.
  ///
  /// `holder` is one line that tells the next one who is at work: `touchbase send, process 4711`.
  package static func take(
    _ path: String,
    holder: String,
    fileSystem: any FileSystem
  ) throws(DirectoryLockError) -> DirectoryLock {
    let file: FileDescriptor
    do throws(FileSystemError) {
      file = try fileSystem.open(path, .appending(mode: 0o600))
    } catch {
      throw .disk(error)
    }
    // From here on `deinit` closes the file, whatever is thrown.
    let lock = DirectoryLock(file, fileSystem)
    try lock.take(path, holder: holder)
    return lock
  }

  private init(_ file: FileDescriptor, _ fileSystem: any FileSystem) {
    self.file = file
    self.fileSystem = fileSystem
  }

  deinit {
    // The kernel lets go of the lock with the descriptor, whatever closing says.
    _ = Result { try fileSystem.close(file) }
  }

  private func take(_ path: String, holder: String) throws(DirectoryLockError) {
    let line: ArraySlice<UInt8>
    do throws(FileSystemError) {
      if try fileSystem.lock(file) {
        try fileSystem.truncate(file, to: 0)
        return try fileSystem.writeAll(file, Array("\(holder)\n".utf8), path: path)
      }
      line = try fileSystem.read(file, count: 200).prefix { $0 != 0x0A }
    } catch {
      throw .disk(error.at(path))
    }
    throw .held(by: line.isEmpty ? "another touchbase" : String(decoding: line, as: UTF8.self))
  }
}

/// Why a lock could not be had.
package enum DirectoryLockError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Somebody else works there, in their own words.
  case held(by: String)
  case disk(FileSystemError)

  package var description: String {
    switch self {
    case .held(let holder): "somebody else is at work there: \(holder)"
    case .disk(let error): error.description
    }
  }
}
