import Testing

@testable import DurableFiles
@testable import touchbase

/// What `doctor` says of the disk that the workspace is on.
@Suite struct VolumeTests {
  /// Source: statfs(2), "The f_type field", and linux/magic.h.
  private static let remote: [(type: UInt32, name: String)] = [
    (0x6969, "nfs"), (0x517B, "smb"), (0xFF53_4D42, "cifs"), (0xFE53_4D42, "smb2"),
    (0x6573_5546, "fuse"), (0x0102_1997, "9p"), (0x5346_414F, "afs"), (0x00C3_6400, "ceph"),
    (0x786F_4256, "vboxsf"),
  ]
  private static let local: [(type: UInt32, name: String)] = [
    (0xEF53, "ext4"), (0x5846_5342, "xfs"), (0x9123_683E, "btrfs"), (0x0102_1994, "tmpfs"),
    (0x794C_7630, "overlayfs"), (0x2FC1_2FC1, "zfs"), (0xF2F5_2010, "f2fs"),
  ]

  @Test(arguments: remote)
  func `a disk that others may stand behind is warned of`(type: UInt32, name: String) {
    let found = FolderCheck.diagnosis(of: Volume(type: type, free: 50_000_000_000))
    #expect(found.verdict == .warn)
    #expect(found.words.hasPrefix("the workspace is on \(name), where locks"))
    #expect(found.advice.joined().contains("send from one machine only"))
  }

  @Test(arguments: ["nfs", "smbfs", "afpfs", "webdav", "macfuse", "osxfuse", "NFS"])
  func `so it is where the system tells a name`(name: String) {
    let found = FolderCheck.diagnosis(of: Volume(name: name, free: 50_000_000_000))
    #expect(found.verdict == .warn)
    #expect(found.words.contains("on \(name), where locks"))
  }

  @Test(arguments: local)
  func `a disk of this machine is not`(type: UInt32, name: String) {
    let found = FolderCheck.diagnosis(of: Volume(type: type, free: 50_000_000_000))
    #expect(found.verdict == .ok)
    #expect(found.words == "50 GB free on \(name); locks hold")
    let full = FolderCheck.diagnosis(of: Volume(type: type, free: 99_000_000))
    #expect(full.verdict == .warn)
    #expect(full.words == "only 99 MB free on \(name)")
  }

  @Test func `a disk of a kind that is not known is taken for one of this machine`() {
    let found = FolderCheck.diagnosis(of: Volume(type: 0x1234_5678, free: 50_000_000_000))
    #expect(found.verdict == .ok)
    #expect(found.words == "50 GB free; locks hold")
  }
}
