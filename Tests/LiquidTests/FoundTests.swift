import Foundation
import Testing

/// What the fuzzer found, run again: files of bytes as `FuzzedInput` reads them.
@Suite struct FoundTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/found")

  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .sorted()

  @Test(arguments: names)
  func `what broke the engine once breaks it no more`(_ name: String) throws {
    let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(name))
    #expect(FuzzedInput(bytes).brokenPromise() == nil)
  }

  @Test func `a fuzzed input has settings, a template, two snippets and data`() {
    let bytes = FuzzedInput.bytes(
      settings: 0,
      "{% render 'a' %}{{ n }}",
      snippets: ["{% render 'b' %}", "deep"],
      json: #"{"n": 5}"#.utf8
    )
    let input = FuzzedInput(bytes)
    #expect(input.template == "{% render 'a' %}{{ n }}")
    #expect(input.brokenPromise() == nil)
  }
}
