import DurableFiles
import MailMessage
import TestSupport
import Testing

@testable import Outbox

/// The format of a file in the outbox.
@Suite struct QueueFileTests {
  static let source =
    "From: Sam Rivera <sam@example.org>\nTo: Ada Park <ada@example.net>\n\nSüße Grüße,\nSam\n"

  static func letter() throws -> Submission {
    let message = """
      Date: Tue, 24 Nov 2026 09:00:00 +0100\r
      From: Sam Rivera <sam@example.org>\r
      To: Ada Park <ada@example.net>\r
      Subject: How is Main Street?\r
      Message-ID: <7f3k2.1@example.org>\r
      \r
      Hi Ada,\r
      .\r
      All the best\r\n
      """
    let envelope = Envelope(
      sender: try EmailAddress("sam@example.org"),
      recipients: [try EmailAddress("ada@example.net"), try EmailAddress("archive@example.org")]
    )
    return Submission(
      envelope: try #require(envelope),
      message: Array(message.utf8),
      facts: LetterFacts(
        id: "7f3k2",
        contacts: ["ada-park", "jürgen-groß"],
        subject: "How is Main Street?",
        messageID: "<7f3k2.1@example.org>",
        template: "catch-up",
        used: "note 4be1 d209; news 71aa; vary opening 9c",
        notBefore: DateTime(iso8601: "2026-11-24T09:00:00+01:00")
      ),
      source: Array(source.utf8)
    )
  }

  /// The same letter, whose facts are as a test wants them.
  private static func letter(_ change: (inout LetterFacts) -> Void) throws -> Submission {
    let letter = try letter()
    var facts = letter.facts
    change(&facts)
    return Submission(
      envelope: letter.envelope,
      message: letter.message,
      facts: facts,
      source: letter.source
    )
  }

  @Test func `the block is as the fixture has it, then come the bytes of the wire`() throws {
    let letter = try Self.letter()
    let (bytes, sha256) = QueueFile.bytes(of: letter)
    let fixture = try Fixture.text("letter.eml.txt").split(separator: "\n").map { "\($0)\r\n" }
    let digest = "X-Touchbase-SHA256: \(sha256)\r\n"
    let expected = Array((fixture.joined() + digest).utf8) + letter.message
    #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
    #expect(bytes == expected)
  }

  @Test func `what is read is what was written`() throws {
    let letter = try Self.letter()
    let (bytes, sha256) = QueueFile.bytes(of: letter)
    let file = try QueueFile(bytes)
    #expect(file.facts == letter.facts)
    #expect(file.envelope == letter.envelope)
    #expect(file.message == letter.message)
    #expect(file.source == letter.source)
    #expect(file.sha256 == sha256)
  }

  @Test(arguments: [
    "", " leading and trailing ", "a:b: c", "\u{301}combining", "Re: \u{600}", "línea\u{2028}two",
    String(repeating: "word ", count: 1000), String(repeating: "x", count: 3000),
    String(repeating: " ", count: 2000), "🙂" + String(repeating: "ä ö ", count: 700),
  ])
  func `any text comes back, and no line with a space is too long`(text: String) throws {
    let letter = try Self.letter {
      $0.used = text
      $0.subject = text
    }
    let bytes = QueueFile.bytes(of: letter).bytes
    let file = try QueueFile(bytes)
    #expect(Array((file.facts.used ?? "-").utf8) == Array(text.utf8))
    #expect(Array(file.facts.subject.utf8) == Array(text.utf8))
    if text.contains(" ") {
      #expect(bytes.split(separator: 0x0A).allSatisfy { $0.count <= 999 })
    }
  }

  @Test func `a control character cannot begin a line of its own`() throws {
    let letter = try Self.letter { $0.subject = "a\r\nX-Touchbase-Recipient: eve@example.com\0" }
    let file = try QueueFile(QueueFile.bytes(of: letter).bytes)
    #expect(file.facts.subject == "a  X-Touchbase-Recipient: eve@example.com ")
    #expect(file.envelope == letter.envelope)
  }

  @Test(arguments: [0, 1, 41, 42, 43, 98, 99, 100, 10_000])
  func `a draft of any length comes back`(count: Int) throws {
    let letter = try Self.letter()
    let source = (0..<count).map { UInt8($0 % 256) }
    let other = Submission(
      envelope: letter.envelope,
      message: letter.message,
      facts: letter.facts,
      source: source
    )
    #expect(try QueueFile(QueueFile.bytes(of: other).bytes).source == source)
  }

  @Test func `no changed, missing or additional byte goes unnoticed`() throws {
    let bytes = QueueFile.bytes(of: try Self.letter()).bytes
    for offset in bytes.indices {
      for change in 0..<3 {
        var changed = bytes
        switch change {
        case 0: changed[offset] ^= 0x20
        case 1: changed.remove(at: offset)
        default: changed.insert(0x20, at: offset)
        }
        #expect(throws: QueueFileError.self, "byte \(offset), change \(change)") {
          try QueueFile(changed)
        }
      }
    }
  }

  @Test func `no beginning of a file is a file, or an end of the program`() throws {
    let bytes = QueueFile.bytes(of: try Self.letter()).bytes
    for length in 0..<bytes.count {
      #expect(throws: QueueFileError.self) { try QueueFile(Array(bytes.prefix(length))) }
    }
  }

  @Test(arguments: [
    ("", QueueFileError.notALetter), ("X-Touchbase-", .notALetter),
    ("Subject: x\r\n\r\nx\r\n", .notALetter), ("X-Touchbase-Format: ", .changed),
    ("X-Touchbase-Format: 2\r\nanything", .newerVersion(2)),
    ("X-Touchbase-Format: x\r\n", .changed), ("X-Touchbase-Format: 1\n", .changed),
    ("X-Touchbase-Format: 1\r\n\r\n", .changed),
    ("X-Touchbase-Format: 99999999999999999999\r\n", .changed),
    ("X-Touchbase-Format: 1\r\nX-Touchbase-SHA256: 0\r\n", .changed),
  ])
  func `what is no letter is refused with the reason`(text: String, error: QueueFileError) {
    #expect(throws: error) { try QueueFile(Array(text.utf8)) }
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `Python reads the file as a mail with the same header and text`() throws {
    let script = """
      import email, email.policy, sys
      mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.SMTPUTF8)
      print(mail["Subject"], mail["X-Touchbase-Used"], mail["X-Touchbase-Contact"], sep="|")
      import base64
      print(base64.b64decode("".join(mail["X-Touchbase-Source"].split())).decode(), end="")
      print(mail.get_content(), end="")
      sys.exit(1 if mail.defects else 0)
      """
    let bytes = QueueFile.bytes(of: try Self.letter()).bytes
    let output = try CommandRun("python3", "-c", script, input: bytes).checked("python3")
    let first = "How is Main Street?|note 4be1 d209; news 71aa; vary opening 9c|ada-park\n"
    #expect(
      String(decoding: output, as: UTF8.self)
        == first + Self.source + "Hi Ada,\r\n.\r\nAll the best\r\n"
    )
  }

  @Test(
    .enabled(if: CommandRun.find("sha256sum") != nil, "needs sha256sum"),
    arguments: [0, 1, 9000]
  )
  func `the digest is the system's own`(count: Int) throws {
    let bytes = (0..<count).map { UInt8($0 % 253) }
    let output = try CommandRun("sha256sum", input: bytes).line("sha256sum")
    #expect(output.hasPrefix("\(SHA256(bytes[...]).hexadecimal) "))
  }
}
