import MailMessage

extension Dice {
  /// A text that a mail may hold: without control characters, and without byte order marks, which
  /// at the beginning of a text are none of it.
  mutating func line(upTo length: Int) -> String {
    let text = text(upTo: length).unicodeScalars.filter {
      $0.properties.generalCategory != .control && $0 != "\u{FEFF}"
    }
    return String(String.UnicodeScalarView(text))
  }

  mutating func mailbox(_ address: String) throws -> Mailbox {
    Mailbox(displayName: line(upTo: 60), address: try EmailAddress(address))
  }

  mutating func attachment() -> Attachment {
    let contents = (0..<number(below: 400)).map { _ in UInt8.random(in: 0...255, using: &self) }
    let ending = [".pdf", ".txt", ".eml", "", ".tar.gz"].randomElement(using: &self) ?? ""
    let text = Array((line(upTo: 100) + "\r\n").utf8)
    return Attachment(
      name: line(upTo: 80) + ending,
      contents: number(below: 2) == 0 ? contents : text
    )
  }

  /// A mail of everything that a mail may hold.
  mutating func message() throws -> OutgoingMessage {
    let isUTF8 = number(below: 5) == 0
    var message = OutgoingMessage(
      from: try mailbox("sam@example.org"),
      to: [],
      subject: line(upTo: 150),
      date: DateTime(
        secondsSinceEpoch: Int64(number(below: 4_000_000_000)),
        offsetMinutes: number(below: 1600) - 800
      ),
      messageID: try MessageID(unique: "x\(next())", domain: "example.org"),
      text: (0...number(below: 6)).map { _ in line(upTo: 200) }
        .joined(separator: number(below: 2) == 0 ? "\n" : "\r\n")
    )
    for number in 0...number(below: 4) {
      message.to.append(try mailbox("\(isUTF8 ? "żółć" : "ada")\(number)@bücher.example"))
    }
    if number(below: 3) == 0 { message.cc = [try mailbox("bo@example.net")] }
    if number(below: 3) == 0 {
      message.references = try (0...number(below: 8)).map {
        try MessageID("<reference-\($0)-\(next())@example.net>")
      }
      message.inReplyTo = message.references.suffix(1)
    }
    if number(below: 3) == 0 { message.html = HTMLRendition.document(of: message.text) }
    for _ in 0..<max(0, number(below: 5) - 2) { message.attachments.append(attachment()) }
    message.extraFields = [try HeaderField(name: "X-Note", value: line(upTo: 150))]
    return message
  }
}
