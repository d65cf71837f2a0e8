import Foundation
import Liquid
import Testing

/// A template and what should come of it, in one file: the template, a line `---`, the result.
private struct Fixture: CustomTestStringConvertible {
  let folder: String
  let name: String
  let template: String
  let expected: String
  let path: String

  var testDescription: String { name }

  static func all(in folder: String) -> [Fixture] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(folder)")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted().compactMap { file in
      let path = root.appendingPathComponent(file).path
      guard let text = try? String(contentsOfFile: path, encoding: .utf8),
        let mark = text.range(of: "\n---\n")
      else { return nil }
      return Fixture(
        folder: folder,
        name: String(file.dropLast(4)),
        template: String(text[..<mark.lowerBound]) + "\n",
        expected: String(text[mark.upperBound...]),
        path: path
      )
    }
  }

  /// What comes of the template, errors with their excerpts included.
  func result(_ layout: Environment.Layout, isLenient: Bool) -> String {
    var environment = Environment()
    environment.layout = layout
    environment.isLenient = isLenient
    environment.snippets = Self.snippets
    do throws(LiquidErrors) {
      let template = try environment.template(template, name: "\(name).liquid")
      do throws(LiquidError) {
        return try template.render([:], globals: Self.data).text
      } catch {
        return Self.report([error])
      }
    } catch {
      return Self.report(error.errors)
    }
  }

  /// Compares, or writes the result into the file and fails when UPDATE_GOLDEN is set.
  func check(_ layout: Environment.Layout, isLenient: Bool = false) throws {
    let result = result(layout, isLenient: isLenient)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1", result != expected {
      try "\(template.dropLast())\n---\n\(result)".write(
        toFile: path,
        atomically: true,
        encoding: .utf8
      )
      Issue.record("\(folder)/\(name) was rewritten: read it, then run the tests again")
      return
    }
    #expect(result == expected)
  }

  private static func report(_ errors: [LiquidError]) -> String {
    errors.map { error in
      let hint = error.hint.map { ["hint: \($0)"] } ?? []
      return (["\(error)"] + error.excerpt + hint).joined(separator: "\n") + "\n"
    }.joined()
  }

  private static let snippets: SnippetTable = [
    "greeting": "Hi {{ contact.first_name }},\n",
    "broken": "{{ nobody.name }}",
    "endless": "{% render 'endless' %}",
    "pair": "{{ a }}-{{ b }}",
    "row": "[{{ row }}]",
  ]

  private static let data: Value.Object = [
    "contact": .object([
      "name": .string("Ada Park"), "first_name": .string("Ada"), "city": .string("Ames"),
      "met": .nil, "groups": .array([.string("local"), .string("printers")]),
      "poem": .string("one\n\n\ntwo\n"),
    ]),
    "me": .object(["name": .string("Sam Rivera")]),
    "list": .array([.integer(3), .integer(1), .integer(2)]),
    "nothing": .array([]),
    "today": .string("2026-11-21"),
    "price": .number(2.5),
  ]
}

@Suite struct FixtureTests {
  @Test(arguments: Fixture.all(in: "letter"))
  fileprivate func `a letter is laid out as a person would`(_ fixture: Fixture) throws {
    try fixture.check(.letter)
  }

  @Test(arguments: Fixture.all(in: "liquid"))
  fileprivate func `the language says what Liquid says`(_ fixture: Fixture) throws {
    try fixture.check(.liquid)
  }

  @Test(arguments: Fixture.all(in: "lenient"))
  fileprivate func `what is not defined is nothing where that is allowed`(_ fixture: Fixture) throws
  {
    try fixture.check(.liquid, isLenient: true)
  }

  @Test(arguments: Fixture.all(in: "errors"))
  fileprivate func `an error says where and what to do`(_ fixture: Fixture) throws {
    try fixture.check(.letter)
  }

  @Test func `the folders of fixtures are found`() {
    for folder in ["letter", "liquid", "lenient", "errors"] {
      #expect(Fixture.all(in: folder).count >= 2, "\(folder)")
    }
  }
}
