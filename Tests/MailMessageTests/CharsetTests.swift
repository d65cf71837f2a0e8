import TestSupport
import Testing

@testable import MailMessage

/// Charsets under the names of the wild.
@Suite struct CharsetTests {
  /// Octets, the names under which they come, and their text.
  static let texts: [([UInt8], [String], String)] = [
    (Array("é".utf8), ["utf-8", "UTF8", "unicode-1-1-utf-8", "cp65001"], "é"),
    ([0xE9, 0x80], ["iso-8859-1", "latin1", "ISO_8859-1:1987", "windows-1252", "cp1252"], "é€"),
    ([0xB1], ["iso-8859-2", "latin2", "ISO8859-2", "8859_2"], "ą"),
    ([0xA4], ["iso-8859-15", "latin-9"], "€"),
    ([0xCF, 0xF0], ["windows-1251", "CP1251", "win-1251", "x-cp1251"], "Пр"),
    ([0xF0, 0xD2], ["koi8-r", "KOI8-U"], "Пр"),
    (
      [0x93, 0xFA, 0x87, 0x40], ["shift_jis", "Shift-JIS", "x-sjis", "windows-31j", "cp932"], "日①"
    ),
    ([0xC6, 0xFC], ["euc-jp", "x-euc-jp"], "日"),
    (Array("\u{1B}$BF|-!\u{1B}(B a".utf8), ["iso-2022-jp", "csISO2022JP"], "日① a"),
    (Array("\u{1B}(I1\u{1B}(B\u{1B}$BF|\na".utf8), ["iso-2022-jp"], "ｱ日\na"),
    ([0xD6, 0xD0, 0x80], ["gb2312", "GBK", "gb18030", "cp936"], "中\u{FFFD}"),
    ([0xA4, 0xA4], ["big5", "Big5-HKSCS", "cn-big5"], "中"),
    ([0xC7, 0xD1], ["euc-kr", "ks_c_5601-1987", "cp949"], "한"),
    ([0, 0x41], ["utf-16", "utf-16be"], "A"),
    ([0xFF, 0xFE, 0x41, 0], ["utf-16", "UNICODE"], "A"),
    ([0x41, 0, 0x00, 0xD8, 0x41, 0], ["utf-16le"], "A\u{FFFD}A"),
    ([0, 0, 0, 0x41, 0, 0x11], ["utf-32", "utf-32be"], "A\u{FFFD}"),
    (Array("+AOk-".utf8), ["utf-7"], "é"),
    ([0xC3, 0x61, 0xFF], ["utf-8"], "\u{FFFD}a\u{FFFD}"),
  ]

  @Test(arguments: texts)
  func `a text is read under each of the names`(octets: [UInt8], names: [String], text: String) {
    for name in names {
      #expect(Charset.decode(octets, charset: name) == text, "\(name)")
    }
  }

  @Test(arguments: [
    "klingon", "x-unknown", "utf-8//IGNORE", "../../a", "utf-99", "iso-8859-12", "iso-2022-cn-ext",
    "\u{0}", String(repeating: "utf-8", count: 100),
  ])
  func `a name that is not on the list never reaches the C library`(name: String) {
    #expect(Charset.decode([0x41], charset: name) == nil)
  }

  @Test func `where the system has no converter, the text is guessed and that is told`() {
    let reading = Charset.read([0xE9][...], charset: "klingon")
    #expect(reading.text == "é")
    #expect(reading.problem == .unknownCharset("klingon"))
    #expect(CharacterEncoding.converter("NONE").read([0xE9]) == nil)
  }

  @Test func `Japanese text brings no control characters of eight bits`() {
    let reading = Charset.read(
      [0x41, 0x8A, 0x1B, 0x24, 0x42, 0x9B, 0x42][...],
      charset: "iso-2022-jp"
    )
    #expect(reading.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    #expect(reading.text.hasPrefix("A\u{FFFD}"))
    #expect(reading.problem == .notInCharset("iso-2022-jp"))
  }

  @Test func `no octets crash a converter`() {
    var dice = Dice()
    let names = CharsetTests.texts.flatMap(\.1)
    for _ in 0..<3000 {
      let octets = (0..<dice.number(below: 60)).map { _ in
        dice.number(below: 3) == 0 ? 0x1B : UInt8(truncatingIfNeeded: dice.next())
      }
      let name = names[dice.number(below: names.count)]
      _ = Charset.read(octets[...], charset: name)
    }
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `every octet and pair of octets that Python knows is read as by Python`() throws {
    let script = """
      import sys
      for name in sys.argv[1].split():
        for first in range(256):
          for octets in [bytes([first])] + [bytes([first, second]) for second in range(256)]:
            try: text = octets.decode(name)
            except UnicodeDecodeError: continue
            if len(octets) == 1 or len(text) == 1: print(name, octets.hex(), text.encode().hex())
      """
    let names = """
      iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-7 iso-8859-8 iso-8859-10 iso-8859-13
      iso-8859-14 iso-8859-15 iso-8859-16 windows-1250 windows-1251 windows-1252 windows-1253
      windows-1254 windows-1257 koi8-r koi8-u cp850 cp866 cp932 gb18030 cp949 euc-kr
      """
    let run = try CommandRun("python3", "-c", script, names)
    try #require(run.status == 0, "\(run.errors)")
    var (count, different): (Int, Set<String>) = (0, [])
    for line in run.output.split(separator: 0x0A) {
      let fields = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      try #require(fields.count == 3)
      let text = Charset.decode(Self.octets(fields[1]), charset: fields[0])
      count += 1
      if text.map({ Array($0.utf8) }) != Self.octets(fields[2]) {
        different.insert("\(fields[0]) \(fields[1])")
      }
    }
    #expect(count > 50_000)
    #expect(different.count < 100, "\(different.sorted().prefix(200))")
  }

  private static func octets(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.utf8.compactMap { QuotedPrintable.hex($0) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
