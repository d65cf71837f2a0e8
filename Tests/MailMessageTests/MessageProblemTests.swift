import MailMessage
import Testing

/// What is wrong with a mail is told with its place, and the mail is read all the same.
@Suite struct MessageProblemTests {
  static let type = "Content-Type: "
  static let mixed = "Content-Type: multipart/mixed; boundary=b\n\n"
  static let encoding = "Content-Transfer-Encoding: "

  /// A mail, its problems as `offset: words`, and its text.
  static let mails: [(String, [String], String?)] = [
    ("Subject: a\n\nb", [], "b"),
    ("From ada Sat Nov 21 2026\nSubject: a\n\nb", [], "b"),
    ("Subject: a\nstray\nTo: b@c\n\nd", ["11: a line of the header is no field"], "d"),
    (
      "Subject: a\nHello,\nyou\n\nd", ["11: the header ends without a blank line"],
      "Hello,\nyou\n\nd"
    ),
    ("Hello,\n\nyou", ["0: the header ends without a blank line"], "Hello,\n\nyou"),
    ("Subject: a\nsubject: b\n\nc", ["0: the field 'subject' is there more than once"], "c"),
    ("Content-Type: text\n\nb", ["0: the field 'Content-Type' is not of its form"], "b"),
    ("Date: soon\n\nb", ["0: the field 'Date' is not of its form"], "b"),
    (
      "To: a@b,\n Ada <c>\n\nd", ["16: in the field 'To', the '@' is missing"], "d"
    ),
    ("\(type)multipart/mixed\n\nb", ["31: a multipart does not say what parts it"], "b"),
    ("\(mixed)b", ["43: the line that parts a multipart never comes"], "b"),
    ("\(mixed)--b\n\nc", ["49: a multipart ends without the line that closes it"], "c"),
    ("\(mixed)--b--\n", [], nil),
    ("\(mixed)--b\n--b\n\nc\n--b--", [], "c"),
    ("\(encoding)rot13\n\nb", ["34: the transfer encoding 'rot13' is not known"], "b"),
    ("\(encoding)base64\n\nYg=-", ["35: something in it is not 'base64'"], "b"),
    (
      "\(encoding)Quoted-Printable\n\na=4", ["45: something in it is not 'quoted-printable'"], "a=4"
    ),
    ("\(encoding)uuencode\n\nabc", ["37: something in it is not 'uuencode'"], "abc"),
    ("\(encoding)x-uuencode\n\nbegin 644 a\n#0V%T\n`\nend\n", [], "Cat"),
    ("\(encoding)8bits;\n\nb", [], "b"),
    ("\(encoding)(say) 7bit\n\nb", [], "b"),
    (
      "\(type)text/plain; charset=klingon\n\nb", ["43: the charset 'klingon' is not known"], "b"
    ),
    (
      "\(type)text/plain; charset=us-ascii\n\nné",
      ["45: something in it is no text in the charset 'us-ascii'"], "né"
    ),
    ("\n\nné", ["3: it does not say its charset"], "\nné"),
    ("\(type)text/html\n\n<meta charset=\"utf-8\">é", [], nil),
  ]

  @Test(arguments: mails)
  func `a problem has a place and words`(mail: String, problems: [String], text: String?) {
    let message = Message(Array(mail.utf8))
    #expect(message.allProblems().map { "\($0.offset): \($0)" } == problems)
    #expect(message.text == text)
    #expect(message.headerBytes + message.body == Array(mail.utf8))
  }

  @Test func `fields that are not UTF-8 are in the charset of the mail, else in Windows-1252`() {
    let subject: [UInt8] = Array("Subject: ".utf8) + [0xF0, 0xD2, 0xC9] + [0x0A]
    let type = Array("Content-Type: text/plain; charset=koi8-r\n\n".utf8)
    let message = Message(subject + type)
    #expect(message.subject == "При")
    #expect(message.problems.map(\.description) == ["the field 'Subject' is not UTF-8"])
    #expect(Message(subject).subject == "ðÒÉ")
  }

  /// A mail within a mail, and so on.
  static func nested(_ depth: Int) -> [UInt8] {
    var mail = "Subject: 0\n\ninnermost"
    for level in 1...depth {
      mail = "Subject: \(level)\nContent-Type: message/rfc822\n\n" + mail
    }
    return Array(mail.utf8)
  }

  @Test func `what lies deeper or is more than the limits is kept whole`() throws {
    let limits = MessageLimits(depth: 3, parts: 10, octets: 2000)
    let deep = Message(Self.nested(5), limits: limits)
    #expect(deep.root.allParts.map { $0.header["Subject"] } == ["5", "4", "3", "2"])
    #expect(deep.problems.map(\.description) == ["parts lie more than 3 deep within parts"])
    let innermost = try #require(deep.root.allParts.last)
    #expect(innermost.contents().value == Array(innermost.body))
    let many = Message(
      Array((Self.mixed + String(repeating: "--b\n\nc\n", count: 20)).utf8),
      limits: limits
    )
    #expect(many.root.allParts.count == 10)
    #expect(many.problems.map { "\($0.offset): \($0)" } == ["106: there are more than 10 parts"])
    let long = Message(
      Array((Self.mixed + "--b\n\n" + String(repeating: "c", count: 3000)).utf8),
      limits: limits
    )
    #expect(long.problems.map(\.description) == ["the mail is longer than 2000 octets"])
    #expect(long.attachments.map(\.body.count) == [3005])
  }

  @Test func `no limit lets parts exhaust the stack`() {
    let limits = MessageLimits(depth: .max, parts: .max, octets: .max)
    #expect(Message(Self.nested(5000), limits: limits).root.allParts.count == 101)
  }

  @Test func `a problem within an encoded mail is told where that one begins`() {
    let inner = "U3ViamVjdDogYQpzdHJheQpUbzogYkBjCgpk"  // Subject: a, stray, To: b@c
    let mail = "Content-Type: message/rfc822\n\(Self.encoding)base64\n\n\(inner)"
    let message = Message(Array(mail.utf8))
    #expect(message.root.parts.first?.header["Subject"] == "a")
    #expect(
      message.problems.map { "\($0.offset): \($0)" } == [
        "64: a line of the header is no field"
      ]
    )
  }

  @Test func `the lines of a header are the header, octet for octet`() {
    let header = "A: b\r\n\tc\nstray\r\n d\nE:\n"
    let message = Message(Array("\(header)\r\nbody".utf8))
    #expect(message.root.headerLines.flatMap(\.bytes) == Array(header.utf8))
    #expect(message.root.headerLines.map { $0.field?.value } == ["b\tc", nil, ""])
    #expect(message.root.headerLines.map(\.bytes.startIndex) == [0, 9, 19])
  }
}
