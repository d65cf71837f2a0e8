import Testing

@testable import Correspondence

@Suite struct OwnWordsTests {
  static let template = "What else is new with you? All the best, Sam"
  static let note = "Moved the studio to Main Street; daughter Joon started at Iowa State."

  static func letter(_ paragraphs: String...) -> String {
    (["Hi Ada,"] + paragraphs + ["What else is new with you?", "All the best,\nSam"])
      .joined(separator: "\n\n")
  }

  @Test(arguments: [
    ("an untouched letter", "", 0, 6),
    ("a note as it stands", note, 0, 18),
    ("news as it stands", "I finished the county trail map in October.", 0, 14),
    ("a sentence of one's own", "Does the new floor hold both of the presses?", 9, 15),
    ("somebody else's words quoted", "> Do you still know that bookkeeper?", 0, 6),
  ])
  func `typed words are counted and others are not`(
    name: String,
    passage: String,
    own: Int,
    words: Int
  ) {
    let letter = passage.isEmpty ? Self.letter() : Self.letter(passage)
    let news = "I finished the county trail map in October."
    let measure = OwnWords.measure(letter: letter, reused: [Self.template, Self.note, news])
    #expect(measure.ownWords == own, "\(name)")
    #expect(measure.words == words, "\(name)")
  }

  @Test func `each ideograph and kana is a word`() {
    #expect(OwnWords.words(of: "京都へ go") == ["京", "都", "へ", "go"])
  }

  @Test func `an apostrophe is inside a word`() {
    #expect(OwnWords.words(of: "Ada's – don’t") == ["adas", "dont"])
  }

  @Test func `a letter without words measures nothing`() {
    #expect(OwnWords.measure(letter: "", reused: []).words == 0)
    #expect(OwnWords.measure(letter: "\n\n>\n", reused: [""]).ownWords == 0)
  }
}
