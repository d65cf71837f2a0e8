import DurableFiles
import TestSupport

/// The disks that all have to behave alike.
enum Disk: String, CaseIterable {
  case posix, memory, withoutNamelessFiles, withUnnamableFiles, faultyWithoutFault

  /// A disk with an empty folder on it.
  func made() throws -> (files: any FileSystem, folder: String) {
    switch self {
    case .posix:
      return (PosixFileSystem(), try ServerFolder.temporary())
    case .memory: return try Self.memory(.known)
    case .withoutNamelessFiles: return try Self.memory(.unknown)
    case .withUnnamableFiles: return try Self.memory(.unnamable)
    case .faultyWithoutFault:
      let disk = FaultyFileSystem(MemoryFileSystem())
      try disk.makeDirectory("/x")
      return (disk, "/x")
    }
  }

  private static func memory(
    _ namelessFiles: MemoryFileSystem.NamelessFiles
  ) throws -> (files: any FileSystem, folder: String) {
    let memory = MemoryFileSystem(namelessFiles: namelessFiles)
    try memory.makeDirectory("/x")
    return (memory, "/x")
  }
}

extension FileSystem {
  /// A file's bytes as text.
  func text(_ path: String) throws -> String {
    String(decoding: try readFile(path), as: UTF8.self)
  }
}
