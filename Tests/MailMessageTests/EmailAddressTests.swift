import MailMessage
import TestSupport
import Testing

@Suite struct EmailAddressTests {
  @Test(arguments: [
    "ada@example.net", "a.b+c@example.net", "o'neill@example.ie", "!#$%&'*+-/=?^_`{|}~@example.net",
    "\"a b\"@example.net", "\"a@b\"@example.net", "\"a\\\"b\"@example.net", "ada@[192.0.2.1]",
    "ada@[IPv6:2001:db8::1]", "ada@localhost", "żółć@example.net", "小林@例え.jp", "ada@bücher.example",
    "a@b", "1@2.3", "ada@my_host.example",
  ])
  func `an address is read and written as it is`(text: String) throws {
    #expect(try EmailAddress(text).description == text)
  }

  static let refused: [(String, AddressError.Condition, Int)] = [
    ("", .empty, 0),
    ("ada", .noAt, 3),
    ("ada park", .noAt, 8),
    ("@example.net", .badLocalPart, 0),
    ("ada@", .badDomain, 4),
    (".ada@example.net", .badLocalPart, 0),
    ("ada.@example.net", .badLocalPart, 4),
    ("a..b@example.net", .badLocalPart, 2),
    ("a b@example.net", .unexpected(" "), 1),
    ("ż b@example.net", .unexpected(" "), 2),
    ("ada@example..net", .badDomain, 12),
    ("ada@example.net.", .badDomain, 16),
    ("ada@-example.net", .badDomain, 4),
    ("ada@example-.net", .badDomain, 4),
    ("ada@exa mple.net", .unexpected(" "), 7),
    ("ada@example.net>", .unexpected(">"), 15),
    ("<ada@example.net", .unexpected("<"), 0),
    ("ada@example,net", .unexpected(","), 11),
    ("ada@\u{200B}example.net", .unexpected("\u{200B}"), 4),
    ("ada\u{202E}@example.net", .unexpected("\u{202E}"), 3),
    ("ada@example.net\r\nRCPT TO:<eve@example.org>", .controlCharacter, 15),
    ("ada\u{0}@example.net", .controlCharacter, 3),
    ("ada\u{7F}@example.net", .controlCharacter, 3),
    ("\"a>b\"@example.net", .badLocalPart, 0),
    ("\"a\nb\"@example.net", .controlCharacter, 2),
    ("\"a\"b\"@example.net", .badLocalPart, 0),
    ("\"a\\\"@example.net", .badLocalPart, 0),
    ("ada@[1.2.3.4", .badDomain, 4),
    ("ada@[]", .badDomain, 4),
    ("ada@[1.2.3.4]>", .badDomain, 4),
    (String(repeating: "a", count: 65) + "@example.net", .tooLong, 64),
  ]

  @Test(arguments: refused)
  func `what is no address is refused with its place`(
    text: String,
    condition: AddressError.Condition,
    offset: Int
  ) {
    let error = #expect(throws: AddressError.self) { try EmailAddress(text) }
    #expect(error?.condition == condition)
    #expect(error?.offset == offset)
  }

  @Test func `lengths are those of SMTP`() throws {
    let local = String(repeating: "a", count: 64)
    let domain = (0..<4).map { _ in String(repeating: "b", count: 45) }.joined(separator: ".")
    #expect(try EmailAddress("\(local)@\(domain).cdef").description.utf8.count == 253)
    #expect(throws: AddressError.self) { try EmailAddress("\(local)@\(domain).cdefgh") }
    let label = String(repeating: "b", count: 63)
    #expect(try EmailAddress("a@\(label)").domain == label)
    #expect(throws: AddressError.self) { try EmailAddress("a@\(label)b") }
  }

  @Test func `the domain is compared without regard to case and the local part to the letter`()
    throws
  {
    let ada = try EmailAddress("ada@example.net")
    #expect(try ada == EmailAddress("ada@EXAMPLE.net"))
    #expect(try ada.hashValue == EmailAddress("ada@EXAMPLE.net").hashValue)
    #expect(try ada != EmailAddress("Ada@example.net"))
    let composed = try EmailAddress("caf\u{E9}@example.net")
    #expect(try composed != EmailAddress("cafe\u{301}@example.net"))
  }

  /// The left column's right one is from Python's `idna` codec, or from RFC 3492 §7.1.
  static let domains: [(String, String)] = [
    ("example.net", "example.net"),
    ("bücher.example", "xn--bcher-kva.example"),
    ("BÜCHER.example", "xn--bcher-kva.example"),
    ("bu\u{308}cher.example", "xn--bcher-kva.example"),
    ("例え.jp", "xn--r8jz45g.jp"),
    ("例え。jp", "xn--r8jz45g.jp"),
    ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
    ("ουτοπία.gr", "xn--kxae4bafwg.gr"),
    ("mañana.com", "xn--maana-pta.com"),
    ("☃.net", "xn--n3h.net"),
    ("他们为什么不说中文.cn", "xn--ihqwcrb4cv8a8dqg056pqjye.cn"),
    ("ليهمابتكلموشعربي؟.eg", "xn--egbpdaj6bu4bxfgehfvwxn.eg"),
    ("Pročprostěnemluvíčesky.cz", "xn--proprostnemluvesky-uyb24dma41a.cz"),
    ("[192.0.2.1]", "[192.0.2.1]"),
  ]

  @Test(arguments: domains)
  func `a domain of any script has a form in ASCII`(domain: String, ascii: String) throws {
    let address = try EmailAddress("ada@\(domain)")
    #expect(address.withASCIIDomain?.description == "ada@\(ascii)")
    #expect(!address.needsSMTPUTF8)
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `labels are encoded as Python's punycode encodes them`() throws {
    var dice = Dice()
    let letters = "abcxyz019àéöüßñłśабвжяαβγω例字中文かなカ🐝☃𠀀한글"
    let labels = (0..<1000).map { _ in
      "x-" + String((0..<dice.number(below: 12)).map { _ in dice.pick(letters) }) + "é"
    }
    let script = """
      import sys
      for line in sys.stdin.buffer:
        print("xn--" + line.decode("utf-8").rstrip("\\n").encode("punycode").decode("ascii"))
      """
    let input = labels.map { $0 + "\n" }.joined()
    let run = try CommandRun("python3", "-c", script, input: Array(input.utf8))
    let lines = String(decoding: try run.checked("punycode"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == labels.count)
    for (label, line) in zip(labels, lines) {
      #expect(try EmailAddress("a@\(label)").withASCIIDomain?.domain == String(line), "\(dice)")
    }
  }

  @Test func `a domain that is too long in ASCII has no such form`() throws {
    let label = String(repeating: "ü", count: 31)
    #expect(try EmailAddress("ada@\(label)").withASCIIDomain != nil)
    let domain = [String](repeating: "ü", count: 80).joined(separator: ".")
    #expect(try EmailAddress("ada@\(domain)").withASCIIDomain == nil)
  }

  @Test func `a local part outside ASCII needs SMTPUTF8`() throws {
    #expect(try EmailAddress("żółć@example.net").needsSMTPUTF8)
  }

  @Test func `an envelope names each recipient once and at least one`() throws {
    let ada = try EmailAddress("ada@example.net")
    let bob = try EmailAddress("bob@example.org")
    let again = try EmailAddress("ada@Example.NET")
    #expect(Envelope(sender: ada, recipients: []) == nil)
    let envelope = Envelope(sender: ada, recipients: [bob, ada, again, bob])
    #expect(envelope?.recipients == [bob, ada])
  }
}
