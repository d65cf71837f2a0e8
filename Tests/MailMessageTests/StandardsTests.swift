import FoundationEssentials
import Testing

/// The table of standards in the documentation says what is so.
@Suite struct StandardsTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

  private static func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(path)")), as: UTF8.self)
  }

  /// The cells of each row below the head.
  private static func rows() throws -> [[String]] {
    try read("Sources/MailMessage/MailMessage.docc/Standards.md")
      .split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
      .map { row in
        row.split(separator: "|").map { cell in
          String(cell.dropFirst().dropLast())
        }
      }
  }

  @Test func `every type and every test that the table names is there`() throws {
    let rows = try Self.rows()
    #expect(rows.count > 20)
    let sources = "Sources/MailMessage"
    let folders = try FileManager.default.subpathsOfDirectory(atPath: "\(Self.root)/\(sources)")
    let types = Set(
      folders.compactMap { $0.split(separator: "/").last?.split(separator: ".").first }
    )
    for row in rows {
      try #require(row.count == 4, "\(row)")
      for type in row[2].split(separator: "`") where type != ", " {
        #expect(types.contains(type), "\(row)")
      }
      let test = row[3].split(separator: ": ", maxSplits: 1)
      let text = try Self.read("Tests/MailMessageTests/\(test[0]).swift")
      #expect(text.contains("func `\(test[1])`"), "\(row)")
    }
  }

  /// All that the sources say, one file behind the other.
  private static func code() throws -> String {
    let sources = "Sources/MailMessage"
    return try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(sources)").sorted()
      .filter { $0.hasSuffix(".swift") }.map { try read("\(sources)/\($0)") }.joined()
  }

  @Test func `every standard that the code names is in the table`() throws {
    let table = try Self.rows().map { $0[0] }.joined(separator: ", ")
    for match in try Self.code().matches(of: #/(?:RFC \d+|U(?:TS|AX) #\d+)/#) {
      #expect(table.contains(match.output), "\(match.output)")
    }
  }

  @Test func `every public type is among the topics`() throws {
    let topics = try Self.read("Sources/MailMessage/MailMessage.docc/MailMessage.md")
    let types = try Self.code().matches(of: #/\npublic (?:struct|enum|indirect enum) (\w+)/#)
    #expect(types.count > 20)
    for type in types { #expect(topics.contains("``\(type.output.1)``"), "\(type.output.1)") }
  }
}
