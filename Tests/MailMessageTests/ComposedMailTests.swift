import FoundationEssentials
import MailMessage
import TestSupport
import Testing

/// What is composed is read by others as it was meant, whatever people write.
@Suite struct ComposedMailTests {
  /// What a reader should find in a mail.
  struct Expected: Encodable {
    var isUTF8 = false
    var subject = ""
    var from: [String] = []
    var to: [[String]] = []
    var cc: [[String]] = []
    var date = ""
    var messageID = ""
    var inReplyTo: [String] = []
    var references: [String] = []
    var extra = ""
    var text = ""
    var html: String?
    var attachments: [File] = []

    struct File: Encodable {
      let name: String
      let type: String
      let contents: [UInt8]
    }
  }

  /// A mail, and what a reader should find in it.
  struct Case: Encodable {
    let bytes: [UInt8]
    let expected: Expected
  }

  static func composed(_ message: OutgoingMessage) throws -> Case {
    let lines = message.text.replacing("\r\n", with: "\n")
    var expected = Expected(isUTF8: message.needsSMTPUTF8)
    let pair = { (mailbox: Mailbox) -> [String] in
      let address = expected.isUTF8 ? mailbox.address : mailbox.address.withASCIIDomain
      return [mailbox.displayName ?? "", address?.description ?? ""]
    }
    expected.subject = message.subject
    expected.from = pair(message.from)
    expected.to = message.to.map(pair)
    expected.cc = message.cc.map(pair)
    expected.date = message.date.iso8601
    expected.messageID = message.messageID.description
    expected.inReplyTo = message.inReplyTo.map(\.description)
    expected.references = message.references.map(\.description)
    expected.extra = message.extraFields.map(\.value).joined()
    expected.text = lines.hasSuffix("\n") ? lines : lines + "\n"
    expected.html = message.html
    expected.attachments = message.attachments.map {
      Expected.File(name: $0.name, type: $0.mediaType, contents: $0.contents)
    }
    return Case(bytes: try message.encoded(), expected: expected)
  }

  @Test func `any letter keeps to the limits of the wire, and we read back what was meant`() throws
  {
    var dice = Dice()
    for _ in 0..<300 {
      let message = try dice.message()
      let composed = try Self.composed(message)
      let (bytes, expected) = (composed.bytes, composed.expected)
      #expect(Self.wireProblem(bytes, isUTF8: expected.isUTF8) == nil, "\(dice)")
      #expect(try message.encoded() == bytes)
      let read = Message(bytes)
      #expect(read.headerBytes + read.body == bytes)
      #expect(same(read.subject, message.subject), "\(message.subject.debugDescription), \(dice)")
      #expect(read.problems == [], "\(dice)")
      #expect(same(read.text, expected.text), "\(message.text.debugDescription), \(dice)")
      if let html = message.html { #expect(same(read.html, html), "\(dice)") }
      #expect(read.attachments.map(\.fileName) == message.attachments.map(\.name), "\(dice)")
      for (part, file) in zip(read.attachments, message.attachments) {
        #expect(part.contentType.mediaType == file.mediaType)
        #expect(part.contents().problems == [])
        #expect(part.contents().value == file.contents, "\(dice)")
      }
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
  static func wireProblem(_ bytes: [UInt8], isUTF8: Bool = false) -> String? {
    if bytes.contains(0) { return "NUL" }
    if !bytes.suffix(2).elementsEqual([0x0D, 0x0A]) { return "no line end at the end" }
    var isHeader = true
    for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard line.last == 0x0D else { return "bare LF" }
      let line = line.dropLast()
      if line.contains(0x0D) { return "bare CR" }
      if line.count > 998 { return "line of \(line.count)" }
      if isHeader, line.isEmpty { isHeader = false }
      if !(isHeader && isUTF8), line.contains(where: { $0 >= 0x80 }) { return "not 7bit" }
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

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `Python's email reads what was meant, by both of its policies`() throws {
    var dice = Dice()
    let messages = try (0..<400).map { _ in try dice.message() }
    let differences = try PythonEmail.differences(messages)
    #expect(differences == "", "\(dice)")
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `Python's email reads texts that travel badly`() throws {
    let long = String(repeating: "a", count: 3000)
    let sentence = String(repeating: "The beans are up and so are we. ", count: 40) + "End."
    let texts = [
      "", "\n", "a", "a\n\n", ".", "..", ".\n.\n..a\n", "From here\nFrom there\n>From that\n",
      " From\n  a\n", "end \n", "end\t\n", "-- \nSam\n", long, "\(long) \(long)\n", "\t\(long)",
      sentence, "\(sentence)\n\n\(sentence)\n-- \nSam\n", "> \(sentence)\n\(sentence)",
      " \(sentence)", "\(sentence)  ", sentence.replacing(" are", with: "  are"),
      sentence.replacing("beans", with: ">beans"), sentence.replacing("beans", with: "Bohnen äöü"),
      sentence.replacing("and", with: "From"), String(repeating: "小林さん、お元気ですか。", count: 30),
      "=?utf-8?q?a?= =20 =\n", "--=_a\n--\n", "-- \(long)\n",
      sentence.replacing("The", with: "-- "),
      String(repeating: "é ", count: 200), "a\u{2028}b\u{85}c\n",
    ]
    var messages: [OutgoingMessage] = []
    for text in texts {
      var message = try OutgoingMessageTests.message()
      message.text = text
      messages.append(message)
      message.html = HTMLRendition.document(of: text)
      messages.append(message)
      message.attachments = [Attachment(name: "a.txt", contents: Array(text.utf8))]
      messages.append(message)
    }
    let differences = try PythonEmail.differences(messages)
    #expect(differences == "")
  }

  @Test(
    .enabled(
      if: CommandRun.find("python3") != nil && SharedData.folder != nil,
      "needs python3 and the shared data"
    )
  )
  func `names and subjects that others collected come back`() throws {
    let texts = try PythonEmail.collectedTexts()
    #expect(texts.count > 100)
    let address = try EmailAddress("ada@example.net")
    let messages = try texts.map { text in
      var message = try OutgoingMessageTests.message()
      message.subject = text
      message.to = [Mailbox(displayName: text, address: address), Mailbox(address: address)]
      message.attachments = [Attachment(name: text, contents: [1, 2, 3])]
      message.extraFields = [try HeaderField(name: "X-Note", value: text)]
      return message
    }
    let differences = try PythonEmail.differences(messages)
    #expect(differences == "")
  }
}
