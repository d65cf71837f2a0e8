import CurlMail
import Testing

@Suite struct EnhancedStatusTests {
  @Test(arguments: [
    ("550 5.1.1 no such person", "5.1.1"),
    ("250 2.0.0", "2.0.0"),
    ("451 4.999.999 x", "4.999.999"),
    ("550 4.1.1 another class", nil),
    ("550 5.1 x", nil),
    ("550 5.1.1.1 x", nil),
    ("550 5..1 x", nil),
    ("550 5.1.1234 x", nil),
    ("550 5.1.-1 x", nil),
    ("354 3.0.0 x", nil),
    ("550 no", nil),
    ("550 ", nil),
  ])
  func `the code is read from a reply that fits`(text: String, expected: String?) throws {
    let code = try #require(Int(text.prefix(3)))
    let reply = SMTPReply(code: code, lines: [String(text.dropFirst(4))])
    #expect(reply.enhancedStatus?.description == expected)
  }

  @Test func `an address is dead when it, its mailbox or its domain does not exist`() {
    let dead = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]
    for text in dead { #expect(EnhancedStatus(text)?.saysAddressIsDead == true, "\(text)") }
    for text in ["4.1.1", "5.2.2", "5.7.1", "2.1.1"] {
      #expect(EnhancedStatus(text)?.saysAddressIsDead == false, "\(text)")
    }
  }

  @Test(arguments: [
    ("5.1.1", "there is no such mailbox"),
    ("5.1.2", "there is no such domain"),
    ("4.2.2", "the mailbox is full"),
    ("5.7.8", "user or password is wrong"),
    ("4.7.999", "a matter of security or policy"),
    ("5.9.9", nil),
  ])
  func `a code is explained in words`(text: String, words: String?) {
    #expect(EnhancedStatus(text)?.explanation == words)
  }
}
