import MailMessage
import Testing

@Suite struct MessageTests {
  static let simple = """
    From ada@example.net Sat Nov 21 09:00:00 2026
    Received: from a
     by b;
    \tSat, 21 Nov 2026
    SUBJECT : =?utf-8?q?caf=C3=A9?=\u{20}
     =?utf-8?q?_au_lait?=
    X-Empty:
    no field
    X-Bell: a\u{7}b
    received: from c
    Content-Type: TEXT/PLAIN; charset="ISO-8859-1" (Latin)
    Content-Transfer-Encoding: Quoted-Printable

    Gr=FC=DFe=20
    soft=
     end

    """

  @Test(arguments: ["\n", "\r\n"])
  func `a mail is read with either kind of line end`(lineEnd: String) {
    let bytes = Array(
      Self.simple.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: lineEnd).utf8
    )
    let message = Message(bytes)
    #expect(message.headerBytes + message.body == bytes)
    #expect(message.subject == "café au lait")
    #expect(message["received"] == "from a by b;\tSat, 21 Nov 2026")
    #expect(message.header.values("Received") == [message["received"], "from c"])
    #expect(message["X-Empty"] == "")
    #expect(message["X-Bell"] == "a b")
    #expect(message["no field"] == nil)
    #expect(message.header.fields.count == 7)
    #expect(message.text == "Grüße \nsoft end\n")
  }

  /// A mail, its subject, its body, its text.
  static let odd: [(String, String?, String, String?)] = [
    ("", nil, "", ""),
    ("\n", nil, "", ""),
    ("\nbody", nil, "body", "body"),
    ("Subject: a", "a", "", ""),
    ("Subject: a\n", "a", "", ""),
    ("Subject: a\n\n", "a", "", ""),
    (" leading\nSubject: a\n\nb", "a", "b", "b"),
    (":\nSubject:a\n\nb", "a", "b", "b"),
    ("Subject: a\r\r\n\nb", "a", "b", "b"),
    ("Subject: a\n \n\nb", "a", "b", "b"),
    ("Content-Type: text/html\n\nb", nil, "b", nil),
    ("Content-Type: nonsense\n\nb", nil, "b", "b"),
    ("Content-Type: text/plain; charset=klingon\n\nb", nil, "b", "b"),
    ("Content-Type: text/plain; x=\"a;charset=b\"; charset=utf-8\n\né", nil, "é", "é"),
    ("Content-Transfer-Encoding: base64\n\nw6k=", nil, "w6k=", "é"),
    ("Content-Transfer-Encoding: 8bit\nContent-Type: text/plain;charset=utf-8\n\né", nil, "é", "é"),
  ]

  @Test(arguments: odd)
  func `any mail has a reading`(mail: String, subject: String?, body: String, text: String?) {
    let message = Message(Array(mail.utf8))
    #expect(message.subject == subject)
    #expect(message.body == Array(body.utf8))
    #expect(message.text == text)
  }

  static func multipart(_ type: String, _ boundary: String, _ lines: [String]) -> Message {
    let header = ["Content-Type: multipart/\(type); boundary=\"\(boundary)\"", ""]
    return Message(Array((header + lines).joined(separator: "\r\n").utf8))
  }

  @Test func `the first plain part that is no attachment is the text`() {
    let alternative = [
      "preamble", "--b", "Content-Type: text/html", "", "<p>no", "--bb", "--b \t",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
      "Z3LDvG4=", "--b--", "epilogue",
    ]
    #expect(Self.multipart("alternative", "b", alternative).text == "grün")
    let mixed = [
      "--b", "Content-Disposition: ATTACHMENT; filename=x", "", "no", "--b", "", "yes", "", "--b--",
    ]
    #expect(Self.multipart("mixed", "b", mixed).text == "yes\n")
    #expect(Self.multipart("mixed", "b", ["--b", "", "not", "closed"]).text == "not\nclosed")
    #expect(Self.multipart("mixed", "b", ["--b--", "", "none"]).text == nil)
    #expect(Self.multipart("mixed", "b", ["nothing"]).text == "nothing")
    let nested = [
      "--a", "Content-Type: multipart/alternative; boundary=b", "", "--b",
      "Content-Type: text/html", "", "no", "--b", "", "yes", "--b--", "--a--",
    ]
    #expect(Self.multipart("mixed", "a", nested).text == "yes")
  }

  @Test func `parts within parts have an end`() {
    let lines = (0..<5000).flatMap {
      ["--b\($0)", "Content-Type: multipart/mixed; boundary=b\($0 + 1)", ""]
    }
    #expect(Self.multipart("mixed", "b0", lines).text == nil)
    let many = [String](repeating: "--b", count: 20_000)
    #expect(Self.multipart("mixed", "b", many).text == "")
  }

  @Test func `no bytes crash the reader`() {
    var dice = Dice()
    let pieces: [String] = [
      "Subject", ":", " ", "\n", "\r\n", "\r", "\n\n", "=?utf-8?b?", "?=", "Content-Type", ": ",
      "multipart/mixed; boundary=b", "--b", "--", "text/plain", ";", "charset=", "\"", "(", "\\",
      "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "=",
      "=4", "é", "\u{0}", "windows-1252",
    ]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<dice.number(below: 40) {
        bytes += Array(pieces[dice.number(below: pieces.count)].utf8)
        if dice.number(below: 8) == 0 { bytes.append(UInt8(truncatingIfNeeded: dice.next())) }
      }
      let message = Message(bytes)
      #expect(message.headerBytes + message.body == bytes, "\(dice)")
      _ = message.text
      _ = message.subject
    }
  }
}
