import Correspondence
import Testing

@testable import touchbase

/// What people and scripts call drafts.
@Suite struct DraftNamesTests {
  private static let drafts = [
    draft("ada", id: "7f3k2", contacts: "ada-park"),
    draft("tom", id: "tom", contacts: "tom, ada-park"),
    draft("7f3k2", id: "9x", contacts: "ina"),
    draft("2026-11-ina", id: "8b", contacts: "will"),
  ]

  private static func draft(_ name: String, id: String, contacts: String) -> Draft {
    let text = "X-Touchbase-Draft: \(id)\nX-Touchbase-Contact: \(contacts)\n\nHello\n"
    return Draft(path: "drafts/\(name).eml", bytes: Array(text.utf8))
  }

  @Test(
    arguments: [
      ("drafts/ada.eml", "ada"), ("ada.eml", "ada"), ("letters/drafts/ada.eml", "ada"),
      ("ada", "ada"), ("tom", "tom"), ("9x", "7f3k2"), ("ina", "7f3k2"), ("will", "2026-11-ina"),
      ("2026-1", "2026-11-ina"),
    ]
  )
  func `a draft is found by path, name, id, contact, or a part of its path`(
    word: String,
    name: String
  ) throws {
    var names = DraftNames(Self.drafts)
    #expect(try names.draft(word).path == "drafts/\(name).eml")
  }

  @Test(arguments: [("7f3k2", 2), ("ada-park", 2), ("a", 4)])
  func `what could be several drafts is none`(word: String, count: Int) throws {
    var names = DraftNames(Self.drafts)
    let error = #expect(throws: CommandFailure.self) { try names.draft(word) }
    #expect(try #require(error).message == "'\(word)' could be \(count) drafts")
  }

  @Test func `a word that nothing is called names none`() throws {
    var names = DraftNames(Self.drafts)
    let error = #expect(throws: CommandFailure.self) { try names.draft("nobody") }
    #expect(try #require(error).message == "no draft is called 'nobody'")
  }
}
