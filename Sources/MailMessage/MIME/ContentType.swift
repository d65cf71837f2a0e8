/// What a mail or a part of one is: `text/plain; charset=utf-8`.
///
/// Source: RFC 2045 §5.
struct ContentType {
  /// Type and subtype in lower case; what is none counts as `text/plain`.
  let mediaType: String
  /// The parameters by their names in lower case; of a repeated one the first.
  let parameters: [String: String]

  /// Reads the value of a field; nil stands for a field that is missing.
  init(_ value: String?) {
    var pieces = Self.pieces(of: value ?? "")[...]
    let type = (pieces.popFirst() ?? "").lowercased()
    let halves = type.split(separator: "/", omittingEmptySubsequences: false)
    let isType = halves.count == 2 && halves.allSatisfy { !$0.isEmpty && !$0.contains(" ") }
    mediaType = isType ? type : "text/plain"
    var parameters: [String: String] = [:]
    for piece in pieces {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      let name = String(Self.trimmed(piece[..<equals])).lowercased()
      let value = String(Self.trimmed(piece[piece.index(after: equals)...]))
      if parameters[name] == nil { parameters[name] = value }
    }
    self.parameters = parameters
  }

  /// What stands between semicolons, quotes resolved and comments left out.
  private static func pieces(of value: String) -> [String] {
    var pieces = [""]
    var isQuoted = false
    var depth = 0
    var isEscaped = false
    for character in value {
      if isEscaped {
        isEscaped = false
        if depth == 0 { pieces[pieces.count - 1].append(character) }
        continue
      }
      switch character {
      case "\\" where isQuoted || depth > 0: isEscaped = true
      case "\"" where depth == 0: isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted && depth > 0: depth -= 1
      case ";" where !isQuoted && depth == 0: pieces.append("")
      case _ where depth > 0: break
      default: pieces[pieces.count - 1].append(character)
      }
    }
    return pieces.map { String(trimmed($0[...])) }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
