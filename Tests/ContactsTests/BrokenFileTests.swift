import Contacts
import MailMessage
import Testing

@Suite struct BrokenFileTests {
  @Test(arguments: Golden.names(in: "broken", suffix: ".md"))
  func `a broken file is told with place and way out`(name: String) throws {
    var problems: [ContactProblem] = []
    var outcome = "no contact"
    do {
      let bytes = try Golden.bytes("broken/\(name)")
      let contact = try ContactFile(path: "contacts/\(name)", bytes: bytes).contact()
      problems = contact.problems
      let emails = contact.emails.map(\.description)
      outcome = "\(contact.name) \(emails) doNotContact=\(contact.doNotContact)"
    } catch let problem as ContactProblem {
      problems = [problem]
    }
    let lines = problems.map {
      "\($0)\n  | \($0.excerpt)\n" + ($0.hint.map { "hint: \($0)\n" } ?? "")
    }
    let golden = "broken/\(name.dropLast(3)).txt"
    try Golden.expect(lines.joined() + "=> \(outcome)\n", matches: golden)
  }

  @Test func `there are fixtures to test`() {
    #expect(Golden.names(in: "broken", suffix: ".md").count >= 20)
  }

  @Test func `no prefix of a file and no changed byte crashes the reader`() throws {
    let whole = Array(
      """
      ---
      name: Ada "A" Park
      email: [ada@example.net, 'b@example.net'] # work
      more: {a: [1, {b: c}], d: |
        text }
      ---
      - [ ] 2026-10-02 Moved say: "so \\" it is" #x
      """.utf8
    )
    for length in whole.indices {
      for byte in [UInt8(0), 0x0A, 0x22, 0x5B, 0x7B, 0x2A, 0x26, 0x3A, 0xC3, 0xFF] {
        var bytes = whole
        bytes[length] = byte
        _ = Result { try ContactFile(path: "contacts/x.md", bytes: bytes).contact() }
        let prefix = Array(whole[..<length]) + [byte]
        _ = Result { try ContactFile(path: "contacts/x.md", bytes: prefix).contact() }
      }
    }
  }
}
