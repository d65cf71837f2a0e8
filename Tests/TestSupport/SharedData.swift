import FoundationEssentials

/// The test data that lies beside the checkout, not in it.
package enum SharedData {
  /// The folder; nil where it is absent, and tests that need it are skipped by name.
  package static let folder: String? = {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let named = ProcessInfo.processInfo.environment["TOUCHBASE_SHARED_DATA"].map { [$0] }
    let beside = ["/\(root)/../shared/data", "/\(root)/../../shared/data"]
    return (named ?? beside).first { FileManager.default.fileExists(atPath: $0) }
  }()

  /// The path of a file or folder in the data; nil where it is absent.
  package static func path(_ name: String) -> String? {
    folder.map { "\($0)/\(name)" }.flatMap {
      FileManager.default.fileExists(atPath: $0) ? $0 : nil
    }
  }
}
