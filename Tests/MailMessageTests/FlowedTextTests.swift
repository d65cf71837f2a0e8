import Testing

@testable import MailMessage

@Suite struct FlowedTextTests {
  static let long =
    Array(repeating: "the beans are up and so are we", count: 6)
    .joined(separator: ", ") + "."

  static func flowed(_ text: String) -> String? {
    let lines = Array(text.replacing("\n", with: "\r\n").utf8)
    return FlowedText.flowed(lines).map {
      String(decoding: $0, as: UTF8.self).replacing("\r\n", with: "\n")
    }
  }

  @Test func `long paragraphs are broken at blanks and short ones stay`() {
    let text = "Hi Ada,\n\n\(Self.long)\n\n indented\nFrom here\n>quoted\n-- \nSam\n"
    let expected = """
      Hi Ada,

      the beans are up and so are we, the beans are up and so are we, the\u{20}
      beans are up and so are we, the beans are up and so are we, the beans\u{20}
      are up and so are we, the beans are up and so are we.

        indented
       From here
      >quoted
      --\u{20}
      Sam

      """
    #expect(Self.flowed(text) == expected)
  }

  @Test(arguments: [
    ("short\n", "no line is long"),
    ("\(long.replacing(" ", with: "_"))\n", "a long line has no blank"),
    ("\(long)\nend \n", "a blank at the end of a line would be taken for a break"),
    ("> \(long)\n", "quoted lines stay whole"),
    ("", "there is nothing"),
  ])
  func `a text that has no need of it, or would lose by it, is left alone`(
    text: String,
    reason: String
  ) {
    #expect(Self.flowed(text) == nil, "\(reason)")
  }

  /// What is broken, and its lines with a `|` at each end.
  static let breaks: [(String, [String])] = [
    // 72 characters fit with their blank, in any script.
    (word("a", 71) + " b " + word("c", 9), [word("a", 71) + " ", "b " + word("c", 9)]),
    (word("a", 72) + " b " + word("c", 9), [word("a", 72) + " ", "b " + word("c", 9)]),
    (word("é", 71) + " b " + word("c", 9), [word("é", 71) + " ", "b " + word("c", 9)]),
    ("a " + word("é", 69) + " " + word("c", 9), ["a " + word("é", 69) + " ", word("c", 9)]),
    ("a " + word("é", 71) + " " + word("c", 9), ["a ", word("é", 71) + " ", word("c", 9)]),
    // Behind a run of blanks, and not before the last character of all.
    (word("a", 70) + "   " + word("b", 9), [word("a", 70) + "   ", word("b", 9)]),
    // A word that fits no line stays whole.
    ("a " + word("b", 90) + " c", ["a ", word("b", 90) + " ", "c"]),
    (word("b", 90) + " " + word("c", 90), [word("b", 90) + " ", word("c", 90)]),
    // No line is to begin a signature.
    (
      "a " + word("b", 70) + " -- " + word("c", 71),
      ["a ", word("b", 70) + " ", "-- " + word("c", 71)]
    ),
    (word("b", 71) + " -- " + word("c", 71), [word("b", 71) + " ", "-- " + word("c", 71)]),
  ]

  private static func word(_ letter: String, _ count: Int) -> String {
    String(repeating: letter, count: count)
  }

  @Test(arguments: breaks)
  func `a paragraph is broken behind the last blank that fits`(text: String, lines: [String]) {
    #expect(Self.flowed(text + "\n") == lines.joined(separator: "\n") + "\n")
  }

  @Test(arguments: [
    ("a \nb\n", "a b\n"), ("a \n b\n", "a b\n"), ("a\n b\n", "a\nb\n"), ("  a\n", " a\n"),
    (" From here\n", "From here\n"), (" >a\n", ">a\n"), ("> a \n> b\n", "> a b\n"),
    ("> a \n>> b\n", "> a \n>> b\n"), ("a \n> b\n", "a \n> b\n"), ("-- \nSam\n", "-- \nSam\n"),
    ("a \n-- \nSam\n", "a \n-- \nSam\n"), ("a \n", "a \n"), ("", ""), ("a ", "a "),
  ])
  func `lines are joined as RFC 3676 has it`(flowed: String, text: String) {
    #expect(FlowedText.unflowed(flowed) == text)
  }

  @Test func `with DelSp the blank of a break goes too`() {
    #expect(FlowedText.unflowed("小林 \nさん\n", isDelSp: true) == "小林さん\n")
    #expect(FlowedText.unflowed("a  \nb\n", isDelSp: true) == "a b\n")
  }

  @Test func `any text comes back, in lines that fit`() {
    var dice = Dice()
    let words = ["a", ">", "From", "--", "-- ", " ", "  ", "é", "🐝", "\u{301}", Self.long]
    for _ in 0..<2000 {
      let lines = (0...dice.number(below: 4)).map { _ -> String in
        let count = dice.number(below: 40)
        var line = (0..<count).map { _ in words[dice.number(below: words.count)] }
          .joined(separator: dice.number(below: 2) == 0 ? " " : "")
        if dice.number(below: 4) > 0 { while line.hasSuffix(" ") { line.removeLast() } }
        return line
      }
      let text = lines.joined(separator: "\n") + "\n"
      guard let flowed = Self.flowed(text) else { continue }
      let back = FlowedText.unflowed(flowed)
      #expect(back.utf8.elementsEqual(text.utf8), "\(text.debugDescription), \(dice)")
      for line in flowed.split(separator: "\n") where line.hasSuffix(" ") && line != "-- " {
        let isOneWord = !line.dropLast().contains(" ")
        #expect(line.unicodeScalars.count <= 73 || isOneWord || line.hasSuffix("  "), "\(dice)")
      }
    }
  }
}
