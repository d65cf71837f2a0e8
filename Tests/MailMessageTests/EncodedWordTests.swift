import TestSupport
import Testing

@testable import MailMessage

@Suite struct EncodedWordTests {
  static let written: [(String, [String])] = [
    ("A walk to the café", ["=?utf-8?q?A_walk_to_the_caf=C3=A9?="]),
    (
      "Is a_b the same as a=b, dear Zoë",
      ["=?utf-8?q?Is_a=5Fb_the_same_as_a=3Db=2C_dear_Zo=C3=AB?="]
    ),
    ("café", ["=?utf-8?b?Y2Fmw6k=?="]),
    ("小林", ["=?utf-8?b?5bCP5p6X?="]),
    ("", []),
  ]

  @Test(arguments: written)
  func `a text is written in the shorter encoding`(text: String, words: [String]) {
    #expect(EncodedWord.words(text) == words)
  }

  /// From RFC 2047 §8 and the wild.
  static let read: [(String, String)] = [
    ("plain", "plain"),
    ("=?US-ASCII?Q?Keith_Moore?=", "Keith Moore"),
    ("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld Jørn Simonsen"),
    ("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=", "If you can read this yo"),
    ("=?ISO-8859-1?Q?a?= b", "a b"),
    ("=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab"),
    ("=?ISO-8859-1?Q?a?= \t =?utf-8?Q?b?=", "ab"),
    ("=?ISO-8859-1?Q?a_b?=", "a b"),
    ("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?_b?=", "a b"),
    ("x  =?utf-8?q?a?=  y", "x  a  y"),
    (" =?utf-8?q?a?= ", " a "),
    ("=?utf-8?q?=E2=82?= =?utf-8?q?=AC?=", "€"),
    ("=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€"),
    ("=?UTF-8*en?Q?caf=c3=a9?=", "café"),
    ("=?windows-1252?q?=80=85?=", "€…"),
    ("=?utf-8?q?=FF?=", "\u{FFFD}"),
    ("=?utf-8?q??=", ""),
    ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
    ("=?klingon?q?caf=C3=A9?=", "café"),
    ("=?klingon?q?=E9?=", "=?klingon?q?=E9?="),
    ("=?utf-8?q?a", "=?utf-8?q?a"),
    ("=?=", "=?="),
    ("=?", "=?"),
    ("a=?utf-8?q?b?=c", "abc"),
    ("=?utf-8?q?a?==?utf-8?b?Yg==?=", "ab"),
    ("=?utf-8?q?a b?=", "a b"),
    ("=?utf-8?q?a =?utf-8?q?b?=", "=?utf-8?q?a b"),
    ("=?utf-8?q?what??=", "what?"),
    ("=?utf-8?q??=?=", "?="),
    ("=?utf-8?q?a=?=", "a"),
    ("=?utf-8?b?!!?=", "=?utf-8?b?!!?="),
    ("=?iso-2022-jp?b?GyRCPkYbKEI=?= =?iso-2022-jp?b?GyRCTlMbKEI=?=", "焼林"),
    ("=?gb2312?b?1tA=?= =?gb2312?q?=CE?= =?gb2312?q?=C4?=", "中文"),
    ("=?koi8-r?q?=F0=D2=C9?= =?windows-1251?q?=E2=E5=F2?=", "Привет"),
  ]

  @Test(arguments: read)
  func `encoded words are read`(text: String, expected: String) {
    #expect(EncodedWord.decode(text) == expected)
  }

  @Test func `any text comes back, and each word keeps to the standard`() {
    var dice = Dice()
    for _ in 0..<500 {
      let text = dice.text(upTo: 120)
      let words = EncodedWord.words(text)
      #expect(words.allSatisfy { $0.utf8.count <= 75 }, "\(dice)")
      let decoded = words.map { EncodedWord.decode($0) }
      let isWhole = !decoded.contains { $0.unicodeScalars.contains("\u{FFFD}") }
      #expect(isWhole || text.unicodeScalars.contains("\u{FFFD}"), "\(dice)")
      let back = EncodedWord.decode(words.joined(separator: " "))
      #expect(back.utf8.elementsEqual(text.utf8), "\(text.debugDescription), \(dice)")
    }
  }

  @Test func `a character that people see is not parted, if it fits`() {
    let family = "👩‍👩‍👧‍👦"
    for count in 0..<40 {
      let text = String(repeating: "a", count: count) + family + family
      for word in EncodedWord.words(text) {
        let part = EncodedWord.decode(word)
        let rest = part.filter { $0 != "a" }
        #expect(rest.isEmpty || rest.allSatisfy { String($0) == family })
      }
    }
    let pile = "e" + String(repeating: "\u{301}", count: 100)
    #expect(EncodedWord.decode(EncodedWord.words(pile).joined(separator: " ")) == pile)
  }

  @Test func `what is no text of anybody does not crash`() {
    var dice = Dice()
    for _ in 0..<3000 {
      let text = String((0..<dice.number(below: 30)).map { _ in dice.pick("=?utf-8Qbé _A4\t") })
      _ = EncodedWord.decode(text)
      _ = EncodedWord.decode("=?utf-8?b?\(text)?= =?utf-8?q?\(text)?=")
    }
  }
}
