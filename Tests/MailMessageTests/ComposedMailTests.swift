import FoundationEssentials
import MailMessage
import TestSupport
import Testing

/// What is composed is read by others as it was meant, whatever people write.
@Suite struct ComposedMailTests {
  /// A mail, and what a reader should find in it.
  struct Case: Encodable {
    let bytes: [UInt8]
    let subject: String
    let from: [String]
    let to: [[String]]
    let date: String
    let messageID: String
    let extra: String
    let text: String
  }

  static func mailbox(_ dice: inout Dice, _ address: String) throws -> Mailbox {
    Mailbox(displayName: dice.text(upTo: 60), address: try EmailAddress(address))
  }

  /// A text that a mail may hold: without control characters.
  static func line(_ dice: inout Dice, upTo length: Int) -> String {
    let text = dice.text(upTo: length).unicodeScalars.filter {
      $0.properties.generalCategory != .control
    }
    return String(String.UnicodeScalarView(text))
  }

  static func message(_ dice: inout Dice) throws -> OutgoingMessage {
    var message = OutgoingMessage(
      from: try mailbox(&dice, "sam@example.org"),
      to: [],
      subject: line(&dice, upTo: 150),
      date: DateTime(
        secondsSinceEpoch: Int64(dice.number(below: 4_000_000_000)),
        offsetMinutes: dice.number(below: 1600) - 800
      ),
      messageID: try MessageID(unique: "x\(dice.next())", domain: "example.org"),
      text: (0...dice.number(below: 6)).map { _ in line(&dice, upTo: 200) }
        .joined(separator: dice.number(below: 2) == 0 ? "\n" : "\r\n")
    )
    for number in 0...dice.number(below: 4) {
      message.to.append(try mailbox(&dice, "ada\(number)@bücher.example"))
    }
    message.extraFields = [try HeaderField(name: "X-Note", value: line(&dice, upTo: 150))]
    return message
  }

  static func expected(_ message: OutgoingMessage) throws -> Case {
    let lines = message.text.replacing("\r\n", with: "\n")
    return Case(
      bytes: try message.encoded(),
      subject: message.subject,
      from: [message.from.displayName ?? "", message.from.address.description],
      to: message.to.map {
        [$0.displayName ?? "", $0.address.withASCIIDomain?.description ?? ""]
      },
      date: message.date.iso8601,
      messageID: message.messageID.description,
      extra: message.extraFields.map(\.value).joined(),
      text: lines.hasSuffix("\n") ? lines : lines + "\n"
    )
  }

  @Test func `any letter keeps to the limits of the wire, and we read back what was meant`() throws
  {
    var dice = Dice()
    for _ in 0..<300 {
      let message = try Self.message(&dice)
      let expected = try Self.expected(message)
      let bytes = expected.bytes
      #expect(Self.wireProblem(bytes) == nil, "\(dice)")
      #expect(try message.encoded() == bytes)
      let read = Message(bytes)
      #expect(read.headerBytes + read.body == bytes)
      #expect(same(read.subject, message.subject), "\(message.subject.debugDescription), \(dice)")
      #expect(same(read.text, expected.text), "\(message.text.debugDescription), \(dice)")
      let to = try AddressList.parse(read["To"] ?? "")
      let names = to.map { [$0.displayName ?? "", $0.address.description] }
      #expect(names == expected.to, "\(dice)")
      #expect(read.header.fields.filter { $0.isNamed("From") }.count == 1)
      #expect(read["Bcc"] == nil)
    }
  }

  private func same(_ first: String?, _ second: String) -> Bool {
    first.map { $0.utf8.elementsEqual(second.utf8) } == true
  }

  /// What is wrong with octets on the wire; nil when nothing is.
  static func wireProblem(_ bytes: [UInt8]) -> String? {
    if bytes.contains(where: { $0 >= 0x80 || $0 == 0 }) { return "not 7bit" }
    if !bytes.suffix(2).elementsEqual([0x0D, 0x0A]) { return "no line end at the end" }
    var isHeader = true
    for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard line.last == 0x0D else { return "bare LF" }
      let line = line.dropLast()
      if line.contains(0x0D) { return "bare CR" }
      if line.count > 998 { return "line of \(line.count)" }
      if isHeader, line.isEmpty { isHeader = false }
      let hasEncodedWord =
        isHeader && line.contains(UInt8(ascii: "?"))
        && String(decoding: line, as: UTF8.self).contains("=?utf-8?")
      if hasEncodedWord, line.count > 76 { return "line of \(line.count) with an encoded word" }
      if isHeader, line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        return "blank line in the header"
      }
    }
    return isHeader ? "no end of the header" : nil
  }

  /// Reads with both of Python's policies, and says what differs.
  static let script = #"""
    import sys, json, email, email.policy, email.utils, email.header, datetime
    def joined(value):
      parts = email.header.decode_header(value)
      return "".join(p if isinstance(p, str) else p.decode(c or "ascii") for p, c in parts)
    def unfolded(value):
      return value.replace("\r\n", "").replace("\n", "")
    def check(case, number):
      raw = bytes(case["bytes"])
      def same(what, got, meant):
        if got != meant: print(number, what, ascii(got), ascii(meant))
      old = email.message_from_bytes(raw, policy=email.policy.compat32)
      same("defects", [str(d) for d in old.defects], [])
      same("subject", joined(unfolded(old["Subject"])), case["subject"])
      same("extra", joined(unfolded(old["X-Note"])), case["extra"])
      people = email.utils.getaddresses([unfolded(v) for v in old.get_all("To")])
      same("to", [[joined(n) if "=?" in n else n, a] for n, a in people], case["to"])
      same("id", unfolded(old["Message-ID"]), case["messageID"])
      date = email.utils.parsedate_to_datetime(old["Date"])
      same("date", date, datetime.datetime.fromisoformat(case["date"]))
      text = old.get_payload(decode=True).decode(old.get_content_charset())
      same("text", text.replace("\r\n", "\n"), case["text"])
      new = email.message_from_bytes(raw, policy=email.policy.default)
      same("new defects", [str(d) for d in new.defects], [])
      same("new text", new.get_content().replace("\r\n", "\n"), case["text"])
      same("new addresses", [a.addr_spec for a in new["To"].addresses], [a for n, a in case["to"]])
      same("new from", new["From"].addresses[0].addr_spec, case["from"][1])
    for number, line in enumerate(sys.stdin): check(json.loads(line), number)
    """#

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `Python's email reads what was meant, by both of its policies`() throws {
    var dice = Dice()
    var input: [UInt8] = []
    for _ in 0..<300 {
      let json = try JSONEncoder().encode(Self.expected(Self.message(&dice)))
      input += Array(json) + [0x0A]
    }
    let run = try CommandRun("python3", "-c", Self.script, input: input)
    let output = String(decoding: try run.checked("email: \(run.errors)"), as: UTF8.self)
    #expect(output.isEmpty, "\(output.prefix(2000)), \(dice)")
  }
}
