@testable import Correspondence
import Testing

/// The short way through ASCII comes to the same words as the look at each character.
@Suite struct PlainWordsTests {
  @Test(arguments: [
    "", " ", "one", "Two Words", "don't stop", "'tis 2026-11-27, isn't it?", "a.b c--d\te\r\nf",
    "Grüße an alle", "plain then Grüße then plain", "it’s ’t café's", "日本 and 東京2026",
    "  leading and trailing  ", "e\u{301} combining", "\u{301} alone", "ÀB C", "x\u{0}y",
  ])
  func `words are the same by octets and by characters`(text: String) {
    #expect(OwnWords.words(of: text) == Self.spelled(text))
    #expect(Trace.words(of: text) == Self.spelled(text))
  }

  /// What the words are by definition.
  private static func spelled(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if let scalar = character.unicodeScalars.first, (0x3040...0x9FFF).contains(scalar.value) {
        if !word.isEmpty { words.append(word) }
        words.append(String(character))
        word = ""
      } else if character.isLetter || character.isNumber {
        word.append(character)
      } else if !word.isEmpty, character != "'", character != "’" {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  @Test(arguments: [("a [[ b", true), ("a [ [b", false), ("[", false), ("", false), ("[[", true)])
  func `a search by octets finds what is there`(text: String, isThere: Bool) {
    #expect(text.mayContain("[[") == isThere)
    #expect(text[...].mayContain("[[") == isThere)
  }
}
