import FoundationEssentials
import TestSupport
import Testing

/// Letters with files, as HTML and to addresses outside ASCII, from the draft to a server's folder.
@Suite struct RichLetterTests {
  private func rehearsed(_ workspace: TestWorkspace) throws -> [UInt8] {
    let sent = try workspace.run("send", "--rehearse")
    #expect(sent.status == 0, "\(sent)")
    let folder = ".touchbase/rehearsal/2026-11-23T09.00.00"
    let file = try #require(try workspace.list(folder).first { $0.hasSuffix(".eml") })
    return try workspace.bytes("\(folder)/\(file)")
  }

  private static let script = """
    import email, email.policy, sys
    mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
    print(mail.get_content_type(), mail.get_body(("html",)).get_content_type())
    print(mail.get_body(("plain",)).get_content().splitlines()[0])
    for part in mail.iter_attachments():
      content = part.get_content()
      print(part.get_filename(), part.get_content_type(), repr(content)[:20], len(content))
    """

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `files arrive as they were approved, whatever becomes of them meanwhile`() throws {
    let workspace = try TestWorkspace()
    try workspace.write("files/Grüße aus Ames.txt", "Grüße\n")
    try workspace.write("plan.pdf", "%PDF-1.7\n" + String(repeating: "x", count: 100_000))
    try workspace.addLetter(
      "ada",
      name: "Ada",
      email: "ada@example.net",
      header: """
        Attach: files/Grüße aus Ames.txt
        Attach: \(workspace.root)/plan.pdf
        X-Touchbase-HTML: true

        """
    )
    let approved = try workspace.run("approve", "ada")
    #expect(approved.status == 0, "\(approved)")
    try workspace.write("plan.pdf", "something else")
    let mail = try rehearsed(workspace)
    let raw = try workspace.run("queue", "show", "--raw", "ada").output
    #expect(String(decoding: mail, as: UTF8.self).hasSuffix(raw))
    let read = try CommandRun("python3", "-c", Self.script, input: mail)
    let output = String(decoding: try read.checked("email: \(read.errors)"), as: UTF8.self)
    #expect(
      output == """
        multipart/mixed text/html
        Hi Ada,
        Grüße aus Ames.txt text/plain 'Grüße\\n' 6
        plan.pdf application/pdf b'%PDF-1.7\\nxxxxxxxx 100009

        """
    )
  }

  @Test func `what cannot be attached is said by line and column`() throws {
    let workspace = try TestWorkspace()
    let configuration = try workspace.text("touchbase.yaml")
    let limited = configuration.replacing("0% }", with: "0%, attachments: 10 KB }")
    try workspace.write("touchbase.yaml", limited)
    try workspace.write("plan.txt", String(repeating: "x", count: 10_001))
    try workspace.addLetter(
      "ada",
      name: "Ada",
      email: "ada@example.net",
      header: "Attach: plan.txt\nAttach: ~/no such file\n"
    )
    let refused = try workspace.run("approve", "ada")
    #expect(refused.status == 1)
    let place = "drafts/2026-11-ada.eml"
    #expect(refused.output.contains("\(place):3:9: block: attachment-missing"), "\(refused)")
    #expect(
      refused.output.contains("'plan.txt' has 11 KB, and the files of a letter may have 10 KB")
    )
    #expect(refused.output.contains("\(place):4:9: block: attachment-missing"))
    #expect(refused.output.contains("there is no file '~/no such file'"))
    let without = try workspace.run("approve", "ada", "--allow", "attachment-missing")
    #expect(without.status == 0, "\(without)")
  }

  @Test func `a letter to an address outside ASCII goes to a server that takes it`() throws {
    let workspace = try TestWorkspace()
    try workspace.addLetter("zoe", name: "Żółć", email: "żółć@bücher.example")
    let approved = try workspace.run("approve", "zoe")
    #expect(approved.status == 0, "\(approved)")
    let mail = String(decoding: try rehearsed(workspace), as: UTF8.self)
    #expect(mail.contains("\r\nTo: Żółć <żółć@bücher.example>\r\n"))
    #expect(mail.contains("Content-Transfer-Encoding: quoted-printable"))
  }
}
