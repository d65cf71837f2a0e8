import DurableFiles

/// A file of this folder's `Fixtures`.
enum Fixture {
  static func text(_ name: String) throws -> String {
    let path = "\(FilePath.parent(of: #filePath))/Fixtures/\(name)"
    return String(decoding: try PosixFileSystem().readFile(path), as: UTF8.self)
  }
}
