import MailMessage

/// A mail to compose and to read.
struct MessageSample {
  let name: String
  let subject: String
  let recipient: String
  let text: String
  let attachment: [UInt8]
  private let message: OutgoingMessage
  private let bytes: [UInt8]

  /// A letter in ASCII, one with letters beyond, and one with a file of a megabyte.
  static func all() throws -> [MessageSample] {
    let plain = Array(repeating: paragraph, count: 5).joined(separator: "\n\n") + "\n"
    let umlauts = plain.replacing("window", with: "Schaufenster für Möbel")
      .replacing("bakery", with: "Bäckerei")
    // No pattern that a compressor or a cache could make use of.
    var state: UInt64 = 88_172_645_463_325_252
    let file = (0..<1_000_000).map { _ -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32)
    }
    return [
      try MessageSample("a 2 KB letter", "How is Main Street?", "Ada Park", plain),
      try MessageSample("the same in UTF-8", "Grüße aus der Mainstraße", "Zoë Müller", umlauts),
      try MessageSample("a 1 MB attachment", "The plan", "Ada Park", plain, attachment: file),
    ]
  }

  private static let paragraph = """
    I walked past your new window last week and stood there for a minute like
    a child at a bakery. Does the floor hold the presses? I finished the county
    trail map in October, and in January I start teaching a drawing class at the
    library. There are twelve of us so far, and the youngest is eighty, she says.
    The beans are up, the fence is not, and what else is new with you and Joon?
    """

  private init(
    _ name: String,
    _ subject: String,
    _ recipient: String,
    _ text: String,
    attachment: [UInt8] = []
  ) throws {
    self.name = name
    self.subject = subject
    self.recipient = recipient
    self.text = text
    self.attachment = attachment
    var message = OutgoingMessage(
      from: Mailbox(displayName: "Sam Rivera", address: try EmailAddress("sam@example.org")),
      to: [Mailbox(displayName: recipient, address: try EmailAddress("ada@example.net"))],
      subject: subject,
      date: DateTime(secondsSinceEpoch: 1_795_248_000, offsetMinutes: 60),
      messageID: try MessageID(unique: "20261121.7f3k2abc", domain: "example.org"),
      text: text
    )
    if !attachment.isEmpty {
      message.attachments = [Attachment(name: "plan.bin", contents: attachment)]
    }
    self.message = message
    bytes = try message.encoded()
  }

  /// Does it once; the result depends on all of it, so that none is left out.
  func perform(_ task: MessageTask) throws -> Int {
    switch task {
    case .composing: return try message.encoded().count
    case .reading:
      let mail = Message(bytes)
      let words = (mail.subject?.utf8.count ?? 0) + (mail.text?.utf8.count ?? 0)
      return mail.attachments.reduce(words) { $0 + $1.contents().value.count }
    case .copying, .pythonComposing, .pythonReading:
      var copy: [UInt8] = []
      copy.append(contentsOf: bytes)
      return Int(copy[copy.count / 2])
    }
  }
}
