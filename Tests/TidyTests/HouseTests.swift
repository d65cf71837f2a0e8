import Testing

/// The rules of CONTRIBUTING.md, held against every file of the project.
@Suite struct HouseTests {
  let checkout: Checkout

  init() throws {
    checkout = try Checkout.shared.get()
  }

  @Test func `every room imports only what the table of rooms gives it`() {
    let rule = ImportRule(table: checkout.table())
    let findings = checkout.swift.flatMap(rule.findings)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `no file is over 600 lines and no function over 70`() {
    let findings = checkout.swift.flatMap(SizeRule().findings)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `nothing is forced`() {
    let findings = checkout.swift.flatMap(ForceRule().findings)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `libraries neither talk nor exit nor read environment, clock or dice`() {
    let findings = checkout.libraries.flatMap(WordRule.quietLibraries.findings)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `no library but DurableFiles touches the disk`() {
    let findings = checkout.libraries.filter { $0.room != "DurableFiles" }
      .flatMap(WordRule.noFiles.findings)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `only the products are public`() {
    let products: Set = ["Liquid", "MailMessage", "CurlMail"]
    let rooms = checkout.swift.filter { file in
      file.room.map { !products.contains($0) } == true
    }
    let findings = rooms.flatMap(WordRule.packageOnly.findings)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `no file names a folder of one machine`() {
    let findings = checkout.files.flatMap(TextRule().machinePaths)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `no line ends in white space`() {
    let findings = checkout.files.flatMap(TextRule().trailingSpace)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `every built-in letter is registered`() throws {
    let registry = try #require(checkout.file("Templates/Templates.swift"))
    let folder = "Templates/letters/"
    let letters = checkout.files.map(\.path).filter { $0.hasPrefix(folder) }
      .map { String($0.dropFirst(folder.count)) }
    #expect(!letters.isEmpty)
    let findings = RegistryRule(registry: registry).findings(letters: letters)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func `no file is named after nothing in particular`() {
    let vague = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Manager", "Extensions"]
    let findings = checkout.swift.filter { file in
      vague.contains { file.path.hasSuffix("\($0).swift") }
    }
    #expect(findings.map(\.path) == [])
  }
}
