/// Text of any script within a header, `=?utf-8?q?caf=C3=A9?=`.
///
/// Source: RFC 2047.
enum EncodedWord {
  /// The text with its encoded words read; white space between two of them is not part of it.
  ///
  /// A word in a charset that is not known, or that is none, stays as it is.
  static func decode(_ text: String) -> String {
    var result = ""
    var pending: [UInt8] = []
    var gap = ""
    for token in tokens(of: text) {
      if let bytes = octets(of: token) {
        if pending.isEmpty { result += gap }
        pending += bytes
        gap = ""
      } else if token.allSatisfy({ $0 == " " || $0 == "\t" }) {
        gap = token
      } else {
        result += String(decoding: pending, as: UTF8.self) + gap + token
        pending = []
        gap = ""
      }
    }
    return result + String(decoding: pending, as: UTF8.self) + gap
  }

  /// Runs of blanks and runs of anything else, by turns.
  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    for character in text {
      let isBlank = character == " " || character == "\t"
      if let last = tokens.last?.last, (last == " " || last == "\t") == isBlank {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
    }
    return tokens
  }

  /// What an encoded word stands for, in UTF-8; nil when the token is none.
  private static func octets(of token: String) -> [UInt8]? {
    guard token.hasPrefix("=?"), token.hasSuffix("?="), token.utf8.count > 4 else { return nil }
    let parts = token.dropFirst(2).dropLast(2).split(
      separator: "?",
      omittingEmptySubsequences: false
    )
    guard parts.count == 3 else { return nil }
    // RFC 2231 §5 allows a language behind the charset.
    let charset = parts[0].split(separator: "*").first.map(String.init) ?? ""
    let bytes: [UInt8]
    switch parts[1].lowercased() {
    case "b": bytes = Base64.decode(parts[2].utf8)
    case "q":
      bytes = QuotedPrintable.decode(
        parts[2].utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
      )
    default: return nil
    }
    if ["utf-8", "utf8", "us-ascii"].contains(charset.lowercased()) { return bytes }
    return Charset.decode(bytes, charset: charset).map { Array($0.utf8) }
  }
}
