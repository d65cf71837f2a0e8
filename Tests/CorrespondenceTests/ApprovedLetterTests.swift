import Correspondence
import MailMessage
import Testing

@Suite struct ApprovedLetterTests {
  static func scenario(_ name: String) throws -> Scenario {
    try #require(Scenario.all(in: "check").first { $0.testDescription == name + ".txt" })
  }

  static func approve(
    _ name: String,
    allowing allowed: Set<CheckName> = [],
    edit: (String) -> String = { $0 }
  ) throws -> ApprovedLetter {
    let scenario = try scenario(name)
    let reviewer = try ReviewerTests.reviewer(scenario)
    let text = edit(try #require(scenario["draft"]))
    let draft = Draft(path: "drafts/2026-11-ada-park.eml", bytes: Array(text.utf8))
    let now = try #require(DateTime(iso8601: "2026-11-21T09:00:00+01:00"))
    return try reviewer.approve(reviewer.review(draft), allowing: allowed, now: now, seed: 1)
  }

  @Test func `what is approved is a mail and nothing else`() throws {
    let letter = try Self.approve("ready") { text in
      text.replacing(
        "Subject:",
        with: "Cc: park@example.net\nBcc: sam@example.org\nX-Mood: good\nSubject:"
      )
    }
    #expect(letter.envelope.sender.description == "sam@example.org")
    #expect(
      letter.envelope.recipients.map(\.description)
        == ["ada@example.net", "park@example.net", "sam@example.org"]
    )
    let text = String(decoding: letter.message, as: UTF8.self)
    #expect(
      text == """
        Date: Sat, 21 Nov 2026 09:00:00 +0100\r
        From: Sam Rivera <sam@example.org>\r
        To: Ada Park <ada@example.net>\r
        Cc: park@example.net\r
        Subject: How is Main Street?\r
        Message-ID: \(letter.messageID)\r
        X-Mood: good\r
        MIME-Version: 1.0\r
        Content-Type: text/plain; charset=us-ascii\r
        Content-Transfer-Encoding: 7bit\r
        \r
        Hi Ada,\r
        \r
        I walked past your new window last week and stood there for a minute like\r
        a child at a bakery. Does the floor hold the presses?\r
        \r
        What else is new with you?\r
        \r
        All the best,\r
        Sam\r

        """
    )
    #expect(letter.draftID == "7f3k2")
    #expect(letter.contacts == ["ada-park"])
    #expect(letter.template == "catch-up")
    #expect(letter.messageID.hasPrefix("<20261121."))
    #expect(letter.messageID.hasSuffix("@example.org>"))
  }

  @Test func `an optional place that nobody touched is not sent`() throws {
    let letter = try Self.approve("optional-place-vanishes")
    let text = String(decoding: letter.message, as: UTF8.self)
    #expect(!text.contains("[["))
    #expect(!text.contains("bookkeeper"))
    #expect(text.contains("presses?\r\n\r\nWhat else"))
  }

  @Test(arguments: [
    "place", "text-below-the-line", "address-of-somebody-else", "todo", "attached-file-missing",
  ])
  func `some findings can be let pass by name`(name: String) throws {
    #expect(throws: ApprovalError.self) { try Self.approve(name) }
    let all = Set(CheckName.allCases)
    let letter = try Self.approve(name, allowing: all)
    #expect(Set(letter.allowed).count == 1)
    let text = String(decoding: letter.message, as: UTF8.self)
    #expect(!text.contains("P.S."))
  }

  @Test(arguments: [
    "approved-before", "scissors-gone", "brief-copied-up", "do-not-contact-by-person",
    "do-not-contact-by-address", "private-note", "nobody-in-to", "malformed-address",
    "two-subjects", "control-character-in-subject", "misspelled-header-names", "no-draft-id",
    "header-line-that-is-none", "no-blank-line-above-the-text",
  ])
  func `others cannot be let pass by any option`(name: String) throws {
    #expect(throws: ApprovalError.self) {
      try Self.approve(name, allowing: Set(CheckName.allCases))
    }
  }

  @Test func `the same moment and seed give the same bytes and another seed another id`() throws {
    let (one, other) = (try Self.approve("ready"), try Self.approve("ready"))
    #expect(one.message == other.message && one.messageID == other.messageID)
    #expect(one.envelope == other.envelope && one.source == other.source)
    #expect(one.used == other.used && one.contacts == other.contacts)
    let scenario = try Self.scenario("ready")
    let reviewer = try ReviewerTests.reviewer(scenario)
    let review = reviewer.review(try ReviewerTests.draft(scenario))
    let now = try #require(DateTime(iso8601: "2026-11-21T09:00:00+01:00"))
    let ids = try (0..<100).map { try reviewer.approve(review, now: now, seed: $0).messageID }
    #expect(Set(ids).count == 100)
  }

  @Test func `files go with the letter as they were when it was reviewed`() throws {
    let letter = try Self.approve("attached-file")
    let text = String(decoding: letter.message, as: UTF8.self)
    #expect(text.contains("Content-Type: multipart/mixed;"))
    #expect(text.contains("Content-Disposition: attachment; filename=map.txt\r\n"))
    #expect(text.contains("Content-Disposition: attachment; filename=\"my plan.txt\"\r\n"))
    #expect(text.contains("\r\n\r\naGVyZQo=\r\n"))
    #expect(text.contains("\r\n\r\ndGhlcmUK\r\n"))
    #expect(!text.lowercased().contains("attach:"))
  }

  @Test func `a letter as HTML says what the text says`() throws {
    let letter = try Self.approve("ready") { text in
      text.replacing("Hi Ada,", with: "Hi Ada & <b>Bo</b>,")
        .replacing("X-Touchbase-Used", with: "X-Touchbase-HTML: true\nX-Touchbase-Used")
    }
    let text = String(decoding: letter.message, as: UTF8.self)
    #expect(text.contains("Content-Type: multipart/alternative;"))
    #expect(text.contains("\r\n\r\nHi Ada & <b>Bo</b>,\r\n"))
    #expect(text.contains("<p>Hi Ada &amp; &lt;b&gt;Bo&lt;/b&gt;,</p>"))
    #expect(!text.contains("X-Touchbase"))
  }

  @Test func `a letter to an address outside ASCII can be approved`() throws {
    let letter = try Self.approve("ready", allowing: [.recipient]) { text in
      text.replacing("ada@example.net>", with: "żółć@bücher.example>")
    }
    #expect(letter.envelope.needsSMTPUTF8)
    let text = String(decoding: letter.message, as: UTF8.self)
    #expect(text.contains("\r\nTo: Ada Park <żółć@bücher.example>\r\n"))
    #expect(try !Self.approve("ready").envelope.needsSMTPUTF8)
  }

  @Test(arguments: [
    ("as it was drafted", "", "", "note 9971 faf2; news 37a1 f8c2"),
    ("without the second news", "In January I start", "", "note 9971 faf2; news 37a1"),
    ("without any news", "I finished", "In January I start", "note 9971 faf2"),
    ("without the second passage", "How is Joon", "", "note 9971; news 37a1 f8c2"),
  ])
  func `what was used is read off the text that was approved`(
    name: String,
    deleted: String,
    alsoDeleted: String,
    used: String
  ) throws {
    let file = "catch-up-two-notes-and-news.txt"
    let scenario = try #require(Scenario.all(in: "letter").first { $0.testDescription == file })
    let (drafter, template) = try LetterTests.drafter(scenario)
    let new = try drafter.draft(for: scenario.people(), template: template)
    let lines = String(decoding: new.bytes, as: UTF8.self)
      .replacing(". In January", with: ".\nIn January")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        if line.hasPrefix("[[ ") { return "Did you find somebody for the books, and who?" }
        return line.hasPrefix("[[? ") ? "How is Joon, now that she is at Iowa?" : String(line)
      }
      .filter { line in
        ![deleted, alsoDeleted].contains { !$0.isEmpty && line.hasPrefix($0) }
      }
    let draft = Draft(path: new.path, bytes: Array(lines.joined(separator: "\n").utf8))
    let reviewer = try ReviewerTests.reviewer(scenario)
    let now = try #require(DateTime(iso8601: "2026-11-21T09:00:00+01:00"))
    let letter = try reviewer.approve(reviewer.review(draft), now: now, seed: 1)
    #expect(letter.used.description.hasPrefix(used + "; vary closing"), "\(name)")
  }
}
