import MailMessage
import Testing

@Suite struct AddressListTests {
  /// A list, and its mailboxes as `name|address`.
  static let lists: [(String, [String])] = [
    ("", []),
    ("  ", []),
    ("ada@example.net", ["|ada@example.net"]),
    (
      "Ada Park <ada@example.net>, bob@example.org",
      ["Ada Park|ada@example.net", "|bob@example.org"]
    ),
    ("Dr. A. Park <a@b>", ["Dr. A. Park|a@b"]),
    ("\"Park, Ada\" <ada@example.net>", ["Park, Ada|ada@example.net"]),
    ("\"Ada \\\"Bee\\\" \\\\ Park\" <a@b>", ["Ada \"Bee\" \\ Park|a@b"]),
    ("\"Ada\" Park <a@b>", ["Ada Park|a@b"]),
    ("Żółć Łódź <z@b>, 小林 花子 <k@b>, Ada 🐝 <e@b>", ["Żółć Łódź|z@b", "小林 花子|k@b", "Ada 🐝|e@b"]),
    ("<ada@example.net>", ["|ada@example.net"]),
    ("< ada@example.net >", ["|ada@example.net"]),
    ("Ada<ada@example.net>", ["Ada|ada@example.net"]),
    ("  Ada \t Park   <a@b>  ", ["Ada Park|a@b"]),
    (",, a@b ,, c@d ,", ["|a@b", "|c@d"]),
    ("a@b; c@d", ["|a@b", "|c@d"]),
    ("a@b (Ada Park)", ["|a@b"]),
    ("(first) Ada (of \\) (two)) Park <a@b> (last)", ["Ada Park|a@b"]),
    ("Ada (a, b) Park <a@b>", ["Ada Park|a@b"]),
    ("Friends: Ada <a@b>, c@d; e@f", ["Ada|a@b", "|c@d", "|e@f"]),
    ("undisclosed-recipients:;", []),
    ("\"Friends: all\": a@b;", ["|a@b"]),
    ("\"a b\"@example.net", ["|\"a b\"@example.net"]),
    ("Ada <\"a b\"@example.net>", ["Ada|\"a b\"@example.net"]),
    ("\"a,b\"@example.net, c@d", ["|\"a,b\"@example.net", "|c@d"]),
    ("Ada <@relay.example,@two.example:a@b>", ["Ada|a@b"]),
    ("ada@[IPv6:2001:db8::1]", ["|ada@[IPv6:2001:db8::1]"]),
    ("a@b <a@b>", ["a@b|a@b"]),
    ("\"a@b\" <c@d>", ["a@b|c@d"]),
    ("=?utf-8?q?caf=C3=A9?= =?utf-8?q?_au_lait?= <a@b>", ["café au lait|a@b"]),
    ("=?iso-8859-1?q?J=F6rg?= Park <a@b>", ["Jörg Park|a@b"]),
    ("\"=?utf-8?q?a?=\" <a@b>", ["=?utf-8?q?a?=|a@b"]),
    ("\"\" <a@b>", ["|a@b"]),
  ]

  @Test(arguments: lists)
  func `a list gives its mailboxes`(text: String, expected: [String]) throws {
    let mailboxes = try AddressList.parse(text)
    #expect(mailboxes.map { "\($0.displayName ?? "")|\($0.address)" } == expected)
  }

  /// One that is read as a whole, and octet by octet where a comment is behind it.
  @Test(arguments: [
    "ada@example.net", "a.b-c_d+e@x-1.example.NET", "Ada Park <ada@example.net>", "<a@b>", " <a@b>",
    "Ada<a@b>", "Ada-Lou  Park 2  <a@b>", "@b", "a@", "a", "a@@b", "a..b@c", ".a@b", "a.@b", "a@b.",
    "a@-b", "a@b-", "a@b--c", "Ada <a@b", "Ada a@b>", "Ada <>", "Ada <a@b> <c@d>", "a@b@c",
    "\(String(repeating: "a", count: 65))@b", "a@\(String(repeating: "b", count: 64))",
    "a@\(String(repeating: "b", count: 63)).c", "a@xn--a.b",
  ])
  func `a plain mailbox is what the rules make of it`(text: String) {
    let plain = Result { () throws(AddressError) in try AddressList.parse(text) }
    let whole = Result { () throws(AddressError) in try AddressList.parse(text + "()") }
    #expect(plain == whole)
  }

  /// A list, where its error is, and the error in words.
  static let refused: [(String, Int, String)] = [
    ("Ada Park", 8, "the '@' is missing"),
    ("a@b, Ada Park", 13, "the '@' is missing"),
    ("a@b, Żółć  ", 13, "the '@' is missing"),
    ("Ada <>", 5, "there is no address"),
    ("Ada <  >", 7, "there is no address"),
    ("Ada <a@b", 4, "'<' is never closed"),
    ("Ada <a@b, c@d", 4, "'<' is never closed"),
    ("\"Ada <a@b>", 0, "'\"' is never closed"),
    ("Ada (Bee <a@b>", 4, "'(' is never closed"),
    ("Ada (Bee \\", 4, "'(' is never closed"),
    ("\"Ada\\", 0, "'\"' is never closed"),
    ("Ada a@b> , c@d", 7, "'>' has no place there"),
    ("Ada) <a@b>", 3, "')' has no place there"),
    ("Ada <a@b> Bob <c@d>", 10, "'B' has no place there"),
    ("<a@b> <c@d>", 6, "'<' has no place there"),
    ("<a@b> ż", 6, "'ż' has no place there"),
    ("<a@b> \"Ada\"", 6, "'\"' has no place there"),
    ("a@b Bob <c@d>", 1, "'@' has no place there"),
    ("a@b c@d", 1, "'@' has no place there"),
    ("a@b, (x) żó d@e", 13, "' ' has no place there"),
    ("a@b, c (x) d@e", 6, "' ' has no place there"),
    ("Ada <@relay.example:a..b@c>", 22, "the part before '@' is not one"),
    ("Ada <a@b..c>", 9, "the part behind '@' is no domain"),
    ("a@b,\r\nBcc: c@d", 4, "it holds a line end or another control character"),
    ("Ada\u{0} <a@b>", 3, "it holds a line end or another control character"),
    ("\"Ada\\\nBee\" <a@b>", 5, "it holds a line end or another control character"),
    ("a@b (x\ny)", 6, "it holds a line end or another control character"),
    ("Ada <a@b\n>", 8, "it holds a line end or another control character"),
    ("Ada <a@b\u{7F}>", 8, "it holds a line end or another control character"),
    (
      "\(String(repeating: "a", count: 65))@b", 64,
      "it is too long for an address"
    ),
  ]

  @Test(arguments: refused)
  func `what is no list is refused with its place`(text: String, offset: Int, words: String) {
    let error = #expect(throws: AddressError.self) { try AddressList.parse(text) }
    #expect(error?.offset == offset)
    #expect(error?.description == words)
  }

  @Test func `no text of the grammar's characters crashes, and each error lies within`() {
    var dice = Dice()
    for _ in 0..<5000 {
      let text = String((0..<dice.number(below: 24)).map { _ in dice.pick("a@.<>\"\\(),;:[] é\n") })
      do throws(AddressError) {
        for mailbox in try AddressList.parse(text) {
          let again = try AddressList.parse(mailbox.description)
          #expect(again == [mailbox], "\(text.debugDescription), \(dice)")
        }
      } catch {
        #expect((0...text.utf8.count).contains(error.offset), "\(text.debugDescription), \(dice)")
      }
    }
  }

  @Test func `a mailbox with any name is read back as it is written`() throws {
    var dice = Dice()
    let address = try EmailAddress("ada@example.net")
    for _ in 0..<500 {
      let mailbox = Mailbox(displayName: dice.text(upTo: 40), address: address)
      let read = try AddressList.parse(" \(mailbox) , b@c")
      #expect(read.first == mailbox, "\(mailbox.description.debugDescription), \(dice)")
    }
  }

  @Test func `deep comments and endless lists end`() throws {
    let depth = 100_000
    let comment = String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
    #expect(try AddressList.parse("\(comment) a@b").count == 1)
    #expect(throws: AddressError.self) { try AddressList.parse(String(comment.dropLast())) }
    #expect(try AddressList.parse(String(repeating: "a@b,", count: depth)).count == depth)
  }

  static let names: [(String, String)] = [
    ("Ada Park", "Ada Park <ada@example.net>"),
    ("", "ada@example.net"),
    (" \t", "ada@example.net"),
    ("Żółć", "Żółć <ada@example.net>"),
    ("Park, Ada", "\"Park, Ada\" <ada@example.net>"),
    ("A. Park", "\"A. Park\" <ada@example.net>"),
    ("Ada \"Bee\" \\", "\"Ada \\\"Bee\\\" \\\\\" <ada@example.net>"),
    ("Ada\r\nBcc: eve@example.org", "\"Ada Bcc: eve@example.org\" <ada@example.net>"),
    ("Ada\u{0}\u{2028}Park", "Ada Park <ada@example.net>"),
    ("=?utf-8?q?a?=", "\"=?utf-8?q?a?=\" <ada@example.net>"),
  ]

  @Test(arguments: names)
  func `a mailbox is written so that it is read back`(name: String, text: String) throws {
    let mailbox = Mailbox(displayName: name, address: try EmailAddress("ada@example.net"))
    #expect(mailbox.description == text)
    #expect(try AddressList.parse(text) == [mailbox])
  }
}
