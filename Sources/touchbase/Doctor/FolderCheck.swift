import Correspondence
import DurableFiles

/// Whether the workspace's folders are there, the person's alone, and on a disk that can be relied on.
struct FolderCheck {
  let session: Session

  /// Less than this, and a queue with attachments may not fit.
  private static let leastFree: Int64 = 100_000_000

  func run() -> [Diagnosis] {
    do throws(FileSystemError) {
      let disk = try session.files.volume(root).map(Self.diagnosis)
      return [try readers(), try writing(), disk].compactMap(\.self)
    } catch {
      return [.fail("folders", error)]
    }
  }

  private var root: String { session.workspace.root }

  /// Who else can look into the letters.
  private func readers() throws(FileSystemError) -> Diagnosis {
    var open: [String] = []
    // Where nobody can get into the workspace, nobody can get further.
    if let status = try session.files.status(root), status.mode & 0o077 != 0 {
      let mail = [session.workspace.outbox, root + "/drafts", root + "/contacts"]
      for path in mail {
        guard let status = try session.files.status(path), status.mode & 0o077 != 0 else {
          continue
        }
        open.append(session.workspace.relative(path))
      }
    }
    guard !open.isEmpty else { return .ok("folders", "people and letters are yours alone") }
    let names = open.joined(separator: " ")
    return .warn("folders", "others can look into \(names)", "chmod 700 \(names)")
  }

  /// Whether files can be made, locked and taken away.
  private func writing() throws(FileSystemError) -> Diagnosis? {
    let files = session.files
    for folder in [session.workspace.cache, session.workspace.outbox] {
      try files.makeDirectory(folder)
      let path = "\(folder)/.doctor.tmp"
      if try files.exists(path) { try files.unlink(path) }
      try files.createFile(path, with: [0x0A])
      defer { _ = Result { try files.unlink(path) } }
      let first = try files.open(path, .reading)
      defer { _ = Result { try files.close(first) } }
      let second = try files.open(path, .reading)
      defer { _ = Result { try files.close(second) } }
      guard try files.lock(first), try !files.lock(second) else {
        return .fail(
          "locks",
          .cannotWrite,
          "locks do not hold in \(session.workspace.relative(folder)): two senders would not notice "
            + "each other",
          ["move the workspace to a disk of this machine"]
        )
      }
    }
    return nil
  }

  /// What kind of disk it is, and how much room there is.
  static func diagnosis(of volume: Volume) -> Diagnosis {
    let kind = volume.kind.map { " on \($0)" } ?? ""
    let free = "\(volume.free / 1_000_000_000) GB free"
    if volume.isShared {
      return .warn(
        "disk",
        "the workspace is\(kind), where locks and synced writes of several machines cannot be "
          + "relied on",
        "send from one machine only, or move the workspace to a disk of its own"
      )
    }
    if volume.free < leastFree {
      return .warn(
        "disk",
        "only \(volume.free / 1_000_000) MB free\(kind)",
        "make room before you send"
      )
    }
    return .ok("disk", "\(free)\(kind); locks hold")
  }
}
