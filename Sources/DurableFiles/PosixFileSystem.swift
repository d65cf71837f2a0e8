#if os(Linux)
internal import CSyncfs
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The machine's own disk.
package struct PosixFileSystem: FileSystem {
  package init() {}

  package func open(_ path: String, _ mode: OpenMode) throws(FileSystemError) -> FileDescriptor {
    let (flags, permissions): (Int32, UInt32) =
      switch mode {
      case .reading: (O_RDONLY | O_NONBLOCK, 0)
      case .awaiting: (O_RDONLY, 0)
      case .creating(let mode): (O_WRONLY | O_CREAT | O_EXCL, mode)
      case .appending(let mode): (O_RDWR | O_CREAT | O_APPEND, mode)
      }
    return FileDescriptor(
      try Self.result(.open, path) { openFile(path, flags | O_CLOEXEC, permissions) }
    )
  }

  package func read(_ file: FileDescriptor, count: Int) throws(FileSystemError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      var result = -1
      repeat {
        result = readSome(file.number, buffer.baseAddress, count)
      } while result < 0 && errno == EINTR
      failure = result < 0 ? errno : 0
      length = max(0, result)
    }
    guard failure == 0 else { throw FileSystemError(.read, Self.name(file), errno: failure) }
    return bytes
  }

  package func skip(_ file: FileDescriptor, count: Int) throws(FileSystemError) {
    guard lseek(file.number, off_t(count), SEEK_CUR) >= 0 else {
      throw FileSystemError(.read, Self.name(file), errno: errno)
    }
  }

  package func write(
    _ file: FileDescriptor,
    _ bytes: ArraySlice<UInt8>
  ) throws(FileSystemError) -> Int {
    let count = bytes.withUnsafeBytes { buffer in
      var result = -1
      repeat {
        result = writeSome(file.number, buffer.baseAddress, buffer.count)
      } while result < 0 && errno == EINTR
      return result
    }
    guard count >= 0 else { throw FileSystemError(.write, Self.name(file), errno: errno) }
    return count
  }

  #if os(Linux)
  package var canSynchronizeDisk: Bool { true }

  package func synchronizeDisk(_ folder: FileDescriptor) throws(FileSystemError) {
    _ = try Self.result(.synchronize, Self.name(folder)) { syncfs(folder.number) }
  }
  #endif

  package func synchronize(_ file: FileDescriptor) throws(FileSystemError) {
    #if canImport(Darwin)
    // fsync alone leaves the bytes in the drive's own memory there.
    _ = try Self.result(.synchronize, Self.name(file)) { fcntl(file.number, F_FULLFSYNC) }
    #else
    _ = try Self.result(.synchronize, Self.name(file)) { fdatasync(file.number) }
    #endif
  }

  package func setMode(_ file: FileDescriptor, _ mode: UInt32) throws(FileSystemError) {
    _ = try Self.result(.write, Self.name(file)) { fchmod(file.number, mode_t(mode)) }
  }

  package func truncate(_ file: FileDescriptor, to length: Int) throws(FileSystemError) {
    _ = try Self.result(.truncate, Self.name(file)) { ftruncate(file.number, off_t(length)) }
  }

  package func lock(_ file: FileDescriptor) throws(FileSystemError) -> Bool {
    while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw FileSystemError(.lock, Self.name(file), errno: errno) }
    }
    return true
  }

  package func close(_ file: FileDescriptor) throws(FileSystemError) {
    // After EINTR the descriptor is gone on Linux; a second close could close another's file.
    if closeFile(file.number) != 0, errno != EINTR {
      throw FileSystemError(.close, Self.name(file), errno: errno)
    }
  }

  package func rename(_ path: String, to target: String) throws(FileSystemError) {
    _ = try Self.result(.rename, path) { renameFile(path, target) }
  }

  #if os(Linux)
  package func renameAtOnce(
    _ path: String,
    to target: String
  ) throws(FileSystemError) -> Bool {
    do throws(FileSystemError) {
      _ = try Self.result(.rename, path) { csyncfs_rename(path, target) }
      return true
    } catch  where error.errno == EINVAL || error.errno == ENOSYS {
      return false
    }
  }
  #endif

  package func link(_ path: String, to target: String) throws(FileSystemError) {
    _ = try Self.result(.link, target) { linkFile(path, target) }
  }

  #if os(Linux)
  package func openNameless(
    in folder: String,
    mode: UInt32
  ) throws(FileSystemError) -> FileDescriptor? {
    do throws(FileSystemError) {
      return FileDescriptor(try Self.result(.open, folder) { csyncfs_nameless(folder, mode) })
    } catch  where [EOPNOTSUPP, EINVAL, EISDIR, ENOSYS].contains(error.errno) {
      return nil
    }
  }

  package func link(_ file: FileDescriptor, to target: String) throws(FileSystemError) {
    _ = try Self.result(.link, target) { csyncfs_link(file.number, target) }
  }
  #endif

  package func unlink(_ path: String) throws(FileSystemError) {
    _ = try Self.result(.unlink, path) { unlinkFile(path) }
  }

  package func mkdir(_ path: String, mode: UInt32) throws(FileSystemError) {
    _ = try Self.result(.mkdir, path) { makeFolder(path, mode_t(mode)) }
  }

  package func status(_ path: String) throws(FileSystemError) -> FileStatus? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let error = FileSystemError(.status, path, errno: errno)
      if error.isNotFound { return nil }
      throw error
    }
    return FileStatus(status)
  }

  package func status(of file: FileDescriptor) throws(FileSystemError) -> FileStatus {
    var status = stat()
    _ = try Self.result(.status, Self.name(file)) { fstat(file.number, &status) }
    return FileStatus(status)
  }

  package func readLink(_ path: String) throws(FileSystemError) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map { readlink(path, $0, bytes.count) } ?? 0
    }
    guard length >= 0 else {
      let error = FileSystemError(.status, path, errno: errno)
      if error.isNotFound || error.errno == EINVAL { return nil }
      throw error
    }
    return String(decoding: buffer.prefix(length), as: UTF8.self)
  }

  package func list(_ path: String) throws(FileSystemError) -> [String] {
    guard let folder = opendir(path) else { throw FileSystemError(.list, path, errno: errno) }
    defer { closedir(folder) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileSystemError(.list, path, errno: errno) }
    return names
  }

  package func synchronizeFolder(_ path: String) throws(FileSystemError) {
    let folder = try Self.result(.synchronize, path) {
      openFile(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    }
    defer { _ = closeFile(folder) }
    _ = try Self.result(.synchronize, path) { fsync(folder) }
  }

  private static func result(
    _ operation: FileSystemError.Operation,
    _ path: String,
    _ call: () -> Int32
  ) throws(FileSystemError) -> Int32 {
    guard !hasZero(path) else { throw FileSystemError(operation, path, errno: EINVAL) }
    while true {
      let result = call()
      if result >= 0 { return result }
      if errno != EINTR { throw FileSystemError(operation, path, errno: errno) }
    }
  }

  /// Whether the system would see but a part of a path.
  private static func hasZero(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { $0.contains(0) }
  }

  /// The verbs on descriptors do not know the path; who called them does and may say so.
  private static func name(_ file: FileDescriptor) -> String { "descriptor \(file.number)" }
}

extension FileStatus {
  fileprivate init(_ status: stat) {
    let kind = status.st_mode & S_IFMT
    #if canImport(Darwin)
    let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    self.init(
      isFolder: kind == S_IFDIR,
      isRegularFile: kind == S_IFREG,
      size: Int(status.st_size),
      mode: UInt32(status.st_mode & 0o7777),
      inode: UInt64(status.st_ino),
      modified: Self.nanoseconds(modified),
      changed: Self.nanoseconds(changed)
    )
  }

  /// The moment, or the last one that there is a number for: disks know dates behind the year 2262.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    let (whole, isTooFar) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isBeyond) = whole.addingReportingOverflow(Int64(time.tv_nsec))
    guard isTooFar || isBeyond else { return sum }
    return time.tv_sec < 0 ? .min : .max
  }
}

// The methods above have the names of the calls that they make.
private func openFile(_ path: String, _ flags: Int32, _ mode: UInt32) -> Int32 {
  open(path, flags, mode_t(mode))
}
private func readSome(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, bytes, count)
}
private func writeSome(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
private func closeFile(_ file: Int32) -> Int32 { close(file) }
private func renameFile(_ path: String, _ target: String) -> Int32 { rename(path, target) }
private func linkFile(_ path: String, _ target: String) -> Int32 { link(path, target) }
private func unlinkFile(_ path: String) -> Int32 { unlink(path) }
private func makeFolder(_ path: String, _ mode: mode_t) -> Int32 { mkdir(path, mode) }
