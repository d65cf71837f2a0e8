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

/// The disk, or what looks like one, that holds a folder.
package struct Volume: Hashable, Sendable {
  /// The file system's name, `ext4`; nil for one that is not known here.
  package let kind: String?
  /// Whether other machines, or programs in place of the kernel, may stand behind it: what they make
  /// of locks and synced writes is up to them.
  package let isShared: Bool
  /// How many bytes may still be written.
  package let free: Int64

  package init(kind: String?, isShared: Bool, free: Int64) {
    self.kind = kind
    self.isShared = isShared
    self.free = free
  }

  /// A volume of a kind that Linux tells by a number.
  ///
  /// Source: statfs(2).
  init(type: UInt32, free: Int64) {
    let known = Self.kinds[type]
    self.init(kind: known?.name, isShared: known?.isShared ?? false, free: free)
  }

  /// A volume of a kind that is told by a name, as macOS does.
  init(name: String, free: Int64) {
    let shared = ["nfs", "smbfs", "afpfs", "webdav", "osxfuse", "macfuse", "fuse"]
    self.init(kind: name, isShared: shared.contains(name.lowercased()), free: free)
  }

  private static let kinds: [UInt32: (name: String, isShared: Bool)] = [
    0xEF53: ("ext4", false), 0x5846_5342: ("xfs", false), 0x9123_683E: ("btrfs", false),
    0x2FC1_2FC1: ("zfs", false), 0x0102_1994: ("tmpfs", false), 0x794C_7630: ("overlayfs", false),
    0xF2F5_2010: ("f2fs", false), 0x4D44: ("vfat", false), 0x2011_BAB0: ("exfat", false),
    0x5346_544E: ("ntfs", false), 0x7366_746E: ("ntfs", false),
    0x6969: ("nfs", true), 0xFF53_4D42: ("cifs", true), 0xFE53_4D42: ("smb2", true),
    0x517B: ("smb", true), 0x6573_5546: ("fuse", true), 0x0102_1997: ("9p", true),
    0x5346_414F: ("afs", true), 0x6B41_4653: ("afs", true), 0x7375_7245: ("coda", true),
    0x00C3_6400: ("ceph", true), 0x0BD0_0BD0: ("lustre", true), 0x786F_4256: ("vboxsf", true),
  ]
}

extension FileSystem {
  package func volume(_ path: String) throws(FileSystemError) -> Volume? { nil }
}

extension PosixFileSystem {
  package func volume(_ path: String) throws(FileSystemError) -> Volume? {
    #if os(Linux)
    var (type, free) = (UInt32(0), UInt64(0))
    guard csyncfs_volume(path, &type, &free) == 0 else {
      throw FileSystemError(.status, path, errno: errno)
    }
    return Volume(type: type, free: Int64(clamping: free))
    #else
    var status = statfs()
    guard statfs(path, &status) == 0 else { throw FileSystemError(.status, path, errno: errno) }
    let free = status.f_bavail.multipliedReportingOverflow(by: UInt64(status.f_bsize))
    let name = withUnsafeBytes(of: status.f_fstypename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return Volume(name: name, free: free.overflow ? .max : Int64(clamping: free.partialValue))
    #endif
  }
}
