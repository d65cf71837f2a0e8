import MailMessage
import Testing

@Suite struct OutgoingMessageTests {
  static func message() throws -> OutgoingMessage {
    OutgoingMessage(
      from: Mailbox(displayName: "Sam Hill", address: try EmailAddress("sam@example.org")),
      to: [Mailbox(displayName: "Ada Park", address: try EmailAddress("ada@example.net"))],
      subject: "The garden",
      date: try #require(DateTime(iso8601: "2026-11-21T09:00:00+01:00")),
      messageID: try MessageID(unique: "20261121.7f3k2abc", domain: "example.org"),
      text: "Dear Ada,\n\nThe beans are up.\n\nSam\n"
    )
  }

  static func lines(_ message: OutgoingMessage) throws -> [String] {
    String(decoding: try message.encoded(), as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `a plain letter is written as it is`() throws {
    let expected = """
      Date: Sat, 21 Nov 2026 09:00:00 +0100\r
      From: Sam Hill <sam@example.org>\r
      To: Ada Park <ada@example.net>\r
      Subject: The garden\r
      Message-ID: <20261121.7f3k2abc@example.org>\r
      MIME-Version: 1.0\r
      Content-Type: text/plain; charset=us-ascii\r
      Content-Transfer-Encoding: 7bit\r
      \r
      Dear Ada,\r
      \r
      The beans are up.\r
      \r
      Sam\r\n
      """
    #expect(String(decoding: try Self.message().encoded(), as: UTF8.self) == expected)
  }

  @Test func `everything that can be set has its place`() throws {
    var message = try Self.message()
    message.to = try AddressList.parse("\"Park, Ada\" <ada@example.net>, Żółć <z@bücher.example>")
    message.cc = try AddressList.parse("bo@example.net")
    message.replyTo = try AddressList.parse("Sam <sam@home.example>")
    message.subject = "Grüße aus dem Garten, und was aus den Bohnen geworden ist, die du gesät hast"
    message.inReplyTo = [try MessageID("<a@b>")]
    message.references = try (1...3).map { try MessageID("<reference-number-\($0)@example.net>") }
    message.extraFields = [
      try HeaderField(name: "X-Mood", value: "sunny"),
      try HeaderField(name: "Keywords", value: "Garten, Gemüse"),
    ]
    message.text = "Grüße =\r\rSam"
    let expected = """
      Date: Sat, 21 Nov 2026 09:00:00 +0100\r
      From: Sam Hill <sam@example.org>\r
      To: "Park, Ada" <ada@example.net>, =?utf-8?b?xbvDs8WCxIc=?=\r
       <z@xn--bcher-kva.example>\r
      Cc: bo@example.net\r
      Reply-To: Sam <sam@home.example>\r
      Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_aus_dem_Garten=2C_und_was_aus_den_Bohne?=\r
       =?utf-8?q?n_geworden_ist=2C_die_du_ges=C3=A4t_hast?=\r
      Message-ID: <20261121.7f3k2abc@example.org>\r
      In-Reply-To: <a@b>\r
      References: <reference-number-1@example.net>\r
       <reference-number-2@example.net> <reference-number-3@example.net>\r
      X-Mood: sunny\r
      Keywords: =?utf-8?b?R2FydGVuLCBHZW3DvHNl?=\r
      MIME-Version: 1.0\r
      Content-Type: text/plain; charset=utf-8\r
      Content-Transfer-Encoding: quoted-printable\r
      \r
      Gr=C3=BC=C3=9Fe =3D\r
      \r
      Sam\r\n
      """
    let lines = try Self.lines(message)
    #expect(
      lines == expected.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    )
  }

  /// The end of the text as it is given, and as it travels.
  @Test(arguments: [
    ("", "\r\n"), ("a", "a\r\n"), ("a\n", "a\r\n"), ("a\r", "a\r\n"), ("a\r\n", "a\r\n"),
    ("a\n\n", "a\r\n\r\n"), ("a\r\rb", "a\r\n\r\nb\r\n"), ("a\n\rb", "a\r\n\r\nb\r\n"),
    ("a\r\n\nb", "a\r\n\r\nb\r\n"), (".\n..\n", ".\r\n..\r\n"),
  ])
  func `line ends become CRLF and the last line has one`(text: String, body: String) throws {
    var message = try Self.message()
    message.text = text
    let bytes = try message.encoded()
    #expect(Message(bytes).body == Array(body.utf8))
  }

  /// A change that must not get out, and what is said.
  static let refused: [(String, String)] = [
    ("subject", "the subject holds a line end or another control character"),
    ("nul in text", "line 2 of the text holds a control character; delete it"),
    ("escape in text", "line 1 of the text holds a control character; delete it"),
    ("domain", "'ada@a≠b.example' reaches nobody: '≠' (U+2260) cannot stand in a domain"),
    ("Bcc", "the field 'Bcc' cannot be set by hand"),
    ("BCC", "the field 'BCC' cannot be set by hand"),
    ("date", "the field 'date' cannot be set by hand"),
    ("DKIM-Signature", "the field 'DKIM-Signature' cannot be set by hand"),
    ("Content-Type", "the field 'Content-Type' cannot be set by hand"),
    ("Resent-Bcc", "the field 'Resent-Bcc' cannot be set by hand"),
    ("MIME-Version", "the field 'MIME-Version' cannot be set by hand"),
    ("X-Touchbase-Draft", "the field 'X-Touchbase-Draft' cannot be set by hand"),
  ]

  @Test(arguments: refused)
  func `what would become something else is refused`(change: String, words: String) throws {
    var message = try Self.message()
    switch change {
    case "subject": message.subject = "Hello\r\nBcc: eve@example.org"
    case "nul in text": message.text = "a\r\nb\u{0}"
    case "escape in text": message.text = "a\u{1B}[2J"
    case "domain": message.cc = [Mailbox(address: try EmailAddress("ada@a≠b.example"))]
    default: message.extraFields = [try HeaderField(name: change, value: "eve@example.org")]
    }
    let error = #expect(throws: MessageError.self) { try message.encoded() }
    #expect(error?.description == words)
  }

  @Test(arguments: [
    ("X\r\nBcc", "a"), ("X Y", "a"), ("X:Y", "a"), ("", "a"), ("Ä", "a"), ("X\u{0}", "a"),
    ("X", "a\r\nBcc: eve@example.org"), ("X", "a\nb"), ("X", "a\rb"), ("X", "a\u{0}"),
    ("X", "a\u{85}b"), (String(repeating: "X", count: 77), "a"),
  ])
  func `no field holds what could begin another`(name: String, value: String) {
    #expect(throws: HeaderError.self) { try HeaderField(name: name, value: value) }
  }

  @Test(arguments: ["X", "x-y", "!#$%~", "From"])
  func `a field is known by its name whatever its case`(name: String) throws {
    let field = try HeaderField(name: name, value: "é\t ")
    #expect(field.isNamed(name.uppercased()))
    #expect(!field.isNamed(name + "s"))
  }

  @Test(arguments: [
    ("a@b", "example.org"), ("a b", "example.org"), ("", "example.org"), ("a", ""), ("a>", "b"),
    ("a", "b\r\nBcc: c"), ("\"a\"", "b"), ("ä", "b"), ("a.", "b"), ("a", "b."),
    (String(repeating: "a", count: 500), "b"),
  ])
  func `a Message-ID is made of atoms alone`(unique: String, domain: String) {
    #expect(throws: HeaderError.self) { try MessageID(unique: unique, domain: domain) }
  }

  @Test(arguments: [
    "", "<>", "<", "<a@b", "a@b", "<a@b>>", "<a@b> <c@d>", "<a @b>", "<ä@b>", "<a@b\n>",
  ])
  func `what is no Message-ID is refused`(text: String) {
    #expect(throws: HeaderError.self) { try MessageID(text) }
  }

  @Test func `a Message-ID is kept as it came, and its own domain is ASCII`() throws {
    #expect(try MessageID("<CA+x=y$z[1]@mail.example>").description == "<CA+x=y$z[1]@mail.example>")
    let id = try MessageID(unique: "1.a", domain: "bücher.example")
    #expect(id.description == "<1.a@xn--bcher-kva.example>")
  }

  @Test(arguments: [
    "", " ", "  a", "a  ", "a  b", "\t", "a\tb", "=?utf-8?q?a?=", "a =?utf-8?q?b?= c", "=?", "?=",
    "a?=", "Re: [x] \"y\" <z>, (w); \\", "é", " é", "é ", "e\u{301}", "\u{301}", "a\u{2028}b", "🐝",
  ])
  func `a subject and a name come back as they were`(text: String) throws {
    var message = try Self.message()
    message.subject = text
    message.extraFields = [try HeaderField(name: "X-Note", value: text)]
    message.cc = [Mailbox(displayName: text, address: try EmailAddress("ada@example.net"))]
    let read = Message(try message.encoded())
    #expect(read.subject.map { Array($0.utf8) } == Array(text.utf8))
    #expect(try AddressList.parse(read["Cc"] ?? "") == message.cc)
    #expect(read["Bcc"] == nil)
  }

  @Test func `the longest words stay within a line`() throws {
    var message = try Self.message()
    let quotes = String(repeating: "\"", count: 900)
    let address = try EmailAddress("ada@example.net")
    for word in [quotes, String(repeating: "a", count: 900), String(repeating: "b", count: 5000)] {
      message.to = [Mailbox(displayName: word, address: address), Mailbox(address: address)]
      message.subject = word
      let name = String(repeating: "X", count: 76)
      message.extraFields = [try HeaderField(name: name, value: word)]
      message.text = word
      #expect(try Self.lines(message).allSatisfy { $0.utf8.count <= 998 })
      let read = Message(try message.encoded())
      #expect(read.subject == word)
      #expect(read.text == word + "\n")
      #expect(try AddressList.parse(read["To"] ?? "") == message.to)
    }
  }
}
