import Contacts
import Testing

@Suite struct ImportFixtureTests {
  private static let names = Golden.names(in: "import", suffix: "").filter {
    !$0.hasSuffix(".expected")
  }

  /// What an import of the file into an empty folder reports and writes.
  private func outcome(of bytes: [UInt8], name: String) throws -> String {
    var folder = MemoryFolder()
    let report = try folder.take(bytes: bytes, name: name)
    let skipped = report.skipped.map { "not taken: \($0.file):\($0.line): \($0.reason)\n" }
    let doubtful = report.doubtful.map {
      "worth a look: \($0.file):\($0.line): \($0.contact): \($0.doubt)\n"
    }
    let files = report.added.map { id in
      let lines = folder.text(id).split(separator: "\n").filter { !$0.hasPrefix("imported: ") }
      return "\n\(id).md\n\(lines.joined(separator: "\n"))\n"
    }
    #expect(folder.book().problems.isEmpty)
    #expect(try folder.take(bytes: bytes, name: name).isUnchanged)
    return (skipped + doubtful + files).joined()
  }

  @Test(arguments: names)
  func `a file of this format gives these people`(name: String) throws {
    let outcome = try outcome(of: Golden.bytes("import/\(name)"), name: name)
    try Golden.expect(outcome, matches: "import/\(name).expected")
  }
}
