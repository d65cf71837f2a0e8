import FoundationEssentials

/// A folder of its own for a test, gone with the value.
package final class TemporaryDirectory {
  /// The folder's path, without a slash at the end.
  package let path: String

  package init() throws {
    let base = FileManager.default.temporaryDirectory.path
    path = "\(base)/touchbase-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A folder that stays behind in the temporary directory harms nobody.
    _ = Result { try FileManager.default.removeItem(atPath: path) }
  }
}
