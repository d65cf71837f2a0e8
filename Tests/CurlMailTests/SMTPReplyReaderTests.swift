import Testing

@testable import CurlMail

@Suite struct SMTPReplyReaderTests {
  @Test(arguments: [
    ("250 ok\r\n", ["250 ok"]),
    ("250\r\n", ["250 -"]),
    ("250 \r\n", ["250 -"]),
    ("250-a\r\n250-\r\n250 b\r\n", ["250 a / - / b"]),
    ("250-a\n250 b\n", ["250 a / b"]),
    ("250 a\r\n354 b\r\n", ["250 a", "354 b"]),
    ("250-a\r\n250", []),
    ("", []),
    ("2", []),
    ("abc\r\n", ["no code"]),
    ("\r\n", ["no code"]),
    ("25\r\n", ["no code"]),
    ("2500 ok\r\n", ["no code"]),
    ("150 ok\r\n", ["no code"]),
    ("650 ok\r\n", ["no code"]),
    ("25\u{0} ok\r\n", ["no code"]),
    ("250-a\r\n251 b\r\n", ["codes differ"]),
    ("250 a\u{0}\u{1B}[1m\r\n", ["250 a\u{FFFD}\u{FFFD}[1m"]),
  ])
  func `bytes become replies, or a problem, however they are cut`(
    text: String,
    expected: [String]
  ) {
    for size in [1, 2, 3, 7, 1_000] {
      #expect(read(Array(text.utf8), inPiecesOf: size) == expected, "in pieces of \(size)")
    }
  }

  @Test func `the limits hold to the octet`() {
    let limit = SMTPReplyReader.lineLimit
    let longest = "250 " + String(repeating: "a", count: limit - 4)
    #expect(read(Array("\(longest)\r\n".utf8), inPiecesOf: 100) == [longest])
    #expect(read(Array("\(longest)aa\r\n".utf8), inPiecesOf: 100) == ["line too long"])
    #expect(read(Array("\(longest)aaa".utf8), inPiecesOf: 1) == ["line too long"])
    let lines = String(repeating: "250-a\r\n", count: SMTPReplyReader.lineCountLimit - 1)
    #expect(read(Array("\(lines)250 a\r\n".utf8), inPiecesOf: 100).count == 1)
    #expect(read(Array("\(lines)250-a\r\n250 a\r\n".utf8), inPiecesOf: 100) == ["endless"])
  }

  @Test func `bytes that are not UTF-8 are replaced`() {
    #expect(read([0x32, 0x35, 0x30, 0x20, 0xFF, 0x0A], inPiecesOf: 1) == ["250 \u{FFFD}"])
  }

  @Test func `any bytes at all end in replies or a problem`() {
    var generator = SystemRandomNumberGenerator()
    let seed = generator.next()
    var state = seed
    let alphabet = Array("0245 -\r\n\u{0}a".utf8)
    for _ in 0..<2_000 {
      let bytes = (0..<40).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      let whole = read(bytes, inPiecesOf: 1_000)
      #expect(read(bytes, inPiecesOf: 1) == whole, "seed \(seed)")
    }
  }

  private func read(_ bytes: [UInt8], inPiecesOf size: Int) -> [String] {
    var reader = SMTPReplyReader()
    var found: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      reader.append(bytes[start..<min(start + size, bytes.count)])
      do throws(SMTPError.ReplyProblem) {
        while let reply = try reader.next() { found.append("\(reply)") }
      } catch {
        return found + [word(for: error)]
      }
    }
    return found
  }

  private func word(for problem: SMTPError.ReplyProblem) -> String {
    switch problem {
    case .noCode: "no code"
    case .codesDiffer: "codes differ"
    case .lineTooLong: "line too long"
    case .endless: "endless"
    case .brokenOff, .unexpectedCode, .unasked: "not the reader's"
    }
  }
}
