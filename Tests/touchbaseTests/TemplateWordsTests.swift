import TestSupport
import Testing

@Suite struct TemplateWordsTests {
  @Test func `every tag and filter says what it does`() throws {
    let run = try BuiltProgram().run(["template", "filters"])
    let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(lines.count > 80)
    for line in lines {
      #expect(line.split(separator: " ").count > 1, "\(line) is not explained")
    }
  }
}
