/// How much of a letter the person wrote for it, in words.
///
/// Counted is the text without greeting line, sign-off, signature and quotes. Own are the words that
/// were typed, but for those of passages that stand in other letters as well.
package struct OwnWords: Hashable, Sendable {
  package let words: Int
  package let ownWords: Int
  /// The longest run of own words.
  package let longestRun: Int
  /// What was typed, and stands elsewhere as well; in the letter's order.
  package let shared: [SharedPassage]

  /// A typed passage that stands elsewhere as well.
  package struct SharedPassage: Hashable, Sendable {
    /// The line of the draft's file; the first is 1.
    package let line: Int
    /// Counted in characters, the first is 1.
    package let column: Int
    /// How much of its first line it is, in characters.
    package let length: Int
    package let words: Int
    package let place: Place
    /// Whether it is a whole sentence.
    package let isSentence: Bool
  }

  /// Where a passage stands as well.
  package enum Place: Hashable, Sendable {
    /// In so many other letters of these weeks.
    case letters(Int)
    /// In an earlier letter to the same person.
    case earlierLetter
  }

  /// Whether anything in it was there before.
  package var hasReusedText: Bool { ownWords < words }

  /// The share of own words, 0 to 1; 0 for a letter without words.
  package var share: Double { words == 0 ? 0 : Double(ownWords) / Double(words) }

  /// Words in lower case without punctuation; an ideograph or a kana is a word.
  static func words(of text: some StringProtocol) -> [String] {
    PlainWords.words(of: String(text), isWord: isIdeographic)
  }

  /// Whether a character is a word by itself.
  static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Whether a character outside of ASCII is a part of a word.
  static func isInsideWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
