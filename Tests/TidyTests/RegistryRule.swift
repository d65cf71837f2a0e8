/// Every file in `Templates/letters` is named in `Templates.swift`, by the name that SwiftPM gives
/// an embedded file: `catch-up.liquid` is `PackageResources.catch_up_liquid`.
struct RegistryRule {
  let registry: SourceFile

  func findings(letters: [String]) -> [Finding] {
    letters.filter { letter in
      !registry.code.contains { $0.contains(Self.resource(letter)) }
    }.map { registry.finding(0, "'\($0)' is not registered: \(Self.resource($0))") }
  }

  static func resource(_ file: String) -> String {
    let name = file.map { $0.isLetter || $0.isNumber ? $0 : "_" }
    return "PackageResources." + String(name)
  }
}
