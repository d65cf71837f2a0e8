import Contacts
import FoundationEssentials
import Testing

/// A file of `Fixtures/`: sections that begin with `== name`, the last of which is what is expected.
struct Scenario: CustomTestStringConvertible, Sendable {
  let path: String
  /// The sections in the file's order; texts end in one line feed, empty ones in none.
  let sections: [(name: String, text: String)]

  var testDescription: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// All scenarios of a folder below `Fixtures`, by name.
  static func all(in folder: String) -> [Scenario] {
    let directory = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    let path = "\(directory)/Fixtures/\(folder)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".txt") }.map { Scenario(path: "\(path)/\($0)") }
  }

  init(path: String) {
    self.path = path
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    var sections: [(name: String, lines: [Substring])] = []
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("== ") {
        sections.append((String(line.dropFirst(3)), []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(line)
      }
    }
    self.sections = sections.map { name, lines in
      var lines = lines
      while lines.last?.isEmpty == true { lines.removeLast() }
      return (name, lines.map { $0 + "\n" }.joined())
    }
  }

  subscript(name: String) -> String? {
    sections.first { $0.name == name }?.text
  }

  /// The people of the sections `contacts/….md`.
  func people() throws -> [Contact] {
    try sections.filter { $0.name.hasPrefix("contacts/") }.map { section in
      try ContactFile(path: section.name, bytes: Array(section.text.utf8)).contact()
    }
  }

  /// Compares with the last section; `UPDATE_GOLDEN=1` writes what is and fails all the same.
  func expect(_ actual: String) throws {
    let expected = try #require(sections.last)
    var actual = actual
    while actual.hasSuffix("\n") { actual.removeLast() }
    let wanted = expected.text.hasSuffix("\n") ? String(expected.text.dropLast()) : expected.text
    if actual != wanted, ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let head = sections.dropLast().map { "== \($0.name)\n\($0.text)\n" }.joined()
      try Data((head + "== \(expected.name)\n\(actual)\n").utf8).write(to: URL(filePath: path))
      Issue.record("\(testDescription) was rewritten")
    }
    #expect(actual == wanted, "\(testDescription)")
  }
}
