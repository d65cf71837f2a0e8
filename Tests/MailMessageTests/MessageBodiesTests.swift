import MailMessage
import Testing

/// Which parts are shown and which are listed.
@Suite struct MessageBodiesTests {
  /// A part of a mail: its type, its parameters, what lies within.
  indirect enum Part {
    case leaf(String)
    case multi(String, [Part])

    /// Header and body; each leaf's body is its own header.
    func lines(_ depth: Int = 0) -> String {
      switch self {
      case .leaf(let type): "Content-Type: \(type)\n\n\(type)"
      case .multi(let kind, let parts):
        "Content-Type: multipart/\(kind); boundary=b\(depth)\n\n"
          + parts.map { "--b\(depth)\n\($0.lines(depth + 1))\n" }.joined() + "--b\(depth)--\n"
      }
    }
  }

  static let text = Part.leaf("text/plain")
  static let html = Part.leaf("text/html")
  static let picture = Part.leaf("image/png")
  static let file = Part.leaf("application/pdf")
  static let named = Part.leaf("text/plain; name=a.txt")
  static let alternative = Part.multi("alternative", [text, html])
  static let related = Part.multi("related", [html, picture])

  /// A mail, the types of what is shown as text, as pages, and listed.
  static let mails: [(Part, [String], [String], [String])] = [
    (text, ["text/plain"], ["text/plain"], []),
    (html, ["text/html"], ["text/html"], []),
    (file, [], [], ["application/pdf"]),
    (picture, ["image/png"], ["image/png"], []),
    (alternative, ["text/plain"], ["text/html"], []),
    (.multi("alternative", [text, related]), ["text/plain"], ["text/html"], ["image/png"]),
    (.multi("related", [alternative, picture]), ["text/plain"], ["text/html"], ["image/png"]),
    (
      .multi("mixed", [alternative, file, text]), ["text/plain", "text/plain"],
      ["text/html", "text/plain"], ["application/pdf"]
    ),
    (
      .multi("mixed", [text, picture, text]), ["text/plain", "image/png", "text/plain"],
      ["text/plain", "image/png", "text/plain"], []
    ),
    (.multi("mixed", [text, named]), ["text/plain"], ["text/plain"], ["text/plain"]),
    (
      .multi("mixed", [named, text]), ["text/plain", "text/plain"], ["text/plain", "text/plain"], []
    ),
    (
      .multi("alternative", [text, .leaf("text/calendar"), html]), ["text/plain"], ["text/html"],
      [
        "text/calendar"
      ]
    ),
    (.multi("alternative", [html]), ["text/html"], ["text/html"], []),
    (
      .multi("alternative", [.multi("mixed", [text, picture]), html]), ["text/plain", "image/png"],
      ["text/html"], ["image/png"]
    ),
    (.leaf("message/rfc822"), [], [], ["message/rfc822"]),
    (
      .multi("signed", [text, .leaf("application/pgp-signature")]), ["text/plain"], ["text/plain"],
      [
        "application/pgp-signature"
      ]
    ),
  ]

  @Test(arguments: mails)
  func `parts are shown or listed`(
    mail: Part,
    text: [String],
    html: [String],
    attachments: [String]
  ) {
    let message = Message(Array(mail.lines().utf8))
    #expect(message.textBody.map(\.contentType.mediaType) == text)
    #expect(message.htmlBody.map(\.contentType.mediaType) == html)
    #expect(message.attachments.map(\.contentType.mediaType) == attachments)
  }

  @Test func `texts stand one behind the other`() {
    let mail = Part.multi("mixed", [Self.alternative, Self.text, Self.picture, Self.text])
    let message = Message(Array(mail.lines().utf8))
    #expect(message.text == "text/plain\ntext/plain\ntext/plain")
    #expect(message.html == "text/html")
  }

  @Test func `paragraphs that were broken to fit are whole again`() {
    let type = "Content-Type: text/plain; format=flowed"
    let body = "A long \nparagraph\n From here\n> quoted \n> too\n-- \nSam\n"
    #expect(
      Message(Array("\(type)\n\n\(body)".utf8)).text
        == "A long paragraph\nFrom here\n> quoted too\n-- \nSam\n"
    )
    #expect(Message(Array("\(type); delsp=yes\n\nAn \nother\n".utf8)).text == "Another\n")
    let fixed = Message(Array("Content-Type: text/plain\n\n\(body)".utf8))
    #expect(fixed.text == body)
  }

  @Test func `the blocks of a report are parts`() {
    let report = """
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      Final-Recipient: rfc822; ada@example.net
      Status: 5.1.1


      Final-Recipient: rfc822; bob@example.net
      Status: 4.2.2
      """
    let message = Message(Array(report.utf8))
    #expect(message.root.parts.map { $0.header["Status"] } == [nil, "5.1.1", "4.2.2"])
    #expect(message.problems.isEmpty)
  }

  @Test(arguments: [
    ("Content-ID: <a.1@b>\n", "a.1@b"), ("Content-Id:a.1@b\n", "a.1@b"), ("", nil),
  ])
  func `a part is known by the name that others call it by`(header: String, name: String?) {
    #expect(Message(Array("\(header)\n".utf8)).root.contentID == name)
  }
}
