import Contacts
import Correspondence
import MailMessage
import Testing

@Suite struct ReviewerTests {
  @Test(arguments: Scenario.all(in: "check"))
  func `a draft is found to be what it is`(scenario: Scenario) throws {
    let draft = try Self.draft(scenario)
    let review = try Self.reviewer(scenario).review(draft)
    try scenario.expect(review.findings.isEmpty ? "ready" : review.rendered)
  }

  @Test(arguments: Scenario.all(in: "check"))
  func `line ends and a byte order mark change no finding`(scenario: Scenario) throws {
    let reviewer = try Self.reviewer(scenario)
    let text = try #require(scenario["draft"])
    let plain = reviewer.review(try Self.draft(scenario)).rendered
    let crlf = text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    for bytes in [Array(crlf.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
      let draft = Draft(path: "drafts/2026-11-ada-park.eml", bytes: bytes)
      #expect(reviewer.review(draft).rendered == plain)
    }
  }

  @Test func `there are scenarios`() {
    #expect(Scenario.all(in: "check").count >= 35)
  }

  @Test func `every check that a person may name has a scenario`() throws {
    var seen: Set<CheckName> = []
    for scenario in Scenario.all(in: "check") {
      let review = try Self.reviewer(scenario).review(try Self.draft(scenario))
      seen.formUnion(review.findings.map(\.name))
    }
    #expect(seen == Set(CheckName.allCases))
  }

  @Test func `bytes that are not UTF-8 are shown by line and column`() throws {
    let scenario = try #require(
      Scenario.all(in: "check").first { $0.testDescription == "ready.txt" }
    )
    let text = try #require(scenario["draft"])
    let bytes = Array(text.utf8) + [0x48, 0xE9, 0x0A]
    let draft = Draft(path: "drafts/x.eml", bytes: bytes)
    let finding = try #require(draft.problems.first)
    #expect(finding.condition == .notUTF8)
    #expect(finding.column == 2)
  }

  @Test func `any bytes are a draft`() {
    var state: UInt64 = 42
    for _ in 0..<2000 {
      let pieces: [[UInt8]] = [
        [0], [10], [13], [13, 10], Array("[[".utf8), Array("]]".utf8), Array("[[?".utf8),
        Array("To: ".utf8), Array("# --- >8 ---\n".utf8), Array("\n\n".utf8), [0xFF], [0x20],
        Array("é".utf8), Array("X-Touchbase-Draft: a\n".utf8),
      ]
      var bytes: [UInt8] = []
      for _ in 0..<20 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes += pieces[Int(state >> 33) % pieces.count]
      }
      let draft = Draft(path: "drafts/x.eml", bytes: bytes)
      #expect(draft.letter.hasSuffix("\n"))
      #expect(draft.firstPlaceLine >= 1)
    }
  }

  static func draft(_ scenario: Scenario) throws -> Draft {
    let text = try #require(scenario["draft"])
    return Draft(path: "drafts/2026-11-ada-park.eml", bytes: Array(text.utf8))
  }

  static func reviewer(_ scenario: Scenario) throws -> Reviewer {
    let known = Set(scenario.values("known"))
    return Reviewer(
      settings: try scenario.settings(),
      people: try scenario.people(),
      news: scenario.news(),
      attachments: try scenario.attachments(),
      others: scenario.otherLetters(),
      history: scenario.history(),
      today: scenario.day("today"),
      isKnown: { known.contains($0) },
      templateText: { _ in "What else is new with you? All the best, Sam" }
    )
  }
}
