import FoundationEssentials
import Testing

/// A file of expected text beside the tests; `UPDATE_GOLDEN=1` rewrites it and fails the run.
enum Golden {
  static let fixtures =
    #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    + "/Fixtures"

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(fixtures)/\(name)")))
  }

  static func names(in folder: String, suffix: String) -> [String] {
    let names = Result {
      try FileManager.default.contentsOfDirectory(atPath: "\(fixtures)/\(folder)")
    }
    return ((try? names.get()) ?? []).filter { $0.hasSuffix(suffix) }.sorted()
  }

  static func expect(
    _ actual: String,
    matches name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = "\(fixtures)/\(name)"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try Data(actual.utf8).write(to: URL(filePath: path))
      Issue.record("rewrote \(name): look at the difference", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: try bytes(name), as: UTF8.self)
    #expect(actual == expected, sourceLocation: sourceLocation)
  }
}
