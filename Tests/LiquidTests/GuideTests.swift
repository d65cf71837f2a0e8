import Foundation
import Liquid
import Testing

/// A page of the library's documentation.
struct Guide {
  /// Its blocks of code: the language, and the lines.
  let blocks: [(language: String, text: String)]
  let lines: [String]

  init(_ name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Liquid/Liquid.docc/\(name).md")
    lines = try String(contentsOf: root, encoding: .utf8).components(separatedBy: "\n")
    var blocks: [(language: String, text: String)] = []
    var open: (language: String, lines: [String])?
    for line in lines {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append((block.language, block.lines.joined(separator: "\n")))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), [])
        }
      } else {
        open?.lines.append(line)
      }
    }
    self.blocks = blocks
  }

  var plainBlocks: [String] { blocks.filter { $0.language.isEmpty }.map(\.text) }
}

/// The documentation says what the library does.
@Suite struct GuideTests {
  @Test(arguments: ["Liquid", "UsingLiquid", "AddingTagsAndFilters"])
  func `every example in Swift is code that the tests run`(_ page: String) throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("DocumentationTests.swift")
    let tests = bare(try String(contentsOf: path, encoding: .utf8))
    let blocks = try Guide(page).blocks.filter { $0.language == "swift" }
    #expect(!blocks.isEmpty)
    for block in blocks {
      // Where the test looks at the result, the guide prints it.
      let code = block.text.components(separatedBy: "\n").filter { !$0.hasPrefix("print(") }
      #expect(tests.contains(bare(code.joined(separator: "\n"))), "\(block.text)")
    }
  }

  private func bare(_ code: String) -> String {
    code.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: "\n")
  }

  @Test func `every tag and filter has an example that gives what the table says`() throws {
    let guide = try Guide("Language")
    let data = try #require(guide.blocks.first { $0.language == "json" }?.text)
    guard case .object(let values) = try Value(json: Array(data.utf8)) else { return }
    var environment = Environment()
    environment.layout = .liquid
    environment.snippets = SnippetTable(["hello": "Hi {{ name }}"])
    var named: Set<String> = []
    for row in guide.lines where row.hasPrefix("| `") {
      let cells = row.replacing("\\|", with: "\u{0}").split(separator: "|").map { cell in
        cell.replacing("\u{0}", with: "|").dropFirst(2).dropLast(2)
      }
      named.insert(String(cells[0]))
      let template = try environment.template(String(cells[1]), name: "row")
      let result = try template.render(values, globals: values).text
      #expect(result == String(cells[2]), "\(row)")
    }
    #expect(named == Set(environment.tagNames + environment.filterNames))
  }

  @Test func `the errors of the guide are those of the tests`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/errors")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let fixtures = try names.map { name in
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        .replacing(name.replacing(".txt", with: ".liquid"), with: "letter.liquid")
    }
    let blocks = try Guide("Errors").plainBlocks
    #expect(blocks.count >= 30)
    for index in stride(from: 0, to: blocks.count - 1, by: 2) {
      let fixture = "\(blocks[index])\n---\n\(blocks[index + 1])\n"
      #expect(fixtures.contains(fixture), "\(blocks[index])")
    }
  }
}
