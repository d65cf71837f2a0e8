import DurableFiles
import MailMessage
import Rehearsal
import TestSupport
import Testing

@Suite(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
struct RehearsalServerTests {
  @Test func `Python's smtplib delivers into the folder, byte for byte and in order`() throws {
    let folder = try ServerFolder.temporary()
    let server = try RehearsalServer(
      folder: "\(folder)/inbox",
      fileSystem: PosixFileSystem(),
      now: { DateTime(secondsSinceEpoch: 1_795_420_800, offsetMinutes: 60) }
    )
    let port = try server.start()
    defer { server.stop() }
    let script = """
      import smtplib, sys
      s = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), local_hostname="me.example")
      assert s.ehlo()[0] == 250
      assert {"size", "8bitmime", "smtputf8", "pipelining"} <= set(s.esmtp_features)
      s.sendmail("sam@example.org", ["ada@example.net"], b"Subject: 1\\r\\n\\r\\n.\\r\\n..x\\r\\n")
      s.sendmail("sam@example.org", ["bo@example.net", "cy@example.net"], b"Subject: 2\\r\\n\\r\\n")
      s.quit()
      """
    try CommandRun("python3", "-c", script, "\(port)").checked("smtplib")
    let names = ["0001-ada@example.net.eml", "0002-bo@example.net-and-1.eml"]
    #expect(try PosixFileSystem().list("\(folder)/inbox").sorted() == names)
    #expect(server.deliveredPaths == names.map { "\(folder)/inbox/\($0)" })
    let bytes = try PosixFileSystem().readFile("\(folder)/inbox/\(names[0])")
    let expected = """
      Return-Path: <sam@example.org>\r
      Delivered-To: ada@example.net\r
      Received: from me.example ([127.0.0.1])\r
      \tby localhost (touchbase rehearsal) with ESMTP id 1;\r
      \tMon, 23 Nov 2026 09:00:00 +0100\r
      Subject: 1\r
      \r
      .\r
      ..x\r\n
      """
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func `a second server goes on after the last number, and stopping twice does nothing`()
    throws
  {
    let folder = try ServerFolder.temporary()
    try PosixFileSystem().createFile("\(folder)/0041-x.eml", with: [])
    let server = try RehearsalServer(
      folder: folder,
      fileSystem: PosixFileSystem(),
      now: { DateTime(secondsSinceEpoch: 0) }
    )
    let port = try server.start()
    #expect(throws: RehearsalError.alreadyStarted) { try server.start() }
    let script = """
      import smtplib, sys
      for _ in range(3):
        s = smtplib.SMTP("127.0.0.1", int(sys.argv[1]))
        s.sendmail("sam@example.org", ["a/b/ada@example.net"], b"hi\\r\\n")
        s.close()
      """
    try CommandRun("python3", "-c", script, "\(port)").checked("smtplib")
    server.stop()
    server.stop()
    #expect(
      try PosixFileSystem().list(folder).sorted() == [
        "0041-x.eml", "0042-a_b_ada@example.net.eml", "0043-a_b_ada@example.net.eml",
        "0044-a_b_ada@example.net.eml",
      ]
    )
  }

  @Test func `too many clients and silent ones are sent away`() throws {
    var limits = RehearsalLimits()
    limits.connections = 2
    limits.idleSeconds = 1
    let server = try RehearsalServer(
      folder: try ServerFolder.temporary(),
      fileSystem: PosixFileSystem(),
      limits: limits,
      now: { DateTime(secondsSinceEpoch: 0) }
    )
    let port = try server.start()
    defer { server.stop() }
    let script = """
      import socket, sys
      def client():
        s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 30)
        return s, s.makefile("rb")
      first, second = client(), client()
      print(first[1].readline()[:3], second[1].readline()[:3])
      print(client()[1].read())
      print(first[1].read())
      """
    let lines = try CommandRun("python3", "-c", script, "\(port)").checked("sockets")
    #expect(
      String(decoding: lines, as: UTF8.self) == """
        b'220' b'220'
        b'421 4.7.0 localhost too many connections\\r\\n'
        b'421 4.4.2 localhost you were silent for too long\\r\\n'

        """
    )
  }
}
