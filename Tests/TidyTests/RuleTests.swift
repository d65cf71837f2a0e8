import Testing

/// Each rule, seen to fail on a bad sample and to leave a good one alone.
@Suite struct RuleTests {
  static let table = RoomTable(
    markdown: """
      | room | may import | what it is for |
      |---|---|---|
      | `everybody` | `FoundationEssentials` | a word for all |
      | `CurlMail` | `MailMessage`, `CLibcurl`, `libc` | mail over `libcurl` |
      | `Liquid` | – | templates |
      """
  )

  private func lines(_ findings: [Finding]) -> [Int] { findings.map(\.line) }

  @Test(arguments: [
    ("Sources/Liquid/A.swift", ["import CLibcurl"], [1]),
    ("Sources/Liquid/A.swift", ["let a = 1", "package import struct MailMessage.Header"], [2]),
    ("Sources/Liquid/A.swift", ["@testable import Outbox"], [1]),
    ("Sources/Liquid/A.swift", ["import Foundation"], [1]),
    ("Sources/Liquid/A.swift", ["import FoundationEssentials", "// import Outbox"], []),
    ("Sources/CurlMail/SMTP/A.swift", ["internal import CLibcurl", "import Glibc"], []),
    ("Sources/Attic/A.swift", ["let a = 1"], [1]),
    ("Tests/LiquidTests/A.swift", ["import Foundation"], []),
  ])
  func `an import outside the table is found`(path: String, text: [String], expected: [Int]) {
    let file = SourceFile(path: path, text: text.joined(separator: "\n"))
    #expect(lines(ImportRule(table: Self.table).findings(in: file)) == expected)
  }

  @Test func `a room without a row and an import without permission are said in words`() {
    let file = SourceFile(path: "Sources/Liquid/A.swift", text: "import CLibcurl")
    #expect(
      ImportRule(table: Self.table).findings(in: file).list
        == "Sources/Liquid/A.swift:1: 'Liquid' may not import 'CLibcurl'"
    )
  }

  @Test func `a file of 601 lines is too long, one of 600 is not`() {
    let long = SourceFile(path: "A.swift", text: String(repeating: "\n", count: 601))
    let right = SourceFile(path: "A.swift", text: String(repeating: "\n", count: 600))
    #expect(lines(SizeRule().findings(in: long)) == [601])
    #expect(lines(SizeRule().findings(in: right)) == [])
  }

  @Test(arguments: ["func a()", "init?(a: Int = { 1 }())", "subscript(a: Int) -> Int", "deinit"])
  func `a function of 71 lines is too long, one of 70 is not`(declaration: String) {
    func text(_ count: Int) -> String {
      "struct A {\n  \(declaration) {\n" + String(repeating: "    a()\n", count: count - 2)
        + "  }\n}\n"
    }
    let long = SourceFile(path: "A.swift", text: text(71))
    let right = SourceFile(path: "A.swift", text: text(70))
    #expect(lines(SizeRule().findings(in: long)) == [2])
    #expect(lines(SizeRule().findings(in: right)) == [])
  }

  @Test func `a requirement without a body is no function, a where clause ends none`() {
    let code = """
      protocol A {
        func a() -> Int
        init()
      }
      func b<T>(_ t: T) -> String
      where T: A {
        "}" + "\\(t) {" // }
      }
      """
    let file = SourceFile(path: "A.swift", text: code)
    #expect(FunctionSpan.all(in: file.code) == [FunctionSpan(first: 4, last: 7)])
  }

  @Test(arguments: [
    "let a = b!", "try! c()", "let d = e as! Int", "var f: String!", "g()!.h", "i[0]!",
    "let s = \"\\(j!)\"",
  ])
  func `a forced value is found`(line: String) {
    let file = SourceFile(path: "A.swift", text: line)
    #expect(lines(ForceRule().findings(in: file)) == [1])
  }

  @Test(arguments: [
    "a != b", "!a", "// b!", "let c = \"Hi!\"", "f(!g)", "let d = #\"\"!\"#", "/* !a! */",
  ])
  func `an honest exclamation mark is left alone`(line: String) {
    let file = SourceFile(path: "A.swift", text: line)
    #expect(lines(ForceRule().findings(in: file)) == [])
  }

  @Test(arguments: [
    "print(a)", "  exit(1)", "let h = getenv(name)", "return Date()", "names.randomElement()",
    "ProcessInfo.processInfo", "let s = \"\\(print(a))\"",
  ])
  func `a library that talks, exits or looks around is found`(line: String) {
    let file = SourceFile(path: "Sources/Liquid/A.swift", text: line)
    #expect(lines(WordRule.quietLibraries.findings(in: file)) == [1])
  }

  @Test(arguments: [
    "blueprint(a)", "page.print(a)", "func print(_ a: Int)", "\"print(a)\"", "onExit(1)",
  ])
  func `words that only look like talking are left alone`(line: String) {
    let file = SourceFile(path: "Sources/Liquid/A.swift", text: line)
    #expect(lines(WordRule.quietLibraries.findings(in: file)) == [])
  }

  @Test func `a library that opens files by itself is found, one that asks for it is not`() {
    let text = "try FileManager.default.contents(atPath: a)\nrename(a, b)\nfiles.rename(a, b)"
    let file = SourceFile(path: "Sources/Outbox/A.swift", text: text)
    #expect(lines(WordRule.noFiles.findings(in: file)) == [1, 2])
  }

  @Test func `public is found as a word, not inside one`() {
    let file = SourceFile(path: "A.swift", text: "public let a = 1\nlet publication = 2")
    #expect(lines(WordRule.packageOnly.findings(in: file)) == [1])
  }

  @Test func `a path of one machine is found, a path below the checkout is not`() {
    let folder = TextRule.machineFolders[0]
    let file = SourceFile(
      path: "a.sh",
      text: "cd \(folder)/x\nls '\(folder)'\nls home\(folder)/x\nls \(folder)bench"
    )
    #expect(lines(TextRule().machinePaths(in: file)) == [1, 2])
  }

  @Test func `white space at the end of a line is found`() {
    let file = SourceFile(path: "a.md", text: "a \nb\nc\t\nd\r\n")
    #expect(lines(TextRule().trailingSpace(in: file)) == [1, 3, 4])
  }

  @Test func `a letter that is not registered is found`() {
    let registry = SourceFile(
      path: "Templates/Templates.swift",
      text: "let all = [PackageResources.catch_up_liquid]"
    )
    let findings = RegistryRule(registry: registry).findings(
      letters: ["catch-up.liquid", "hello.liquid"]
    )
    #expect(
      findings.list == "Templates/Templates.swift:1: 'hello.liquid' is not registered: "
        + "PackageResources.hello_liquid"
    )
  }
}
