/// Text from outside, made harmless for files, terminals and comparisons.
package enum PlainText {
  /// The text on one line without control characters, cut at a number of characters.
  package static func shown(_ text: String, limit: Int) -> String {
    let line = singleLine(text)
    return line.count > limit ? line.prefix(limit) + "…" : line
  }

  /// The text with each run of white space and line ends as one space, and no control characters.
  ///
  /// Directional overrides and the byte order mark go with the control characters: they make a
  /// terminal show something else than what is there.
  package static func singleLine(_ text: String) -> String {
    if isSingleLine(text.utf8) { return text }
    var result = String.UnicodeScalarView()
    var isPending = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        isPending = !result.isEmpty
      } else if !isControl(scalar) {
        if isPending { result.append(" ") }
        isPending = false
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a text is of ASCII only and needs no change, as most do.
  private static func isSingleLine(_ text: String.UTF8View) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text {
      guard (0x20...0x7E).contains(byte), byte != 0x20 || previous != 0x20 else { return false }
      previous = byte
    }
    return text.isEmpty || previous != UInt8(ascii: " ")
  }

  /// Whether nothing of the text would be left on one line.
  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || isControl($0) }
  }

  /// The text's lines, each as ``singleLine(_:)`` has it; empty lines are left out.
  package static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { singleLine(String($0)) }.filter { !$0.isEmpty }
  }

  /// The text in lower case without accents, for comparisons: `Łukasz Öst` is `lukasz ost`.
  package static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var result = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar.isASCII {
        result.append(scalar)
      } else if !isCombiningMark(scalar) {
        result.append(contentsOf: baseLetters(of: scalar).unicodeScalars)
      }
    }
    return String(result)
  }

  /// Whether two texts differ in nothing but case, accents and white space.
  package static func areSame(_ one: String, _ other: String) -> Bool {
    folded(singleLine(one)) == folded(singleLine(other))
  }

  /// Whether an octet of ASCII is a letter or a digit.
  static func isASCIIWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Whether a text holds another, octet for octet.
  static func holds(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard let first = part.first, part.count <= text.count else { return part.isEmpty }
    return (0...(text.count - part.count)).contains { start in
      text[start] == first && text[start...].starts(with: part)
    }
  }

  /// Whether a scalar moves the cursor, hides text or turns its direction.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private static func isCombiningMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark && scalar.value < 0x0370
  }

  /// Greek letters with tonos or dialytika, the sigma that ends words, and the Russian letter that is
  /// mostly written without its dots.
  private static let accentless: [Unicode.Scalar: String] = [
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ϋ": "υ",
    "ΐ": "ι", "ΰ": "υ", "ς": "σ", "ё": "е",
  ]

  // The names of the accented Latin letters say which letter they are: LATIN SMALL LETTER O WITH
  // STROKE. So no table is needed, and Vietnamese works like Danish.
  private static func baseLetters(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "ß": return "ss"
    case "æ": return "ae"
    case "œ": return "oe"
    default: break
    }
    if let letter = accentless[scalar] { return letter }
    let prefix = "LATIN SMALL LETTER "
    guard let name = scalar.properties.name, name.hasPrefix(prefix) else { return String(scalar) }
    let words = name.dropFirst(prefix.count).split(separator: " ")
    guard words.count > 2, words[1] == "WITH", let letter = words.first, letter.utf8.count == 1
    else {
      return String(scalar)
    }
    return letter.lowercased()
  }
}
