import DurableFiles
import TestSupport
import Testing

@testable import CurlMail

@Suite struct IMAPReplyReaderTests {
  private func read(_ text: String) throws(IMAPError.ReplyProblem) -> [IMAPResponse] {
    var reader = IMAPReplyReader()
    reader.append(text.utf8)
    var responses: [IMAPResponse] = []
    while let response = try reader.next() { responses.append(response) }
    return responses
  }

  @Test func `every kind of response is told apart`() throws {
    let responses = try read(
      """
      * OK [CAPABILITY IMAP4rev1] ready\r
      * 23 EXISTS\r
      * LIST (\\HasNoChildren \\Sent) "/" "Sent \\"Mail\\""\r
      * SEARCH 2 84 882\r
      + go on\r
      t1 NO [TRYCREATE] no such mailbox\r
      * BYE so long\r\n
      """
    )
    let list: [IMAPValue] = [
      .list([.atom("\\HasNoChildren"), .atom("\\Sent")]), .string(Array("/".utf8)),
      .string(Array("Sent \"Mail\"".utf8)),
    ]
    #expect(
      responses == [
        .status(IMAPStatus(kind: .ok, code: "CAPABILITY IMAP4rev1", text: "ready"), tag: nil),
        .data("EXISTS", number: 23, []),
        .data("LIST", number: nil, list),
        .data("SEARCH", number: nil, [.atom("2"), .atom("84"), .atom("882")]),
        .continuation("go on"),
        .status(IMAPStatus(kind: .no, code: "TRYCREATE", text: "no such mailbox"), tag: "t1"),
        .status(IMAPStatus(kind: .bye, code: "", text: "so long"), tag: nil),
      ]
    )
  }

  @Test func `what a letter says in a literal is never the server's word`() throws {
    let letter = "Message-ID: <a@b>\r\nt9 OK done\r\n* SEARCH 1\r\n"
    let text =
      "* 1 FETCH (UID 5 BODY[HEADER.FIELDS (MESSAGE-ID)] {\(letter.utf8.count)}\r\n\(letter))\r\n"
    let values: [IMAPValue] = [
      .list([
        .atom("UID"), .atom("5"), .atom("BODY[HEADER.FIELDS (MESSAGE-ID)]"),
        .string(Array(letter.utf8)),
      ])
    ]
    #expect(try read(text) == [.data("FETCH", number: 1, values)])
    // In pieces of any size it is the same.
    for size in 1...text.utf8.count {
      var reader = IMAPReplyReader()
      var responses: [IMAPResponse] = []
      for start in stride(from: 0, to: text.utf8.count, by: size) {
        reader.append(Array(text.utf8)[start..<min(start + size, text.utf8.count)])
        while let response = try reader.next() { responses.append(response) }
      }
      #expect(responses == [.data("FETCH", number: 1, values)])
      #expect(reader.isEmpty)
    }
  }

  @Test func `braces in words for people announce nothing`() throws {
    #expect(try read("* OK see {5}\r\nt1 OK a {3}\r\n+ b {9}\r\n").count == 3)
  }

  @Test func `controls in words cannot reach a terminal`() throws {
    let responses = try read("* NO \u{1B}[31mred\u{7}\u{202E}\r\n")
    let status = IMAPStatus(kind: .no, code: "", text: "\u{FFFD}[31mred\u{FFFD}\u{FFFD}")
    #expect(responses == [.status(status, tag: nil)])
  }

  @Test(arguments: [
    "nonsense\r\n", "* \r\n", "\r\n", " OK\r\n", "t1 SEARCH 1\r\n", "t1 BYE x\r\n",
    "* LIST (\\Sent \"/\" Sent\r\n", "* LIST ) a\r\n", "* LIST \"a\r\n", "* X a\u{0}b\r\n",
    "* FETCH {3}x\r\n", "* 1 FETCH (BODY[A {1}\r\nx)\r\n",
  ])
  func `what is no response is refused`(text: String) {
    #expect(throws: IMAPError.ReplyProblem.malformed) { try read(text) }
  }

  @Test func `nothing grows without end`() {
    let deep = String(repeating: "(", count: 40) + String(repeating: ")", count: 40)
    let many = String(repeating: "a ", count: IMAPParser.valueLimit + 1)
    for text in [
      "* LIST \(deep)\r\n", "* SEARCH \(many)\r\n", "* 1 FETCH {1048577}\r\n",
      "* 1 FETCH {99999999999}\r\n", "* X " + String(repeating: "a", count: 1 << 20) + "b",
    ] {
      #expect(throws: IMAPError.ReplyProblem.tooLarge) { try read(text) }
    }
    var pieces = "* 1 FETCH ("
    for _ in 0..<5 { pieces += "{1000000}\r\n" + String(repeating: "x", count: 1_000_000) + " " }
    #expect(throws: IMAPError.ReplyProblem.tooLarge) { try read(pieces) }
  }

  @Test func `a search that finds ten thousand letters is read whole`() throws {
    let numbers = (1...12_000).map(String.init).joined(separator: " ")
    guard case .data("SEARCH", nil, let values) = try read("* SEARCH \(numbers)\r\n").first else {
      Issue.record("no search")
      return
    }
    #expect(values.compactMap(\.number) == Array(1...12_000))
  }

  private static let recordings = SharedData.path("protocol").map {
    "\($0)/jstedfast+MailKit/UnitTests/Net/Imap/Resources"
  }

  @Test(.enabled(if: recordings != nil, "needs the shared test data"))
  func `what servers of many makers were heard to say is understood`() throws {
    let folder = try #require(Self.recordings)
    let files = PosixFileSystem()
    var (count, broken) = (0, [String]())
    for maker in try files.list(folder).sorted() {
      guard try files.status("\(folder)/\(maker)")?.isFolder == true else { continue }
      for name in try files.list("\(folder)/\(maker)").sorted() where name.hasSuffix(".txt") {
        var reader = IMAPReplyReader()
        // The recordings were kept with other line ends than those that their literals count.
        let bytes = try files.readFile("\(folder)/\(maker)/\(name)")
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        reader.append(Array(lines.joined(separator: [0x0D, 0x0A])))
        do {
          while try reader.next() != nil { count += 1 }
        } catch {
          broken.append("\(maker)/\(name): \(error)")
        }
      }
    }
    print("read \(count) responses; not understood: \(broken)")
    #expect(count > 900)
    // Of this one a line was changed after its octets were counted.
    let changed = "gmail/headers.1+unsolicited-info.txt: it has not the form of an answer"
    #expect(broken.filter { $0 != changed } == [], "\(broken)")
  }
}

@Suite struct IMAPFolderNameTests {
  @Test(arguments: [
    ("Sent", "Sent"), ("Gesendet & mehr", "Gesendet &- mehr"), ("Envoyés", "Envoy&AOk-s"),
    ("送信済み", "kAFP4W4IMH8-"), ("a😀b", "a&2D3eAA-b"),
  ])
  func `a name is written as the protocol has it, and read again`(name: String, wire: String) throws
  {
    let expected = wire == "kAFP4W4IMH8-" ? "&kAFP4W4IMH8-" : wire
    #expect(try #require(IMAPFolderName(name)).wire == expected)
    #expect(try #require(IMAPFolderName(wire: expected)).description == name)
  }

  @Test func `what is no name is refused, and what cannot be decoded is shown as it is`() {
    #expect(IMAPFolderName("") == nil)
    #expect(IMAPFolderName("a\r\nb") == nil)
    #expect(IMAPFolderName(wire: "a\r\nb") == nil)
    #expect(IMAPFolderName(wire: "&!-")?.description == "&!-")
    #expect(IMAPFolderName(wire: "&AOk")?.description == "&AOk")
  }
}
