import DurableFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a ``MemoryFileSystem`` holds: as programs see it, and as a crash would leave it.
struct MemoryDisk {
  private struct File {
    var bytes: [UInt8] = []
    var durable: [UInt8] = []
    var mode: UInt32
    var lockedBy: Int32?
    /// Whether it stands for a folder that was opened.
    var isFolder = false
  }

  private struct Descriptor {
    let file: Int
    var offset = 0
    let isAppending: Bool
  }

  /// What a path leads to: a file by its number, or a folder.
  private enum Node: Equatable {
    case file(Int)
    case folder
  }

  /// A change of names that happens wholly or not at all.
  private struct Change {
    let nodes: [(path: String, node: Node?)]

    func touches(_ folder: String) -> Bool {
      nodes.contains { MemoryDisk.parent($0.path) == folder }
    }
  }

  private var storage: [Int: File] = [:]
  private var names: [String: Node] = ["/": .folder]
  private var durableNames: [String: Node] = ["/": .folder]
  private var pending: [Change] = []
  private var descriptors: [Int32: Descriptor] = [:]
  /// The numbers of the folders that were opened.
  private var folders: [String: Int] = [:]
  private var nextNumber = 3

  var files: [String] {
    names.compactMap { path, node in node == .folder ? nil : path }.sorted()
  }

  private static func parent(_ path: String) -> String { FilePath.parent(of: path) }

  private mutating func number() -> Int {
    nextNumber += 1
    return nextNumber
  }

  private mutating func change(_ nodes: [(path: String, node: Node?)]) {
    for (path, node) in nodes { names[path] = node }
    pending.append(Change(nodes: nodes))
  }

  private func needsFolder(
    _ path: String,
    _ operation: FileSystemError.Operation
  ) throws(FileSystemError) {
    if names[Self.parent(path)] != .folder {
      throw FileSystemError(operation, path, errno: ENOENT)
    }
  }

  private func descriptor(
    _ file: FileDescriptor,
    _ operation: FileSystemError.Operation
  ) throws(FileSystemError) -> Descriptor {
    guard let found = descriptors[file.number] else {
      throw FileSystemError(operation, "descriptor", errno: EBADF)
    }
    return found
  }
}

extension MemoryDisk {
  mutating func place(_ bytes: [UInt8], at path: String) {
    // In place, where there is one: it stays the same file.
    let number = if case .file(let number) = names[path] { number } else { number() }
    storage[number] = File(bytes: bytes, durable: bytes, mode: 0o600)
    names[path] = .file(number)
    durableNames[path] = .file(number)
  }

  mutating func open(_ path: String, _ mode: OpenMode) throws(FileSystemError) -> FileDescriptor {
    let (isMaking, isExclusive, isAppending, permissions): (Bool, Bool, Bool, UInt32) =
      switch mode {
      case .reading, .awaiting: (false, false, false, 0)
      case .creating(let mode): (true, true, false, mode)
      case .appending(let mode): (true, false, true, mode)
      }
    try needsFolder(path, .open)
    let file: Int
    switch names[path] {
    case .folder:
      guard mode == .reading else { throw FileSystemError(.open, path, errno: EISDIR) }
      file = folders[path] ?? number()
      folders[path] = file
      if storage[file] == nil { storage[file] = File(mode: 0o700, isFolder: true) }
    case .file where isExclusive: throw FileSystemError(.open, path, errno: EEXIST)
    case .file(let number): file = number
    case nil where isMaking:
      file = number()
      storage[file] = File(mode: permissions)
      change([(path, .file(file))])
    case nil: throw FileSystemError(.open, path, errno: ENOENT)
    }
    let descriptor = Int32(number())
    descriptors[descriptor] = Descriptor(file: file, isAppending: isAppending)
    return FileDescriptor(descriptor)
  }

  mutating func openNameless(
    in folder: String,
    mode: UInt32
  ) throws(FileSystemError) -> FileDescriptor {
    guard names[folder] == .folder else { throw FileSystemError(.open, folder, errno: ENOENT) }
    let (file, descriptor) = (number(), Int32(number()))
    storage[file] = File(mode: mode)
    descriptors[descriptor] = Descriptor(file: file, isAppending: false)
    return FileDescriptor(descriptor)
  }

  mutating func link(_ file: FileDescriptor, to target: String) throws(FileSystemError) {
    let found = try descriptor(file, .link)
    try needsFolder(target, .link)
    if names[target] != nil { throw FileSystemError(.link, target, errno: EEXIST) }
    change([(target, .file(found.file))])
  }

  mutating func read(_ file: FileDescriptor, count: Int) throws(FileSystemError) -> [UInt8] {
    let found = try descriptor(file, .read)
    if storage[found.file]?.isFolder == true {
      throw FileSystemError(.read, "descriptor", errno: EISDIR)
    }
    let piece = Array((storage[found.file]?.bytes ?? []).dropFirst(found.offset).prefix(count))
    descriptors[file.number]?.offset += piece.count
    return piece
  }

  mutating func write(
    _ file: FileDescriptor,
    _ bytes: ArraySlice<UInt8>
  ) throws(FileSystemError) -> Int {
    // Never more than a page in one call, so that whoever writes has to go on by himself.
    let bytes = bytes.prefix(4096)
    let found = try descriptor(file, .write)
    storage[found.file]?.bytes += bytes
    return bytes.count
  }

  mutating func synchronize(_ file: FileDescriptor) throws(FileSystemError) {
    let found = try descriptor(file, .synchronize)
    let bytes = storage[found.file]?.bytes ?? []
    storage[found.file]?.durable = bytes
  }

  mutating func setMode(_ file: FileDescriptor, _ mode: UInt32) throws(FileSystemError) {
    storage[try descriptor(file, .write).file]?.mode = mode
  }

  mutating func truncate(_ file: FileDescriptor, to length: Int) throws(FileSystemError) {
    let found = try descriptor(file, .truncate)
    let bytes = storage[found.file]?.bytes ?? []
    storage[found.file]?.bytes =
      bytes.prefix(length) + [UInt8](repeating: 0, count: max(0, length - bytes.count))
  }

  mutating func lock(_ file: FileDescriptor) throws(FileSystemError) -> Bool {
    let found = try descriptor(file, .lock)
    if let holder = storage[found.file]?.lockedBy, holder != file.number { return false }
    storage[found.file]?.lockedBy = file.number
    return true
  }

  mutating func close(_ file: FileDescriptor) throws(FileSystemError) {
    let found = try descriptor(file, .close)
    descriptors[file.number] = nil
    if storage[found.file]?.lockedBy == file.number { storage[found.file]?.lockedBy = nil }
  }

  mutating func name(
    _ target: String,
    like path: String,
    _ operation: FileSystemError.Operation,
    replacing: Bool
  ) throws(FileSystemError) {
    try needsFolder(target, operation)
    guard let node = names[path], node != .folder else {
      throw FileSystemError(operation, path, errno: ENOENT)
    }
    if !replacing, names[target] != nil {
      throw FileSystemError(operation, target, errno: EEXIST)
    }
    if replacing, names[target] == .folder {
      throw FileSystemError(operation, target, errno: EISDIR)
    }
    // POSIX: renaming to another name of the same file does nothing.
    if replacing, names[target] == node { return }
    change(replacing ? [(target, node), (path, nil)] : [(target, node)])
  }

  mutating func unlink(_ path: String) throws(FileSystemError) {
    guard let node = names[path] else { throw FileSystemError(.unlink, path, errno: ENOENT) }
    if node == .folder { throw FileSystemError(.unlink, path, errno: EISDIR) }
    change([(path, nil)])
  }

  mutating func mkdir(_ path: String) throws(FileSystemError) {
    try needsFolder(path, .mkdir)
    if names[path] != nil { throw FileSystemError(.mkdir, path, errno: EEXIST) }
    change([(path, .folder)])
  }

  func status(_ path: String) -> FileStatus? { names[path].map(status) }

  func status(of file: FileDescriptor) throws(FileSystemError) -> FileStatus {
    status(.file(try descriptor(file, .status).file))
  }

  private func status(_ node: Node) -> FileStatus {
    let (number, file): (Int, File?) =
      switch node {
      case .folder: (0, nil)
      case .file(let number): (number, storage[number].flatMap { $0.isFolder ? nil : $0 })
      }
    return FileStatus(
      isFolder: file == nil,
      isRegularFile: file != nil,
      size: file?.bytes.count ?? 0,
      mode: file?.mode ?? 0o700,
      inode: UInt64(number),
      modified: 0,
      changed: 0
    )
  }

  func list(_ path: String) throws(FileSystemError) -> [String] {
    guard names[path] == .folder else { throw FileSystemError(.list, path, errno: ENOENT) }
    return names.keys.filter { $0 != "/" && Self.parent($0) == path }
      .map { String($0.dropFirst(path == "/" ? 1 : path.utf8.count + 1)) }
  }

  mutating func synchronizeFolder(_ path: String) throws(FileSystemError) {
    guard names[path] == .folder else { throw FileSystemError(.synchronize, path, errno: ENOENT) }
    let durable = pending.filter { $0.touches(path) }
    pending.removeAll { $0.touches(path) }
    apply(durable)
  }

  private mutating func apply(_ changes: [Change]) {
    for change in changes {
      for (path, node) in change.nodes { durableNames[path] = node }
    }
  }
}

extension MemoryDisk {
  mutating func crash(losing loss: MemoryFileSystem.Loss) {
    for number in storage.keys { storage[number]?.lockedBy = nil }
    (descriptors, folders) = ([:], [:])
    // After a mere kill the system still has it all, and still has not written it to the disk.
    guard loss != .nothing else { return }
    switch loss {
    case .nothing, .holes: apply(pending)
    case .secondHalf: apply(Array(pending.prefix((pending.count + 1) / 2)))
    case .everything: break
    }
    for number in Array(storage.keys) {
      guard let file = storage[number] else { continue }
      let bytes = Self.bytes(file, after: loss)
      storage[number] = File(bytes: bytes, durable: bytes, mode: file.mode)
    }
    // A file whose folder was lost is lost.
    let kept = durableNames.filter { path, _ in isReachable(path) }
    (names, durableNames, pending) = (kept, kept, [])
  }

  private func isReachable(_ path: String) -> Bool {
    var path = path
    while path != "/" {
      path = Self.parent(path)
      if durableNames[path] != .folder { return false }
    }
    return true
  }

  private static func bytes(_ file: File, after loss: MemoryFileSystem.Loss) -> [UInt8] {
    guard file.bytes.starts(with: file.durable) else {
      // It was cut off or written anew; what is not on the disk may be there or not.
      return file.durable
    }
    let new = file.bytes.dropFirst(file.durable.count)
    let half = new.count / 2
    switch loss {
    case .nothing: return file.bytes
    case .everything: return file.durable
    case .secondHalf: return file.durable + new.prefix(half)
    case .holes: return file.durable + [UInt8](repeating: 0, count: half) + new.dropFirst(half)
    }
  }
}
