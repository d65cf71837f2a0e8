import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@Suite struct DomainNameTests {
  static func ascii(_ domain: String) throws -> String {
    try EmailAddress("a@\(domain)").inASCII().domain
  }

  /// What people type, and what the DNS knows; the right column is from UTS #46 §4 and from Python's
  /// `idna`.
  static let mapped: [(String, String)] = [
    ("faß.de", "xn--fa-hia.de"),
    ("FAẞ.de", "xn--fa-hia.de"),
    ("βόλος.com", "xn--nxasmm1c.com"),
    ("ΒΌΛΟΣ.com", "xn--nxasmq6b.com"),
    ("نامه\u{200C}ای.com", "xn--mgba3gch31f060k.com"),
    ("ශ්\u{200D}රී.com", "xn--10cl1a0b660p.com"),
    ("ＥＸＡＭＰＬＥ．ｃｏｍ", "example.com"),
    ("ﾃｽﾄ.jp", "xn--zckzah.jp"),
    ("ﾊﾞﾅﾅ.jp", "xn--hdkaq.jp"),
    ("日本語｡jp", "xn--wgv71a119e.jp"),
    ("Bu\u{308}cher.example", "xn--bcher-kva.example"),
    ("ệ.vn", "xn--qlg.vn"), ("e\u{302}\u{323}.vn", "xn--qlg.vn"),
    ("e\u{323}\u{302}.vn", "xn--qlg.vn"), ("ê\u{323}.vn", "xn--qlg.vn"),
    ("\u{1112}\u{1161}\u{11AB}글.kr", "xn--bj0bj06e.kr"),
    ("น้ำ.th", "xn--q3c4c8cq.th"),
    ("क़.in", "xn--11b2f.in"), ("\u{958}.in", "xn--11b2f.in"),
    ("İstanbul.tr", "xn--istanbul-o0e.tr"),
    ("paral·lel.cat", "xn--parallel-koa.cat"),
    ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
    ("bücher.xn--bcher-kva.example", "xn--bcher-kva.xn--bcher-kva.example"),
    ("Example.NET", "Example.NET"),
    ("r3---sn-a.example", "r3---sn-a.example"),
    ("☕.example", "xn--53h.example"),
    ("א1.example", "xn--1-zhc.example"),
    ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
  ]

  @Test(arguments: mapped)
  func `what people type has one form in ASCII`(domain: String, expected: String) throws {
    #expect(try Self.ascii(domain) == expected)
  }

  static let refused: [(String, DomainError, String)] = [
    (
      "[192.0.2.256]", .malformedLiteral("[192.0.2.256]"),
      "'[192.0.2.256]' is no IP address: write '[192.0.2.1]' or '[IPv6:2001:db8::1]'"
    ),
    ("[192.0.2]", .malformedLiteral("[192.0.2]"), ""),
    ("[2001:db8::1]", .malformedLiteral("[2001:db8::1]"), ""),
    ("[IPv6:2001::db8::1]", .malformedLiteral("[IPv6:2001::db8::1]"), ""),
    ("[IPv6:192.0.2.1]", .malformedLiteral("[IPv6:192.0.2.1]"), ""),
    ("[tag:content]", .malformedLiteral("[tag:content]"), ""),
    ("a≠b.de", .disallowed("≠"), "'≠' (U+2260) cannot stand in a domain"),
    ("①ä.de", .disallowed("①"), "'①' (U+2460) cannot stand in a domain"),
    ("ä_b.de", .disallowed("_"), "'_' (U+005F) cannot stand in a domain"),
    ("a\u{FFFD}.de", .disallowed("\u{FFFD}"), "'\u{FFFD}' (U+FFFD) cannot stand in a domain"),
    ("ä\u{3164}.de", .disallowed("\u{3164}"), "'\u{3164}' (U+3164) cannot stand in a domain"),
    ("\u{301}a.de", .misplaced("\u{301}"), "U+0301 cannot stand there in a domain"),
    ("ab\u{200D}c.de", .misplaced("\u{200D}"), "U+200D cannot stand there in a domain"),
    ("ab\u{200C}c.de", .misplaced("\u{200C}"), "U+200C cannot stand there in a domain"),
    ("رد\u{200C}ب.ir", .misplaced("\u{200C}"), "U+200C cannot stand there in a domain"),
    ("a·b.cat", .misplaced("·"), "'·' (U+00B7) cannot stand there in a domain"),
    ("a・b.jp", .misplaced("・"), "'・' (U+30FB) cannot stand there in a domain"),
    ("\u{660}\u{6F0}ب.ir", .misplaced("\u{660}"), "'٠' (U+0660) cannot stand there in a domain"),
    ("ä。。de", .emptyLabel, "nothing stands between two dots of the domain"),
    ("äb-。de", .misplacedHyphen("äb-"), "a hyphen of 'äb-' has no place there"),
    ("äb--c.de", .misplacedHyphen("äb--c"), "a hyphen of 'äb--c' has no place there"),
    ("xn--a.de", .disallowed("\u{80}"), "U+0080 cannot stand in a domain"),
    ("xn--BCHER-KVA1.de", .malformedLabel("xn--bcher-kva1"), ""),
    ("ể\u{323}.vn", .misplaced("\u{323}"), "U+0323 cannot stand there in a domain"),
    ("xn--99999999.de", .malformedLabel("xn--99999999"), ""),
    (
      "אabc.example", .mixedDirections("אabc"),
      "'אabc' mixes letters that run to the left with others"
    ),
    ("abcא.example", .mixedDirections("abcא"), ""),
    ("א.1a.example", .mixedDirections("1a"), ""),
    ("א1\u{660}.example", .mixedDirections("א1\u{660}"), ""),
    (
      String(repeating: "ü", count: 63) + ".de", .labelTooLong(String(repeating: "ü", count: 63)),
      "'\(String(repeating: "ü", count: 63))' is too long for a part of a domain"
    ),
    (
      [String](repeating: "übung", count: 30).joined(separator: "."), .tooLong,
      "the domain is too long"
    ),
  ]

  @Test(arguments: refused)
  func `what no server can find is refused`(
    domain: String,
    error: DomainError,
    words: String
  ) throws {
    let found = #expect(throws: DomainError.self) { try Self.ascii(domain) }
    if case .malformedLabel = error {
      guard case .malformedLabel = found else { throw found ?? error }
    } else {
      #expect(found == error)
    }
    if !words.isEmpty { #expect(found?.description == words) }
  }

  @Test func `two forms of one domain are one address`() throws {
    let ada = try EmailAddress("ada@bücher.example")
    for domain in ["BÜCHER.example", "xn--bcher-kva.example", "bu\u{308}cher。example"] {
      #expect(try EmailAddress("ada@\(domain)") == ada)
      #expect(try EmailAddress("ada@\(domain)").hashValue == ada.hashValue)
    }
    #expect(try EmailAddress("ada@bucher.example") != ada)
  }

  /// Whether Python has the `idna` package, which follows UTS #46 and RFC 5891.
  static let hasIDNA: Bool = {
    guard CommandRun.find("python3") != nil else { return false }
    do {
      return try CommandRun("python3", "-c", "import idna").status == 0
    } catch {
      return false
    }
  }()

  @Test(.enabled(if: hasIDNA, "needs python3 with idna"))
  func `any domain is what Python's idna makes of it`() throws {
    var dice = Dice()
    let alphabets = [
      "abcxyz019-àéöüßẞÀÉŁłŚśĳſ", "абвжяАЯёЁйЙїі-1", "αβγωςΣΆάΐϊΰ", "例字中文かがパナヵァｱｶﾞﾊﾟ・ー。１",
      "한글가각갂ᄒ\u{1161}\u{11AB}", "אבגדהל\u{5B8}\u{5C1}1-", "ابپتثرزوهی\u{200C}\u{64B}٠١۰۱",
      "कखग\u{93C}\u{94D}\u{200D}\u{200C}िीक़ख़", "กขคำ\u{E4D}\u{E32}้่",
      "ẠạệỂơƯ\u{302}\u{323}\u{301}\u{331}o",
      "ԱաևԵւ", "ཀཁ\u{F71}\u{F72}\u{F80}", "ἀἈᾰΐ\u{345}άΆ", "ᏣᎳᎩꭰꭱᏸ",
    ]
    let domains = (0..<4000).map { _ -> String in
      let alphabet = alphabets[dice.number(below: alphabets.count)]
      // The package looks for letters that run to the left in each label alone.
      let isLeftward = alphabet.unicodeScalars.contains { (0x590...0x6FF).contains($0.value) }
      let labels = (0...(isLeftward ? 0 : dice.number(below: 2))).map { _ in
        String(
          (0...dice.number(below: 6)).map { _ -> Character in
            let all = Array(alphabet.unicodeScalars)
            return Character(all[dice.number(below: all.count)])
          }
        )
      }
      return labels.joined(separator: ".") + ".example"
    }
    let script = """
      import sys, idna
      for line in sys.stdin.buffer:
        domain = line.decode("utf-8").rstrip("\\n")
        try: print(idna.encode(domain, uts46=True, transitional=False, std3_rules=True).decode("ascii"))
        except Exception as error: print("!", ascii(str(error)))
      """
    let run = try CommandRun(
      "python3",
      "-c",
      script,
      input: Array(domains.map { $0 + "\n" }.joined().utf8)
    )
    let lines = String(decoding: try run.checked("idna: \(run.errors)"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(lines.count == domains.count)
    var differences: [String] = []
    for (domain, line) in zip(domains, lines) {
      let ours: String
      do {
        ours = try Self.ascii(domain).lowercased()
      } catch {
        ours = "! \(error)"
      }
      // Accents upon accents are refused here, and worked out there.
      if ours.hasPrefix("! U+03"), ours.contains("cannot stand there") { continue }
      // A plain ASCII label may have hyphens there, as some hosts' names do; "ſ" maps to plain "s".
      if line.contains("hyphens in 3rd and 4th"), !ours.hasPrefix("!"), !ours.contains("xn--") {
        continue
      }
      let isSame = line.hasPrefix("!") ? ours.hasPrefix("!") : ours == line
      if !isSame { differences.append("\(domain.debugDescription): \(ours), idna: \(line)") }
    }
    #expect(differences.prefix(20).joined(separator: "\n") == "", "\(dice)")
  }
}
