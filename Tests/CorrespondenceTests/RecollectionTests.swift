import Contacts
import Correspondence
import MailMessage
import Testing

@Suite struct RecollectionTests {
  private static let template = "How are you, and what is new with you?\nWhat else is new?"

  /// The questions that a letter with this text is remembered for.
  private static func questions(in text: String) throws -> [String] {
    let at = try #require(DateTime(iso8601: "2026-08-14T09:00:00Z"))
    var letter = HistoryEntry(id: "a", kind: .letter, contacts: ["ada-park"], at: at)
    letter.template = "catch-up"
    let recollection = Recollection(
      history: History(entries: [letter]),
      news: [],
      text: { $0.id == "a" ? text : nil },
      wording: { $0 == "catch-up" ? template : nil }
    )
    return recollection.questions(in: letter)
  }

  @Test(arguments: [
    (
      "Hi Ada,\n\nI saw the window. Are the presses in yet? I hope so.\n",
      ["Are the presses in yet?"]
    ),
    ("Does it\nspan two lines? Yes.", ["Does it span two lines?"]),
    ("Who drives you? Is Joon well? And the cat?", ["Is Joon well?", "And the cat?"]),
    ("Are the presses in? What else is new?", ["Are the presses in?"]),
    ("I am well. What else is new?", ["What else is new?"]),
    ("See https://example.org/?a=1 for it.", []),
    ("> Do you quote me?\n\nNo.\n-- \nSam, why not?", []),
    (
      "He asked \u{201C}who?\u{201D} and left. (Was it you?)",
      ["He asked \u{201C}who?", "(Was it you?"]
    ),
    ("Gehst du noch tanzen? Ich ja.", ["Gehst du noch tanzen?"]),
    ("", []),
  ])
  func `the questions of the last letter are the person's own`(
    text: String,
    questions: [String]
  ) throws {
    #expect(try Self.questions(in: text) == questions)
  }

  @Test func `a letter that is not at hand asked nothing, and news that are gone told nothing`()
    throws
  {
    let at = try #require(DateTime(iso8601: "2026-08-14T09:00:00Z"))
    var letter = HistoryEntry(id: "b", kind: .letter, contacts: ["ada-park"], at: at)
    letter.used = Used(news: ["dead"])
    let recollection = Recollection(history: History(entries: [letter]), news: [])
    #expect(recollection.questions(in: letter).isEmpty)
    #expect(recollection.told(in: letter).isEmpty)
  }
}
