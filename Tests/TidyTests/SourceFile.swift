/// A text file of the project, by its path below the checkout.
struct SourceFile: Sendable {
  let path: String
  let lines: [String]
  /// The same lines with comments and the insides of string literals blanked; Swift files only.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = Self.split(text)
    code = path.hasSuffix(".swift") ? Self.split(SwiftCode.blanked(text)) : []
  }

  /// The folder that names the room: `Liquid` in `Sources/Liquid/Lexer.swift`, `Templates` for
  /// `Templates/Templates.swift`; `nil` outside the house.
  var room: String? {
    let parts = path.split(separator: "/").map(String.init)
    switch parts.first {
    case "Sources" where parts.count > 2: return parts[1]
    case "Templates": return "Templates"
    default: return nil
    }
  }

  func finding(_ index: Int, _ message: String) -> Finding {
    Finding(path: path, line: index + 1, message: message)
  }

  /// By scalars: CR LF is one character to Swift, and would not be split at its LF.
  private static func split(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
