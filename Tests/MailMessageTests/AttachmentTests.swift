import MailMessage
import Testing

@Suite struct AttachmentTests {
  static let names: [(String, String)] = [
    ("plan.pdf", "plan.pdf"), ("/tmp/a b/plan.pdf", "plan.pdf"),
    ("C:\\Users\\sam\\plan.pdf", "plan.pdf"),
    ("~/plan.pdf", "plan.pdf"), ("../../etc/passwd", "passwd"), ("", "attachment"),
    ("/", "attachment"),
    ("..", "attachment"), (".bashrc", "bashrc"), ("plan.pdf.", "plan.pdf"),
    (" plan .pdf ", "plan .pdf"),
    ("a\r\nBcc: eve@example.org", "a Bcc_ eve@example.org"), ("a\u{0}b", "ab"),
    ("exe.\u{202E}fdp", "exe.fdp"), ("a\u{200B}b", "ab"), ("a:b*c?d\"e<f>g|h", "a_b_c_d_e_f_g_h"),
    ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("console.txt", "console.txt"),
    ("Grüße & Küsse.pdf", "Grüße & Küsse.pdf"), ("小林.pdf", "小林.pdf"), ("👩‍👩‍👧.png", "👩‍👩‍👧.png"),
    ("a\tb\u{A0}c.txt", "a b c.txt"),
    (String(repeating: "ä", count: 300) + ".pdf", String(repeating: "ä", count: 98) + ".pdf"),
    (String(repeating: "a", count: 300), String(repeating: "a", count: 200)),
  ]

  @Test(arguments: names)
  func `a name is a name on every system`(path: String, name: String) {
    #expect(Attachment(name: path, contents: []).name == name)
    #expect(Attachment(name: name, contents: []).name == name)
  }

  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]
  static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04, 20, 0]
  static let pdf = Array("%PDF-1.7\n".utf8)
  static let mail = Array("Subject: hi\r\n\r\nHello\r\n".utf8)

  static let types: [(String, [UInt8], String)] = [
    ("plan.pdf", pdf, "application/pdf"), ("plan", pdf, "application/pdf"),
    ("plan.png", pdf, "application/pdf"), ("a.png", png, "image/png"), ("a.jpg", png, "image/png"),
    ("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"), ("a.zip", zip, "application/zip"),
    ("a.docx", zip, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("a.ods", zip, "application/vnd.oasis.opendocument.spreadsheet"),
    ("a.pdf", zip, "application/zip"),
    ("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/msword"),
    ("a.mp4", Array("\0\0\0\u{18}ftypisom".utf8), "video/mp4"),
    ("a.m4a", Array("\0\0\0\u{18}ftypisom".utf8), "audio/mp4"),
    ("a.txt", Array("Hello\n".utf8), "text/plain"), ("a.TXT", Array("Hello\n".utf8), "text/plain"),
    ("a.csv", Array("a,b\r\n".utf8), "text/csv"),
    ("a.csv", [0x61, 0xE4], "application/octet-stream"),
    ("a.ics", Array("BEGIN:VCALENDAR\r\n".utf8), "text/calendar"),
    ("a.pdf", Array("Hello\n".utf8), "application/octet-stream"),
    ("a.xyz", Array("Hello\n".utf8), "text/plain"),
    ("a.xyz", [0, 1, 2], "application/octet-stream"),
    ("a.svg", Array("<svg/>".utf8), "image/svg+xml"),
    ("README", Array("Hello\n".utf8), "text/plain"),
    ("a.eml", mail, "message/rfc822"),
    ("a.eml", Array("Subject: hi\n\nHello\n".utf8), "application/octet-stream"),
    ("a.eml", Array("Subject: hé\r\n\r\nHello\r\n".utf8), "application/octet-stream"),
    (
      "a.eml", mail + Array(repeating: 0x61, count: 999) + [0x0D, 0x0A], "application/octet-stream"
    ),
    ("a.mp3", Array("ID3".utf8), "audio/mpeg"), ("a.txt", [], "text/plain"),
    ("a.png", [], "application/octet-stream"),
  ]

  @Test(arguments: types)
  func `a type is told by the octets, then by the name`(
    name: String,
    contents: [UInt8],
    type: String
  ) {
    #expect(Attachment(name: name, contents: contents).mediaType == type)
  }

  static let parameters: [(String, [String])] = [
    ("plan.pdf", ["name=plan.pdf", "filename=plan.pdf"]),
    ("my plan.pdf", ["name=\"my plan.pdf\"", "filename=\"my plan.pdf\""]),
    ("Grüße.pdf", ["name=Gr__e.pdf", "filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf"]),
    ("小林.pdf", ["name=attachment.pdf", "filename*=utf-8''%E5%B0%8F%E6%9E%97.pdf"]),
    (
      "\(String(repeating: "a", count: 70)).pdf",
      [
        "name*0*=utf-8''\(String(repeating: "a", count: 58));",
        "filename*0*=utf-8''\(String(repeating: "a", count: 54));",
        "filename*1*=\(String(repeating: "a", count: 16)).pdf",
      ]
    ),
  ]

  @Test(arguments: parameters)
  func `a name travels as readers know it`(name: String, lines: [String]) throws {
    var message = try OutgoingMessageTests.message()
    message.attachments = [Attachment(name: name, contents: Self.pdf)]
    let text = String(decoding: try message.encoded(), as: UTF8.self)
    for line in lines { #expect(text.contains(" \(line)\r\n"), "\(line) in \(text)") }
    #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
  }

  @Test func `a mail with everything is a mixed of an alternative and files`() throws {
    var message = try OutgoingMessageTests.message()
    message.html = "<p>Hi</p>\n"
    message.attachments = [
      Attachment(name: "a.bin", contents: [0, 1, 2]),
      Attachment(name: "b.eml", contents: Self.mail),
    ]
    let lines = String(decoding: try message.encoded(), as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false).dropFirst(6)
    let stem = lines.first.flatMap { $0.split(separator: "\"").last }?.dropFirst(4) ?? ""
    let text = lines.joined(separator: "\n").replacing(stem, with: "1")
    #expect(
      text == """
        Content-Type: multipart/mixed; boundary="=_m_1"

        --=_m_1
        Content-Type: multipart/alternative; boundary="=_a_1"

        --=_a_1
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit

        Dear Ada,

        The beans are up.

        Sam

        --=_a_1
        Content-Type: text/html; charset=us-ascii
        Content-Transfer-Encoding: 7bit

        <p>Hi</p>

        --=_a_1--

        --=_m_1
        Content-Type: application/octet-stream; name=a.bin
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename=a.bin

        AAEC

        --=_m_1
        Content-Type: message/rfc822; name=b.eml
        Content-Transfer-Encoding: 7bit
        Content-Disposition: attachment; filename=b.eml

        Subject: hi

        Hello

        --=_m_1--

        """
    )
  }

  @Test func `a boundary stands nowhere else`() throws {
    var message = try OutgoingMessageTests.message()
    message.html = "<p>Hi</p>\n"
    let first = Message(try message.encoded())
    let boundary = try #require(first["Content-Type"]?.split(separator: "\"").last)
    message.text = "--\(boundary)\n\n\(boundary.dropFirst(5))\n"
    message.attachments = [Attachment(name: "b.eml", contents: try message.encoded())]
    #expect(try PythonEmail.differences([message]) == "")
    #expect(try message.encoded() == message.encoded())
  }
}
