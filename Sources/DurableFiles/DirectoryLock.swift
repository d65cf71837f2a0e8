/// One process's right to work in a folder, until the value is gone or the process is.
///
/// The locks are the kernel's (`flock`), so a crash never leaves one behind. The file only says who
/// has it; the folder is locked as well, since the file may be deleted, and another made in its place,
/// or be one of two that stand for the same folder.
package struct DirectoryLock: ~Copyable {
  private let file: FileDescriptor
  private let folder: FileDescriptor
  private let fileSystem: any FileSystem

  /// Takes the lock on a folder, and tells who has it in a file that is made where there is none.
  ///
  /// `holder` is one line that tells the next one who is at work: `touchbase send, process 4711`.
  package static func take(
    on folder: String,
    _ path: String,
    holder: String,
    fileSystem: any FileSystem
  ) throws(DirectoryLockError) -> DirectoryLock {
    let file: FileDescriptor
    let open: FileDescriptor
    do throws(FileSystemError) {
      file = try fileSystem.open(path, .appending(mode: 0o600))
      do throws(FileSystemError) {
        open = try fileSystem.open(folder, .reading)
      } catch {
        _ = Result { try fileSystem.close(file) }
        throw error
      }
    } catch {
      throw .disk(error)
    }
    // From here on `deinit` closes them, whatever is thrown.
    let lock = DirectoryLock(file, open, fileSystem)
    try lock.take(path, holder: holder)
    return lock
  }

  private init(_ file: FileDescriptor, _ folder: FileDescriptor, _ fileSystem: any FileSystem) {
    self.file = file
    self.folder = folder
    self.fileSystem = fileSystem
  }

  deinit {
    // The kernel lets go of the locks with the descriptors, whatever closing says.
    _ = Result { try fileSystem.close(folder) }
    _ = Result { try fileSystem.close(file) }
  }

  private func take(_ path: String, holder: String) throws(DirectoryLockError) {
    var line: ArraySlice<UInt8> = []
    do throws(FileSystemError) {
      if try !fileSystem.lock(file) {
        line = try fileSystem.read(file, count: 200).prefix { $0 != 0x0A }
      } else if try isFolderLocked() {
        try fileSystem.truncate(file, to: 0)
        return try fileSystem.writeAll(file, Array("\(holder)\n".utf8), path: path)
      }
    } catch {
      throw .disk(error.at(path))
    }
    throw .held(by: line.isEmpty ? "another touchbase" : String(decoding: line, as: UTF8.self))
  }
}

extension DirectoryLock {
  /// Whether nobody else has the folder; where folders cannot be locked, on NFS, the file's has to do.
  private func isFolderLocked() throws(FileSystemError) -> Bool {
    do throws(FileSystemError) {
      return try fileSystem.lock(folder)
    } catch  where error.isWithoutLocks {
      return true
    }
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
