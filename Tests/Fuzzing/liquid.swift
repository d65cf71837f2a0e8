// modules: BigInt Liquid
// with: Tests/LiquidTests/FuzzedInput.swift

import Foundation
import Liquid

/// One input: parsed and rendered; the program ends where a promise is not kept.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = FuzzedInput(UnsafeBufferPointer(start: start, count: count))
  if let broken = input.brokenPromise() { fatalError(broken) }
  return 0
}

/// Before the first input: seeds and the words of the language are written into FUZZ_FOLDER, once.
@c(LLVMFuzzerInitialize)
public func initialize(
  _ count: UnsafeMutablePointer<CInt>?,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
  guard let folder = ProcessInfo.processInfo.environment["FUZZ_FOLDER"] else { return 0 }
  do {
    try Seeds(folder: URL(filePath: folder)).write()
  } catch {
    fatalError("the seeds cannot be written: \(error)")
  }
  return 0
}

/// What the fuzzer begins with.
private struct Seeds {
  let folder: URL

  func write() throws {
    let seeds = folder.appending(path: "seeds").path
    guard try FileManager.default.contentsOfDirectory(atPath: seeds).isEmpty else { return }
    let inputs = try fixtures() + goldenCases()
    for (index, input) in inputs.enumerated() where input.count <= 4096 {
      try Data(input).write(to: folder.appending(path: "seeds/\(index)"))
    }
    let environment = Environment()
    let words =
      environment.tagNames.map { "{% \($0) " } + environment.filterNames.map { "| \($0): " }
      + [
        "{{ ", " }}", "{%- ", " -%}", "forloop.", "parentloop", " limit: ", " offset: continue",
        " reversed", " contains ", " and ", " or ", "blank", "empty", "nil", "(1..3)", " with ",
        " for ", " as ", "else", "elsif", "when", "endraw", "99999999999999999999", "-0.0",
        "secret",
      ]
    let lines = words.map { "\"\($0)\"\n" }.joined()
    try Data(lines.utf8).write(to: folder.appending(path: "words"))
  }

  /// The templates of the tests, in every setting.
  private func fixtures() throws -> [[UInt8]] {
    let root = URL(filePath: "Tests/LiquidTests/Fixtures")
    let data = #"{"contact":{"name":"Ada","groups":["a","b"]},"list":[3,1.5,"x",null,{"a":[]}]}"#
    return try ["errors", "lenient", "letter", "liquid"].flatMap { name in
      let files = try FileManager.default.contentsOfDirectory(
        at: root.appending(path: name),
        includingPropertiesForKeys: nil
      )
      return try files.enumerated().map { index, file in
        let template = String(decoding: try Data(contentsOf: file), as: UTF8.self)
          .components(separatedBy: "\n---\n")[0]
        let snippets = ["{{ contact.name }}", "{% render 'a' %}{{ x }}"]
        let settings = UInt8(index & 31)
        return FuzzedInput.bytes(settings: settings, template, snippets: snippets, json: data.utf8)
      }
    } + found()
  }

  private func found() throws -> [[UInt8]] {
    let folder = URL(filePath: "Tests/LiquidTests/Fixtures/found")
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { [UInt8](try Data(contentsOf: $0)) }
  }

  /// The cases of golden-liquid, where they lie beside the checkout.
  private func goldenCases() throws -> [[UInt8]] {
    let shared = ProcessInfo.processInfo.environment["TOUCHBASE_SHARED_DATA"] ?? "../shared/data"
    let file = URL(filePath: shared).appending(path: "golden-liquid/golden_liquid.json")
    guard FileManager.default.fileExists(atPath: file.path),
      let golden = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any],
      let cases = golden["tests"] as? [[String: Any]]
    else { return [] }
    return try cases.enumerated().map { index, test in
      let texts = test["templates"] as? [String: String] ?? [:]
      // Snippets are called 'a' and 'b' here.
      var template = test["template"] as? String ?? ""
      for (name, key) in zip(["a", "b"], texts.keys.sorted()) {
        template = template.replacing("'\(key)'", with: "'\(name)'")
      }
      return FuzzedInput.bytes(
        settings: UInt8(index & 31),
        template,
        snippets: texts.keys.sorted().prefix(2).compactMap { texts[$0] },
        json: try JSONSerialization.data(withJSONObject: test["data"] ?? [:])
      )
    }
  }
}
