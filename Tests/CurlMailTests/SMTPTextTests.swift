import Testing

@testable import CurlMail

@Suite struct SMTPTextTests {
  @Test(arguments: [
    ("a\r\n", "a\r\n"),
    ("\r\n", "\r\n"),
    (".\r\n", "..\r\n"),
    ("..\r\n", "...\r\n"),
    ("a.\r\n.b\r\n\r\n.\r\n", "a.\r\n..b\r\n\r\n..\r\n"),
  ])
  func `dots that begin a line are doubled`(message: String, wire: String) throws {
    #expect(try SMTPText(Array(message.utf8)).wire == Array(wire.utf8))
  }

  @Test(arguments: [
    ("", UnsendableReason.noFinalLineEnd),
    ("a", .noFinalLineEnd),
    ("a\r", .bareLineEnd(offset: 1)),
    ("\n", .bareLineEnd(offset: 0)),
    ("a\r\n.\nb\r\n", .bareLineEnd(offset: 4)),
    ("a\r\r\n", .bareLineEnd(offset: 1)),
    ("a\r\n\r.\r\n", .bareLineEnd(offset: 3)),
    ("a\0b\r\n", .nul(offset: 1)),
    ("a\r\n" + String(repeating: "b", count: 999) + "\r\n", .lineTooLong(line: 2)),
  ])
  func `what would not arrive as it is, is refused`(message: String, reason: UnsendableReason) {
    #expect(throws: reason) { try SMTPText(Array(message.utf8)) }
  }

  @Test func `a line of 998 octets is taken`() throws {
    let line = String(repeating: "b", count: 998) + "\r\n"
    #expect(try SMTPText(Array(line.utf8)).size == 1_000)
  }
}
