package import DurableFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Synchronization

/// A disk that fails at its n-th call, over another one.
package final class FaultyFileSystem: FileSystem {
  /// What happens at the n-th call.
  package enum Fault: Hashable, CaseIterable, Sendable {
    /// It fails, and those after it do not.
    case once
    /// It fails, and every one after it that would change something: the disk is full.
    case fromThenOn
    /// It does nothing, nor does any after it: the process is gone.
    case stop
    /// Half of what it would write is written; then the process is gone.
    case stopHalfway
  }

  private struct State {
    var count = 0
    var writes: [Int] = []
    var fault: (call: Int, kind: Fault)?
  }

  private let base: any FileSystem
  private let state = Mutex(State())

  /// What is added to the length that an open file says it has.
  private let excess: Int

  /// The disk that it says it is; nil for what the other one says.
  private let volume: Volume?

  package init(_ base: any FileSystem, excess: Int = 0, volume: Volume? = nil) {
    self.base = base
    self.excess = excess
    self.volume = volume
  }

  /// How many calls there were since the last `arm` or `disarm`.
  package var count: Int { state.withLock { $0.count } }

  /// Which of them would write bytes.
  package var writes: [Int] { state.withLock { $0.writes } }

  /// Lets the n-th call from now on fail, counted from 0.
  package func arm(_ kind: Fault, at call: Int) {
    state.withLock { $0 = State(fault: (call, kind)) }
  }

  package func disarm() {
    state.withLock { $0 = State() }
  }

  /// Counts a call, and tells what goes wrong with it.
  private func next(isChange: Bool) -> Fault? {
    state.withLock { state in
      defer { state.count += 1 }
      guard let fault = state.fault, state.count >= fault.call else { return nil }
      switch fault.kind {
      case .once: return state.count == fault.call ? .once : nil
      case .fromThenOn: return isChange ? .fromThenOn : nil
      case .stop: return .stop
      case .stopHalfway: return state.count == fault.call ? .stopHalfway : .stop
      }
    }
  }

  private func check(
    _ operation: FileSystemError.Operation,
    _ path: String,
    isChange: Bool
  ) throws(FileSystemError) {
    if let fault = next(isChange: isChange) {
      throw FileSystemError(operation, path, errno: fault == .fromThenOn ? ENOSPC : EIO)
    }
  }

  package func open(_ path: String, _ mode: OpenMode) throws(FileSystemError) -> FileDescriptor {
    try check(.open, path, isChange: mode != .reading && mode != .awaiting)
    return try base.open(path, mode)
  }

  package func read(_ file: FileDescriptor, count: Int) throws(FileSystemError) -> [UInt8] {
    try check(.read, "descriptor", isChange: false)
    return try base.read(file, count: count)
  }

  package func write(
    _ file: FileDescriptor,
    _ bytes: ArraySlice<UInt8>
  ) throws(FileSystemError) -> Int {
    state.withLock { $0.writes.append($0.count) }
    if let fault = next(isChange: true) {
      // A disk that fills up takes a part before it refuses.
      if fault != .stop { _ = try base.write(file, bytes.prefix(bytes.count / 2)) }
      throw FileSystemError(.write, "descriptor", errno: ENOSPC)
    }
    return try base.write(file, bytes)
  }

  package func synchronize(_ file: FileDescriptor) throws(FileSystemError) {
    try check(.synchronize, "descriptor", isChange: true)
    try base.synchronize(file)
  }

  package func setMode(_ file: FileDescriptor, _ mode: UInt32) throws(FileSystemError) {
    try check(.write, "descriptor", isChange: true)
    try base.setMode(file, mode)
  }

  package func truncate(_ file: FileDescriptor, to length: Int) throws(FileSystemError) {
    try check(.truncate, "descriptor", isChange: true)
    try base.truncate(file, to: length)
  }

  package func lock(_ file: FileDescriptor) throws(FileSystemError) -> Bool {
    try check(.lock, "descriptor", isChange: false)
    return try base.lock(file)
  }

  package func close(_ file: FileDescriptor) throws(FileSystemError) {
    // As on POSIX, the descriptor is gone even where closing fails.
    let fault = next(isChange: false)
    try base.close(file)
    if fault != nil { throw FileSystemError(.close, "descriptor", errno: EIO) }
  }

  package func rename(_ path: String, to target: String) throws(FileSystemError) {
    try check(.rename, path, isChange: true)
    try base.rename(path, to: target)
  }

  package func link(_ path: String, to target: String) throws(FileSystemError) {
    try check(.link, target, isChange: true)
    try base.link(path, to: target)
  }

  package func openNameless(
    in folder: String,
    mode: UInt32
  ) throws(FileSystemError) -> FileDescriptor? {
    try check(.open, folder, isChange: true)
    return try base.openNameless(in: folder, mode: mode)
  }

  package func link(_ file: FileDescriptor, to target: String) throws(FileSystemError) {
    try check(.link, target, isChange: true)
    try base.link(file, to: target)
  }

  package func unlink(_ path: String) throws(FileSystemError) {
    try check(.unlink, path, isChange: false)
    try base.unlink(path)
  }

  package func mkdir(_ path: String, mode: UInt32) throws(FileSystemError) {
    try check(.mkdir, path, isChange: true)
    try base.mkdir(path, mode: mode)
  }

  package func status(_ path: String) throws(FileSystemError) -> FileStatus? {
    try check(.status, path, isChange: false)
    return try base.status(path)
  }

  package func status(of file: FileDescriptor) throws(FileSystemError) -> FileStatus {
    try check(.status, "descriptor", isChange: false)
    let status = try base.status(of: file)
    return FileStatus(
      isFolder: status.isFolder,
      isRegularFile: status.isRegularFile,
      size: status.size + excess,
      mode: status.mode,
      inode: status.inode,
      modified: status.modified,
      changed: status.changed
    )
  }

  package func volume(_ path: String) throws(FileSystemError) -> Volume? {
    try check(.status, path, isChange: false)
    if let volume { return volume }
    return try base.volume(path)
  }

  package func identity(_ path: String) -> String? { base.identity(path) }

  package func readLink(_ path: String) throws(FileSystemError) -> String? {
    try check(.status, path, isChange: false)
    return try base.readLink(path)
  }

  package func list(_ path: String) throws(FileSystemError) -> [String] {
    try check(.list, path, isChange: false)
    return try base.list(path)
  }

  package func synchronizeFolder(_ path: String) throws(FileSystemError) {
    try check(.synchronize, path, isChange: true)
    try base.synchronizeFolder(path)
  }
}
