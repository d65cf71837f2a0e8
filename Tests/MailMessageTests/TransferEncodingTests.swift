import TestSupport
import Testing

@testable import MailMessage

@Suite struct TransferEncodingTests {
  static let long = String(repeating: "a", count: 200)

  static let quoted: [(String, String)] = [
    ("", ""),
    ("plain\r\n", "plain\r\n"),
    ("a = b\r\n", "a =3D b\r\n"),
    ("café\r\n", "caf=C3=A9\r\n"),
    ("end \r\nend\t\r\n", "end=20\r\nend=09\r\n"),
    ("From here\r\nfrom\r\n From \r\n", "=46rom here\r\nfrom\r\n From=20\r\n"),
    (
      "\(long)\r\n",
      "\(long.prefix(75))=\r\n\(long.prefix(75))=\r\n\(long.prefix(50))\r\n"
    ),
    ("\(long.prefix(76))\r\n", "\(long.prefix(76))\r\n"),
    ("\(long.prefix(77))\r\n", "\(long.prefix(75))=\r\naa\r\n"),
    ("\(long.prefix(75)) \r\n", "\(long.prefix(75))=\r\n=20\r\n"),
    ("-- \r\nSam\r\n", "--=20\r\nSam\r\n"),
    (".\r\n", ".\r\n"),
  ]

  @Test(arguments: quoted)
  func `text is quoted where it must be and comes back`(text: String, expected: String) {
    let encoded = QuotedPrintable.encode(Array(text.utf8))
    #expect(String(decoding: encoded, as: UTF8.self) == expected)
    #expect(QuotedPrintable.decode(encoded) == Array(text.utf8))
  }

  static let malformed: [(String, String)] = [
    ("a=", "a"), ("a=\r\nb", "ab"), ("a=\nb", "ab"), ("a= \t\r\nb", "ab"), ("a=4", "a=4"),
    ("a=4x", "a=4x"), ("a=3d", "a="), ("a==41", "a=A"), ("=\r=41", "=\rA"), ("a= b", "a= b"),
  ]

  @Test(arguments: malformed)
  func `what is badly quoted is read as well as it can be`(text: String, expected: String) {
    #expect(QuotedPrintable.decode(Array(text.utf8)) == Array(expected.utf8))
  }

  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `octets become letters and come back`(text: String, expected: String) {
    #expect(Base64.encode(Array(text.utf8)) == Array(expected.utf8))
    #expect(Base64.decode(Array(expected.utf8)) == Array(text.utf8))
  }

  @Test(arguments: [
    ("Zg", "f"), ("Z\r\nm9 v!Yg", "foob"), ("Z", ""), ("=Zg==", "f"),
    ("Zg=Zg==", "f\u{6}`"), ("Zg==Zg==", "f"),
  ])
  func `what is no Base64 is passed over, and padding ends it`(text: String, expected: String) {
    #expect(Base64.decode(Array(text.utf8)) == Array(expected.utf8))
  }

  static let choices: [(String, TransferEncoding)] = [
    ("Hello\r\n\r\n\tAda\r\n", .sevenBit),
    ("\(long.prefix(78))\r\n", .sevenBit),
    ("\(long.prefix(79))\r\n", .quotedPrintable),
    ("end \r\n", .quotedPrintable),
    ("end\t\r\n", .quotedPrintable),
    ("From here\r\n", .quotedPrintable),
    ("no end", .quotedPrintable),
    ("bare\nfeed\r\n", .quotedPrintable),
    ("bare\rreturn\r\n", .quotedPrintable),
    ("café\r\n", .quotedPrintable),
    ("小林さん、お元気ですか。\r\n", .base64),
    ("a\u{0}\r\n", .quotedPrintable),
  ]

  @Test(arguments: [1, 14, 19])
  func `a folded text is the text on one line with line ends before some characters`(
    groups: Int
  ) {
    for count in 0...200 {
      let octets = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      let text = Base64.encode(octets)
      var lines = [text.prefix(groups * 4)]
      for start in stride(from: groups * 4, to: text.count, by: 76) {
        lines.append(text[start..<min(start + 76, text.count)])
      }
      let expected = Array(lines.joined(separator: Array("\r\n ".utf8)))
      #expect(Base64.folded(octets, firstGroups: groups) == expected, "\(count) octets")
    }
  }

  @Test(arguments: choices)
  func `the shorter encoding that keeps the text is taken`(
    text: String,
    expected: TransferEncoding
  ) {
    #expect(TransferEncoding.encoded(Array(text.utf8)).0 == expected)
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `Python reads back any text that was encoded`() throws {
    var dice = Dice()
    var input = ""
    for _ in 0..<300 {
      let lines = (0...dice.number(below: 4)).map { _ in dice.text(upTo: 100) }
      let text = Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
      for encoded in [QuotedPrintable.encode(text), Base64.lines(text)] {
        #expect(encoded.split(separator: 0x0A).allSatisfy { $0.count <= 77 }, "\(dice)")
        #expect(encoded.allSatisfy { $0 < 0x80 }, "\(dice)")
        input += hexadecimal(encoded) + " "
      }
      input += hexadecimal(text) + "\n"
    }
    let script = """
      import sys, quopri, base64
      for number, line in enumerate(sys.stdin):
        quoted, letters, text = map(bytes.fromhex, line.split())
        assert quopri.decodestring(quoted) == text, ("quopri", number, text)
        assert base64.b64decode(letters) == text, ("base64", number, text)
      """
    let run = try CommandRun("python3", "-c", script, input: Array(input.utf8))
    #expect(run.status == 0, "\(run.errors), \(dice)")
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
