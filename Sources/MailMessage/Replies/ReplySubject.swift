/// The subject of an answer, whatever language the other's program speaks.
///
/// Source: RFC 5322 §3.6.5; RFC 5256 §2.1 for what is passed over.
public enum ReplySubject {
  /// The subject with exactly one `Re: ` before it.
  ///
  /// The name of a list in brackets stays, behind the `Re: `. A forwarded mail's `Fwd:` stays too:
  /// it is what is answered.
  public static func answer(to subject: String) -> String {
    let base = base(of: subject)
    return base.isEmpty ? "Re:" : "Re: \(base)"
  }

  /// The subject without marks of answers before it.
  public static func base(of subject: String) -> String {
    var rest = trimmed(subject[...])
    var list = ""
    while true {
      if let behind = withoutMark(rest) {
        rest = trimmed(behind)
      } else if list.isEmpty, let end = listEnd(rest), withoutMark(trimmed(rest[end...])) != nil {
        list = rest[..<end] + " "
        rest = trimmed(rest[end...])
      } else {
        return String(trimmed((list + rest)[...]))
      }
    }
  }

  /// What programs put before the subject of an answer, in lower case.
  private static let marks: Set<String> = [
    "re", "aw", "antw", "antwort", "sv", "vs", "vá", "rif", "r", "res", "odp", "ynt", "atb", "bls",
    "rép", "απ", "σχετ", "отв", "ответ", "回复", "回覆", "答复", "答覆", "返信", "답장", "תשובה", "رد",
  ]

  /// What stands behind `Re:`, `AW :`, `Re[2]:`, `Re^3:`, `RE(2)：`; nil where there is none.
  private static func withoutMark(_ text: Substring) -> Substring? {
    guard let colon = text.prefix(24).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return nil
    }
    let word = text[..<colon].filter { !$0.isWhitespace }.lowercased()
    let name = word.prefix { $0.isLetter }
    guard marks.contains(String(name)), isCount(word[name.endIndex...]) else { return nil }
    // A single letter is a mark only right before its colon: "R 2: the sequel" is none.
    guard name.count > 1 || text[..<colon].count == 1 else { return nil }
    return text[text.index(after: colon)...]
  }

  /// Whether a text says how often: nothing, `[2]`, `(2)`, `^2`, `*2` or `2`.
  private static func isCount(_ text: Substring) -> Bool {
    let opens: Set<Character> = ["[", "(", "^", "*"]
    var digits = text
    if let first = digits.first, opens.contains(first) { digits = digits.dropFirst() }
    if let last = digits.last, last == "]" || last == ")" { digits = digits.dropLast() }
    return digits.count <= 4 && digits.allSatisfy { $0.isASCII && $0.isNumber }
      && (text.isEmpty || !digits.isEmpty)
  }

  /// Where a leading `[list]` ends.
  private static func listEnd(_ text: Substring) -> Substring.Index? {
    guard text.first == "[", let close = text.prefix(80).firstIndex(of: "]") else { return nil }
    return text.index(after: close)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
