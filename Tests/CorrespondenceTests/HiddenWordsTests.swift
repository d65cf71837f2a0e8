import Contacts
import MailMessage
import Testing

@testable import Correspondence

/// Text that others get as well, and that tries not to be counted.
@Suite struct HiddenWordsTests {
  private static let closing =
    "How are things otherwise? Write when you have a quiet moment."
  private static let news = "I finished the county trail map in October."
  private static let mass =
    "We have moved to a larger house with a garden and a view over the whole of the valley."
  private static let own = "The lamp in your window was on, and I stood there like a child."

  private func desk() throws -> LetterDesk {
    var desk = try OwnWordsTests.desk()
    desk.addNews(Self.news)
    try desk.add("ben")
    return desk
  }

  private func quoted(_ text: String) -> String {
    text.split(separator: " ").map(String.init).chunked(6)
      .map { "> " + $0.joined(separator: " ") }.joined(separator: "\n")
  }

  @Test(arguments: [closing, news, mass])
  func `a quote mark hides nothing that others get as well`(text: String) throws {
    var desk = try desk()
    let whole = (text.split(separator: " ").count, Self.own.split(separator: " ").count)
    desk.drafts = [LetterDesk.draft("ben", "Hi Ben,\n\n\(quoted(Self.mass))\n\nSam")]
    let plain = try OwnWordsTests.own(desk, "Hi Ada,\n\n\(Self.own)\n\n\(text)\n\nSam")
    let hidden = try OwnWordsTests.own(desk, "Hi Ada,\n\n\(Self.own)\n\n\(quoted(text))\n\nSam")
    #expect(plain.words == whole.0 + whole.1)
    #expect(hidden.words == plain.words)
    #expect(hidden.ownWords == plain.ownWords)
    let alone = LetterDesk.draft("ada", "Hi Ada,\n\n\(quoted(text))\n\nSam")
    #expect(try desk.reviewer().review(alone).findings.map(\.name).contains(.ownWords))
  }

  @Test func `what somebody wrote is not counted where it is quoted`() throws {
    var desk = try desk()
    let theirs = "Do you still know that bookkeeper whom you told me of at the fair in spring?"
    let text = "Hi Ada,\n\nOn Tuesday Ada wrote:\n\(quoted(theirs))\n\n\(Self.own)\n\nSam"
    let own = try OwnWordsTests.own(desk, text)
    #expect(own.words == 14 && own.ownWords == 14)
    // Nor is the letter that they answered, which is the template's in part.
    let at = try #require(DateTime(iso8601: "2026-08-01T09:00:00Z"))
    desk.history = History(
      entries: [HistoryEntry(id: "old", kind: .letter, contacts: ["ada"], at: at)]
    )
    let earlier = "Hi Ada,\n\n\(Self.closing)\n\nSam"
    desk.earlier["old"] = LetterDesk.draft("ada", earlier)
    let again = try OwnWordsTests.own(
      desk,
      "Hi Ada,\n\n\(quoted(Self.closing))\n\n\(Self.own)\n\nSam"
    )
    #expect(again.words == 14 && again.ownWords == 14)
  }

  @Test(arguments: [
    (["River Studio, Ames", "+1 515 555 0100"], 0),
    (["one", "two", "three", "four", "five"], 5),
    ([String(repeating: "word ", count: 20)], 20),
  ])
  func `under a signature there is room for a signature`(lines: [String], counted: Int) throws {
    let text = lines.joined(separator: "\n")
    for end in ["Sam\n\n-- \n\(text)", "Sam\n\(text)"] {
      let own = try OwnWordsTests.own(desk(), "Hi Ada,\n\n\(Self.own)\n\nAll the best,\n\(end)")
      #expect(own.words == 14 + counted, "\(end)")
    }
  }
}

extension Array {
  fileprivate func chunked(_ count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
