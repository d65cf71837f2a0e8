#if os(Linux)
internal import CSyncfs
#else
import Darwin
#endif

extension FileSystem {
  package func identity(_ path: String) -> String? { nil }
}

extension PosixFileSystem {
  /// Disks that keep for good when a file was made; FAT keeps it in local time, which moves.
  private static let keepers: Set = ["ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "apfs"]

  /// The file's number and when it was made, which no program can set.
  ///
  /// A copy has others, unless it is written into the file itself.
  ///
  /// Source: statx(2).
  package func identity(_ path: String) -> String? {
    guard case .success(let volume?) = Result(catching: { try volume(path) }),
      volume.kind.map(Self.keepers.contains) == true
    else { return nil }
    #if os(Linux)
    var (number, seconds, nanoseconds) = (UInt64(0), Int64(0), UInt32(0))
    guard csyncfs_birth(path, &number, &seconds, &nanoseconds) == 0 else { return nil }
    #else
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let birth = status.st_birthtimespec
    let (number, seconds, nanoseconds) = (status.st_ino, birth.tv_sec, birth.tv_nsec)
    #endif
    return "\(number)-\(seconds).\(nanoseconds)"
  }

  /// What tells the mount that holds a file from every later one, since a disk that went away may have
  /// lost what was not synchronized; nil where the system does not tell.
  ///
  /// Source: statx(2), STATX_MNT_ID_UNIQUE.
  package func mount(_ path: String) -> String? {
    #if os(Linux)
    var number = UInt64(0)
    return csyncfs_mount(path, &number) == 0 ? String(number) : nil
    #else
    return nil
    #endif
  }
}
