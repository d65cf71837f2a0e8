import MailMessage
import Testing

@testable import Rehearsal

@Suite struct RehearsalSessionTests {
  /// Plays a dialogue: what the client sends, and the codes of the answers.
  private func codes(_ input: String, limits: RehearsalLimits = RehearsalLimits()) -> [String] {
    var mails: [RehearsedMail] = []
    return play(Array(input.utf8), limits, &mails)
  }

  private func play(
    _ input: [UInt8],
    _ limits: RehearsalLimits,
    _ mails: inout [RehearsedMail]
  ) -> [String] {
    let box = Box()
    var session = RehearsalSession(limits: limits) { mail in
      box.mails.append(mail)
      return "\(box.mails.count)"
    }
    session.receive(input)
    mails = box.mails
    let lines = String(decoding: session.takeOutput(), as: UTF8.self).split(separator: "\r\n")
    return lines.filter { $0.dropFirst(3).first == " " }.map { String($0.prefix(3)) }
  }

  private final class Box {
    var mails: [RehearsedMail] = []
  }

  private static let opening = "EHLO me\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\n"

  @Test(arguments: [
    ("NOOP\r\nQUIT\r\n", ["220", "250", "221"]),
    ("QUIT\r\nNOOP\r\n", ["220", "221"]),
    ("MAIL FROM:<a@example.org>\r\n", ["220", "503"]),
    ("EHLO\r\n", ["220", "501"]),
    (
      "ehlo me\r\nmail from:<a@example.org>\r\nrcpt to:<b@example.net>\r\n",
      ["220", "250", "250", "250"]
    ),
    ("HELO me\r\nMAIL FROM:<>\r\n", ["220", "250", "250"]),
    ("EHLO me\r\nMAIL FROM:a@example.org\r\n", ["220", "250", "501"]),
    ("EHLO me\r\nMAIL FROM:<a@example.org\r\n", ["220", "250", "501"]),
    ("EHLO me\r\nMAIL FROM:<a@example.org>x\r\n", ["220", "250", "501"]),
    ("EHLO me\r\nMAIL FROM:<\"a>b\"@example.org>\r\n", ["220", "250", "501"]),
    (
      "EHLO me\r\nMAIL FROM:<a@example.org> SIZE=3 BODY=8BITMIME SMTPUTF8\r\n",
      ["220", "250", "250"]
    ),
    ("EHLO me\r\nMAIL FROM:<a@example.org> SIZE=99999999999\r\n", ["220", "250", "552"]),
    ("EHLO me\r\nMAIL FROM:<a@example.org> SIZE=-1\r\n", ["220", "250", "501"]),
    ("EHLO me\r\nMAIL FROM:<a@example.org> SIZE=99999999999999999999\r\n", ["220", "250", "501"]),
    ("EHLO me\r\nMAIL FROM:<a@example.org> AUTH=<>\r\n", ["220", "250", "555"]),
    ("EHLO me\r\nRCPT TO:<b@example.net>\r\n", ["220", "250", "503"]),
    (
      "EHLO me\r\nMAIL FROM:<a@example.org>\r\nMAIL FROM:<a@example.org>\r\n",
      ["220", "250", "250", "503"]
    ),
    ("EHLO me\r\nMAIL FROM:<a@example.org>\r\nDATA\r\n", ["220", "250", "250", "503"]),
    ("EHLO me\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<>\r\n", ["220", "250", "250", "501"]),
    ("NOOP\n", ["220", "500"]),
    ("NO\rOP\r\n", ["220", "500"]),
    ("NO\0OP\r\n", ["220", "500"]),
    ("AUTH PLAIN\r\n", ["220", "500"]),
    ("RSET\r\n", ["220", "250"]),
  ])
  func `commands are answered`(input: String, expected: [String]) {
    #expect(codes(input) == expected)
  }

  @Test(arguments: [
    ("a\r\n.\r\n", "a\r\n"),
    (".\r\n", ""),
    ("..\r\n.\r\n", ".\r\n"),
    ("...a\r\n..\r\n.\r\n", "..a\r\n.\r\n"),
    ("a.\r\n\r\n.\r\n", "a.\r\n\r\n"),
  ])
  func `a text arrives with its doubled dots undone`(text: String, expected: String) {
    var mails: [RehearsedMail] = []
    let input = Array("\(Self.opening)DATA\r\n\(text)".utf8)
    #expect(play(input, RehearsalLimits(), &mails).suffix(2) == ["354", "250"])
    #expect(mails.map(\.bytes) == [Array(expected.utf8)])
    #expect(mails.first?.recipients.map(\.description) == ["b@example.net"])
  }

  @Test(arguments: [
    "a\n.\r\nMAIL FROM:<x@example.org>\r\n.\r\n",
    "a\r\n.\nMAIL FROM:<x@example.org>\r\n.\r\n",
    "a\r.\r\n.\r\n", "\n.\r\n.\r\n", "a\r\n.\r.\r\n.\r\n", "a\r\r\n.\r\n",
  ])
  func `a bare CR or LF spoils a text and never ends it`(text: String) {
    var mails: [RehearsedMail] = []
    let input = Array("\(Self.opening)DATA\r\n\(text)NOOP\r\n".utf8)
    #expect(play(input, RehearsalLimits(), &mails).suffix(3) == ["354", "550", "250"])
    #expect(mails.isEmpty)
  }

  @Test func `limits hold against a client that wants too much`() {
    var limits = RehearsalLimits()
    limits.mailSize = 10
    limits.recipients = 1
    limits.errors = 3
    limits.commandLength = 60
    let opening = Self.opening
    #expect(
      codes("\(opening)DATA\r\n0123456789\r\n.\r\nNOOP\r\n", limits: limits).suffix(2)
        == ["552", "250"]
    )
    #expect(codes("\(opening)DATA\r\n01234567\r\n.\r\n", limits: limits).last == "250")
    #expect(codes("\(opening)RCPT TO:<c@example.net>\r\n", limits: limits).last == "452")
    #expect(
      codes("A\r\nB\r\nC\r\nNOOP\r\n", limits: limits) == ["220", "500", "500", "500", "421"]
    )
    let long = String(repeating: "a", count: 100_000)
    #expect(codes("\(long)\r\nNOOP\r\n", limits: limits) == ["220", "500", "250"])
  }

  @Test func `a mail that cannot be written is not taken`() {
    struct DiskIsFull: Error {}
    var session = RehearsalSession(limits: RehearsalLimits()) { _ in throw DiskIsFull() }
    session.receive(Array("\(Self.opening)DATA\r\na\r\n.\r\n".utf8))
    let output = String(decoding: session.takeOutput(), as: UTF8.self)
    #expect(output.hasSuffix("451 4.3.0 cannot write the mail\r\n"))
  }
}
