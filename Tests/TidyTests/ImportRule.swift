/// A room imports only what the table of rooms gives it, and every room has its row.
struct ImportRule {
  let table: RoomTable

  func findings(in file: SourceFile) -> [Finding] {
    guard let room = file.room, !file.code.isEmpty else { return [] }
    guard table.imports[room] != nil else {
      return [file.finding(0, "'\(room)' has no row in the table of rooms in CONTRIBUTING.md")]
    }
    return file.code.enumerated().compactMap { index, line in
      guard let module = Self.importedModule(line), !table.allows(module, in: room) else {
        return nil
      }
      return file.finding(index, "'\(room)' may not import '\(module)'")
    }
  }

  /// `Glibc` in `package import struct Glibc.stat`.
  static func importedModule(_ line: String) -> String? {
    let words = line.split(separator: " ").map(String.init)
    guard let keyword = words.firstIndex(of: "import") else { return nil }
    let before: Set = ["public", "package", "internal", "fileprivate", "private"]
    let isImport = words[..<keyword].allSatisfy { before.contains($0) || $0.hasPrefix("@") }
    let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    let name = words[(keyword + 1)...].first { !kinds.contains($0) }
    guard isImport, let name else { return nil }
    return name.split(separator: ".").first.map(String.init)
  }
}
