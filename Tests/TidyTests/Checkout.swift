import FoundationEssentials

/// The project's own text files, as they lie on the disk.
struct Checkout: Sendable {
  /// Read once for all tests.
  static let shared = Result { try Checkout() }

  let files: [SourceFile]

  var swift: [SourceFile] { files.filter { $0.path.hasSuffix(".swift") } }

  /// Swift files of the rooms that are libraries.
  var libraries: [SourceFile] {
    let programs: Set = ["touchbase", "touchbase-benchmark"]
    return swift.filter { file in file.room.map { !programs.contains($0) } == true }
  }

  /// Reads what people write; fixtures are data, and stay as they are.
  private init() throws {
    let root = Self.root
    let top = ["Package.swift", "README.md", "CONTRIBUTING.md", ".ci/run"]
    let folders = ["Sources", "Tests", "Templates", "examples"]
    let below = try folders.flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
        .map { "\(folder)/\($0)" }
    }
    files = try (top + below.sorted()).filter(Self.isWritten).map { path in
      let bytes = try Data(contentsOf: URL(filePath: "\(root)/\(path)"))
      return SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
    }
  }

  func file(_ path: String) -> SourceFile? {
    files.first { $0.path == path }
  }

  func table() -> RoomTable {
    RoomTable(markdown: file("CONTRIBUTING.md")?.lines.joined(separator: "\n") ?? "")
  }

  private static let root = #filePath.split(separator: "/").dropLast(3)
    .reduce(into: "") { $0 += "/" + $1 }

  private static func isWritten(_ path: String) -> Bool {
    let kinds = ["swift", "md", "sh", "yaml", "liquid", "csv", "h", "modulemap", "run"]
    let kind = path.split { "./".contains($0) }.last.map(String.init) ?? ""
    return kinds.contains(kind) && !path.contains("/Fixtures/")
  }
}
