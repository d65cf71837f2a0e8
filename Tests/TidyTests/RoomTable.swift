/// Which room may import what, as the table in CONTRIBUTING.md says it.
///
/// A row is ``| `Room` | `Import`, `Import` | purpose |``. The row of `everybody` holds for all;
/// `libc` stands for Glibc, Musl and Darwin.
struct RoomTable {
  private(set) var imports: [String: Set<String>] = [:]
  private(set) var everybody: Set<String> = []

  init(markdown: String) {
    for line in markdown.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map(Self.quotedWords)
      guard cells.count >= 2 else { continue }
      for room in cells[0] { imports[room] = Self.expanded(cells[1]) }
    }
    everybody = imports.removeValue(forKey: "everybody") ?? []
  }

  func allows(_ module: String, in room: String) -> Bool {
    everybody.contains(module) || imports[room, default: []].contains(module)
  }

  /// The words between backticks.
  private static func quotedWords(_ cell: Substring) -> [String] {
    let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { !$0.isMultiple(of: 2) }.map { String(parts[$0]) }
  }

  private static func expanded(_ words: [String]) -> Set<String> {
    var modules = Set(words)
    if modules.remove("libc") != nil { modules.formUnion(["Glibc", "Musl", "Darwin"]) }
    return modules
  }
}
