import Correspondence
import DurableFiles
import FoundationEssentials

/// A workspace in a folder that is gone with the value.
final class TemporaryFolder {
  let workspace: Workspace
  let fileSystem = PosixFileSystem()

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    workspace = Workspace(root: folder.path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: workspace.root)
  }
}
