import Contacts
import Testing

@testable import Correspondence

@Suite struct SpeechTests {
  @Test(arguments: [
    (0, "today"), (1, "yesterday"), (2, "two days ago"), (13, "13 days ago"),
    (14, "two weeks ago"), (60, "eight weeks ago"), (61, "two months ago"),
    (365, "twelve months ago"), (729, "23 months ago"), (730, "one year ago"),
    (731, "two years ago"), (-3, "in three days"),
    (Int.min, "in 3010298775 years"),
  ])
  func `days are said as people say them`(days: Int, words: String) {
    #expect(Speech.ago(days: days) == words)
  }

  @Test(arguments: [
    (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (113, "113th"),
    (21, "21st"), (-1, "-1st"), (Int.min, "-9223372036854775808th"),
  ])
  func `ordinals end as they should`(number: Int, words: String) {
    #expect(Speech.ordinal(number) == words)
  }

  @Test(arguments: [
    ("moved the studio", "Moved the studio."), ("Really?", "Really?"),
    ("he said \"no.\"", "He said \"no.\""),
    ("  two\nlines ", "Two lines."), ("", ""), ("élan", "Élan."), ("(aside)", "(aside)."),
  ])
  func `a sentence has a capital and a stop`(text: String, sentence: String) {
    #expect(Speech.sentence(text) == sentence)
  }

  @Test func `lists, owners and titles`() {
    #expect(Speech.list([]) == "")
    #expect(Speech.list(["a"]) == "a")
    #expect(Speech.list(["a", "b"]) == "a and b")
    #expect(Speech.list(["a", "b", "c"]) == "a, b and c")
    #expect(Speech.possessive("Ada") == "Ada's")
    #expect(Speech.possessive("Chris") == "Chris'")
    #expect(Speech.titleCase("the art of the letter") == "The Art of the Letter")
  }

  @Test(arguments: [
    ("name: Ada Park", "Hi Ada,"), ("name: Mrs Olsen", "Hello Mrs Olsen,"),
    ("name: ada@example.net", "Hello,"),
    ("name: Ada Park\nlanguage: de", "Hallo Ada,"),
    ("name: Ada Park\nlanguage: de-AT\nform: Sie", "Guten Tag Ada Park,"),
    ("name: Jean Olsen\ngreeting: \"Dear Mrs Olsen,\"", "Dear Mrs Olsen,"),
    ("name: Ada Park\nlanguage: fr", "Hi Ada,"),
  ])
  func `somebody is greeted by the name that is known`(keys: String, line: String) throws {
    #expect(Salutation.line(for: [try Self.contact(keys)]) == line)
  }

  @Test func `two people are greeted together`() throws {
    let couple = [try Self.contact("name: Ada Park"), try Self.contact("name: Joon Park")]
    #expect(Salutation.line(for: couple) == "Hi Ada and Joon,")
  }

  @Test(arguments: [("catchup", "catch-up"), ("helo", "hello"), ("birthday", nil)])
  func `a name that is nearly one finds it`(word: String, closest: String?) {
    #expect(Similarity.closest(to: word, among: ["catch-up", "hello", "local"]) == closest)
  }

  static func contact(_ keys: String) throws -> Contact {
    try ContactFile(path: "contacts/x.md", bytes: Array("---\n\(keys)\n---\n".utf8)).contact()
  }
}
