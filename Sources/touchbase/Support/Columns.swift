/// Columns of text as a terminal shows them: wide characters of East Asia take two places.
enum Columns {
  /// How many places a text takes.
  static func width(_ text: String) -> Int {
    isPlain(text) ? text.utf8.count : text.reduce(0) { $0 + width($1) }
  }

  /// Whether each octet of a text takes one place, as most texts have it.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.allSatisfy { (0x20...0x7E).contains($0) } }
  }

  /// The text filled up with blanks, and cut where it is too long.
  static func padded(_ text: String, to width: Int) -> String {
    let text = shortened(text, to: width)
    return text + String(repeating: " ", count: max(0, width - self.width(text)))
  }

  /// The text without blanks at its end.
  static func trimmed(_ text: String) -> String {
    var end = text.utf8.endIndex
    while end > text.utf8.startIndex, text.utf8[text.utf8.index(before: end)] == 0x20 {
      end = text.utf8.index(before: end)
    }
    return end == text.endIndex ? text : String(text[..<end])
  }

  /// The text with `…` in place of what does not fit.
  static func shortened(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      used += self.width(character)
      guard used < width else { break }
      result.append(character)
    }
    return result + "…"
  }

  /// The lines of a text, each at most that wide, broken at blanks where there are any.
  static func wrapped(_ line: String, to width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    for word in words.flatMap({ pieces(of: $0, to: max(2, width)) }) {
      let longer = current.isEmpty ? String(word) : "\(current) \(word)"
      if self.width(longer) > width, !current.isEmpty {
        lines.append(current)
        current = String(word)
      } else {
        current = longer
      }
    }
    return lines + [current]
  }

  /// A word in parts that fit, where it alone is too long: an address of the web, or a text without
  /// blanks.
  private static func pieces(of word: Substring, to width: Int) -> [Substring] {
    guard self.width(String(word)) > width else { return [word] }
    var pieces: [Substring] = []
    var start = word.startIndex
    var used = 0
    for index in word.indices {
      let next = self.width(word[index])
      if used + next > width {
        pieces.append(word[start..<index])
        (start, used) = (index, 0)
      }
      used += next
    }
    return pieces + [word[start...]]
  }

  /// Source: Unicode Standard Annex 11, the ranges in common use; Unicode Technical Standard 51 for
  /// flags and for what is shown as a picture.
  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}
