import DurableFiles

/// A disk of 1 MB, which is soon full.
package final class SmallDisk: Sendable {
  /// Whether this machine can have one.
  package static let isAvailable = PostfixServer.isRoot && Result { try SmallDisk() }.isSuccess
  /// What to say where it can't.
  package static let reason = "needs root, and mount(8) of a tmpfs"

  /// Where it is.
  package let path: String
  private let folder: ServerFolder

  /// Mounts it; it goes with this value, or with the process.
  package init() throws {
    folder = try ServerFolder()
    path = folder.path
    try CommandRun("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path).checked("mount")
    try folder.unmountWithProcess()
  }

  deinit {
    _ = Result { try CommandRun("umount", "-l", path).checked("umount") }
  }

  /// Fills it up to so many free kilobytes.
  package func fill(leaving kilobytes: Int) throws {
    try free()
    let space = try self.space()
    guard space > kilobytes else { return }
    let ballast = [UInt8](repeating: 0, count: (space - kilobytes) * 1024)
    try PosixFileSystem().createFile("\(path)/ballast", with: ballast)
  }

  /// Makes room again.
  package func free() throws {
    let files = PosixFileSystem()
    if try files.exists("\(path)/ballast") { try files.unlink("\(path)/ballast") }
  }

  private func space() throws -> Int {
    let script = "df -k --output=avail \"$1\" | tail -n 1"
    let line = try CommandRun("sh", "-c", script, "sh", path).line("df")
    return Int(line.filter(\.isNumber)) ?? 0
  }
}

extension Result {
  fileprivate var isSuccess: Bool {
    if case .success = self { true } else { false }
  }
}
