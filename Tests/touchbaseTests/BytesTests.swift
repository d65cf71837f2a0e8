import DurableFiles
import FoundationEssentials
import TestSupport
import Testing

/// Every kind of byte that a letter may hold, from the draft through the program to a real Postfix.
@Suite(
  .enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)),
  .serialized
)
struct BytesTests {
  /// Texts that tempt somebody on the way to change them.
  private static let texts: [(name: String, text: [UInt8])] = [
    ("dots", Array("A line.\n.\n..\n...and more\n.\n\n.\n".utf8)),
    ("8-bit", Array("Grüße aus Åmål, 東京 und 🚲.\n\u{A0}\u{AD}\u{200B}\u{FEFF}\n".utf8)),
    ("998 octets", Array((String(repeating: "x", count: 998) + "\nshort\n").utf8)),
    ("longer than 998 octets", Array((String(repeating: "y", count: 5_000) + "\n").utf8)),
    ("blanks at the ends of lines", Array("one  \n\ttwo\t\n   \nthree \n".utf8)),
    ("lines that look like others", Array("From me\n>From you\n-- \nQUIT\nDATA\n250 ok\n".utf8)),
    ("CR LF", Array("one\r\ntwo\r\n.\r\nthree\r\n".utf8)),
    ("many lines", Array(String(repeating: ".\n..\na\n\n", count: 20_000).utf8)),
    ("words of our own", Array("X-Touchbase-Recipient: me\nBcc: you\n".utf8)),
  ]

  private static let isLong = ProcessInfo.processInfo.environment["TOUCHBASE_LONG_TESTS"] == "1"

  /// Files that go along.
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("every byte", Array(0...255) + Array((0...255).reversed())),
    ("bare line ends", Array("a\nb\rc\r\nd\n.\n\r.\r\n\n\r\n".utf8)),
    ("the end of a letter", Array("\r\n.\r\nMAIL FROM:<x@example.org>\r\n".utf8)),
    ("20 MB", noise(isLong ? 19_900_000 : 2_000_000)),
    ("a long line", [UInt8](repeating: 0x2E, count: 300_000)),
    ("nothing", []),
  ]

  private static func noise(_ count: Int) -> [UInt8] {
    var state: UInt64 = 88_172_645_463_325_252
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        buffer[index] = UInt8(truncatingIfNeeded: state)
      }
      initialized = count
    }
  }

  private func workspace() throws -> (TestWorkspace, PostfixServer) {
    let server = try PostfixServer.shared.get()
    return (try TestWorkspace(smtp: ["url: smtp://127.0.0.1:\(server.port(.plain))"]), server)
  }

  /// Approves and sends letters, and holds what arrived against what `queue show --raw` told before.
  private func expectUnchanged(
    _ ids: [String],
    _ workspace: TestWorkspace,
    _ server: PostfixServer
  ) throws {
    let approved = try workspace.program.run(
      ["-C", workspace.root, "approve"] + ids + ["--allow", "own-words", "--allow", "recipient"]
    )
    #expect(approved.status == 0, "\(approved)")
    let shown = try workspace.shell(
      "mkdir raw; for id in \(ids.joined(separator: " ")); do"
        + " touchbase queue show --raw $id >raw/$id || exit; done"
    )
    #expect(shown.status == 0, "\(shown)")
    let sent = try workspace.run("send")
    #expect(sent.status == 0, "\(sent)")
    try server.settle()
    let read = try CommandRun(
      "python3",
      "-c",
      Self.comparison,
      server.mailFolder,
      workspace.root,
      ids.joined(separator: " ")
    )
    #expect(read.status == 0, "\(read.errors)")
    print(String(decoding: read.output, as: UTF8.self), terminator: "")
  }

  /// A Maildir keeps LF, and the server's own lines come first.
  private static let comparison = """
    import email, email.policy, glob, sys
    folder, workspace, ids = sys.argv[1], sys.argv[2], sys.argv[3].split()
    mails = [open(path, "rb").read() for path in glob.glob(folder + "/new/*")]
    octets = 0
    for number, id in enumerate(ids):
      found = [mail for mail in mails if b"A window for " + id.encode() + b"\\n" in mail]
      assert len(found) == 1, (id, len(found))
      raw = open(workspace + "/raw/" + id, "rb").read()
      kept = raw.replace(b"\\r\\n", b"\\n")
      assert b"\\r" not in kept and raw.count(b"\\n") == raw.count(b"\\r\\n"), id
      assert found[0].endswith(kept) and not found[0][:-len(kept)].count(b"\\n\\n"), id
      octets += len(raw)
      mail = email.message_from_bytes(found[0], policy=email.policy.default)
      for part in mail.iter_attachments():
        file = open(workspace + "/file%d.bin" % number, "rb").read()
        assert part.get_payload(decode=True) == file, (id, len(file))
    print("letters that arrived unchanged: %d, %d octets" % (len(ids), octets))
    """

  @Test func `texts arrive unchanged, whatever is in them`() throws {
    let (workspace, server) = try workspace()
    let run = "bytes\(UInt32.random(in: 0...UInt32.max))"
    var ids: [String] = []
    for (number, each) in Self.texts.enumerated() {
      let id = "\(run)-\(number)"
      ids.append(id)
      try workspace.addLetter(id, name: "Ann", email: "\(id)@example.net")
      let path = "drafts/2026-11-\(id).eml"
      let draft = try workspace.bytes(path)
      // Before the signature.
      let end = try #require(
        draft.indices.first { draft[$0...].starts(with: Array("\nSam\n".utf8)) }
      )
      try PosixFileSystem().replaceFile(
        "\(workspace.root)/\(path)",
        with: draft[..<end] + [0x0A] + each.text + draft[end...]
      )
    }
    try expectUnchanged(ids, workspace, server)
  }

  @Test func `files arrive unchanged, whatever is in them, up to 20 MB`() throws {
    let (workspace, server) = try workspace()
    let run = "files\(UInt32.random(in: 0...UInt32.max))"
    var ids: [String] = []
    for (number, each) in Self.files.enumerated() {
      let id = "\(run)-\(number)"
      ids.append(id)
      try PosixFileSystem().createFile("\(workspace.root)/file\(number).bin", with: each.bytes)
      try workspace.addLetter(
        id,
        name: "Ann",
        email: "\(id)@example.net",
        header: "Attach: file\(number).bin\n"
      )
    }
    try expectUnchanged(ids, workspace, server)
  }
}
