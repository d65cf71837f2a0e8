import MailMessage
import Testing

/// Addresses as they come in mails: everything that can be understood is, and nothing is lost.
@Suite struct ReceivedAddressTests {
  /// A field's value, its members, its problems as `offset: words`.
  static let lists: [(String, [String], [String])] = [
    ("", [], []),
    ("ada@example.net", ["ada@example.net"], []),
    ("Ada <a@b>,\r\n\tBob\n <c@d>\r\n", ["Ada <a@b>", "Bob <c@d>"], []),
    ("a@b (Ada Park)", ["Ada Park <a@b>"], []),
    ("(=?utf-8?q?caf=C3=A9?=) a@b", ["café <a@b>"], []),
    ("Ada (of (two)) Park <a@b> (x)", ["Ada Park <a@b>"], []),
    ("\"=?utf-8?q?caf=C3=A9?=\" <a@b>", ["café <a@b>"], []),
    ("=?utf-8?q?Park,_Ada_<x@y>?= <a@b>", ["\"Park, Ada <x@y>\" <a@b>"], []),
    ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?= <a@b>", ["café <a@b>"], []),
    ("Friends: Ada <a@b>, c@d;, e@f", ["Friends: Ada <a@b>, c@d;", "e@f"], []),
    ("undisclosed-recipients:;", ["undisclosed-recipients: ;"], []),
    ("=?utf-8?q?caf=C3=A9?=: a@b;", ["café: a@b;"], []),
    ("A: a@b", ["A: a@b;"], ["1: ':' is never closed"]),
    // RFC 5322 §A.5, §A.6.
    (
      "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", ["Pete <pete@silly.test>"],
      []
    ),
    (
      "A Group(Some people):Chris Jones <c@(Chris's host.)public.example>, joe@example.org;",
      ["A Group: Chris Jones <c@public.example>, joe@example.org;"], []
    ),
    (
      "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example",
      ["Mary Smith <mary@example.net>", "jdoe@test.example"], []
    ),
    ("Ada <@a.test, @b.test:c@d>", ["Ada <c@d>"], []),
    ("John <jdoe@machine(comment).  example>", ["John <jdoe@machine.example>"], []),
    ("a . b @ c . d", ["a.b@c.d"], []),
    ("\"a\".\"b\"@c", ["a.b@c"], []),
    ("\"a b\".c@d", ["\"a b.c\"@d"], []),
    ("\"a b\"@c", ["\"a b\"@c"], []),
    ("a@[ 127.0.0.1 ], b@[IPv6:::1]", ["a@[127.0.0.1]", "b@[IPv6:::1]"], []),
    // Errors of the wild.
    ("a@b <a@b>", ["\"a@b\" <a@b>"], []),
    ("x@y <a@b>", ["\"x@y\" <a@b>"], ["1: '@' has no place there"]),
    ("Ada a@b", ["Ada <a@b>"], ["3: ' ' has no place there"]),
    ("<a@b> <c@d>", ["a@b", "c@d"], ["6: '<' has no place there"]),
    ("[list] Ada) <a@b>", ["\"[list] Ada)\" <a@b>"], ["10: ')' has no place there"]),
    ("a@b, nobody, c@d", ["a@b", "? nobody", "c@d"], ["11: the '@' is missing"]),
    ("MAILER-DAEMON <>", ["? MAILER-DAEMON <>"], ["15: there is no address"]),
    ("a..b@c, d@e", ["\"a..b\"@c", "d@e"], ["2: the part before '@' is not one"]),
    ("Ada <.a.@b.c.>", ["Ada <\".a.\"@b.c>"], ["5: the part before '@' is not one"]),
    ("a@b.c.", ["a@b.c"], ["6: the part behind '@' is no domain"]),
    (
      "a.@, .@b", ["? a.@", "\".\"@b"],
      [
        "2: the part before '@' is not one", "5: the part before '@' is not one",
      ]
    ),
    ("\"Ada <a@b>, c@d", ["? \"Ada <a@b>", "c@d"], ["0: '\"' is never closed"]),
    ("(Ada <a@b>, c@d", ["\"(Ada\" <a@b>", "c@d"], ["0: '(' is never closed"]),
    ("a@b (Ada, <c@d> (", ["a@b", "c@d"], ["4: '(' is never closed", "16: '(' is never closed"]),
    ("Ada <a@b, c@d", ["Ada <a@b>", "c@d"], ["4: '<' is never closed"]),
    ("Ada <", ["? Ada <"], ["4: '<' is never closed", "5: there is no address"]),
    (
      "<<a@b>>, <<c@d>", ["a@b", "c@d"],
      [
        "1: '<' has no place there", "10: '<' has no place there",
      ]
    ),
    ("a\u{0}@b", ["a@b"], ["1: it holds a line end or another control character"]),
    (
      "a@b\nBcc: c@d", ["? a@b Bcc: c@d"],
      [
        "3: it holds a line end or another control character", "1: '@' has no place there",
      ]
    ),
  ]

  static func words(_ member: AddressListReading.Member) -> String {
    switch member {
    case .mailbox(let mailbox): "\(mailbox)"
    case .group(let name, let members): "\(name): \(members.map(words).joined(separator: ", "));"
    case .unreadable(let text, _): "? \(text)"
    }
  }

  @Test(arguments: lists)
  func `a list is read as far as it goes`(list: String, members: [String], problems: [String]) {
    let reading = AddressList.read(list)
    #expect(reading.members.map(Self.words) == members)
    #expect(reading.problems.map { "\($0.offset): \($0)" } == problems)
  }

  @Test func `what is never closed is not looked for without end`() {
    for unit in ["\",", "\\\",", "(,", "<,", "=?", "[", "@:", "a:;"] {
      let reading = AddressList.read(String(repeating: unit, count: 100_000))
      #expect(reading.mailboxes.isEmpty)
    }
    #expect(AddressList.read(String(repeating: "a@b,", count: 50_000)).mailboxes.count == 50_000)
  }

  @Test func `addresses and identifiers are read from a mail`() {
    let mail = """
      From: Ada <ada@example.net>
      To: a@b
      To: Friends: c@d;
      Cc: nobody
      Message-ID: <1@a>
      In-Reply-To: Your mail of Monday <2@a> (Bob) <3>
      References: <4@a>
       <5@
       a>\t<6 @a> 7@a

      """
    let message = Message(Array(mail.utf8))
    #expect(message.from.map(\.description) == ["Ada <ada@example.net>"])
    #expect(message.to.map(\.description) == ["a@b", "c@d"])
    #expect(message.addresses("Cc").problems.map(\.offset) == [64])
    #expect(message.messageID?.description == "<1@a>")
    #expect(message.inReplyTo.map(\.description) == ["<2@a>", "<3>"])
    #expect(message.references.map(\.description) == ["<4@a>", "<5@a>", "<6@a>"])
    #expect(MessageID.list(in: "1@a, 2@a").map(\.description) == ["<1@a>", "<2@a>"])
    #expect(MessageID.list(in: "<>, <é@a>, none").isEmpty)
  }
}
