import Contacts
import Testing

@testable import Correspondence

@Suite struct SpeechTests {
  private static let english = EnglishSpeech()
  private static let german = GermanSpeech()

  @Test(arguments: [
    (0, "today", "heute"), (1, "yesterday", "gestern"), (-1, "tomorrow", "morgen"),
    (2, "two days ago", "vor zwei Tagen"), (13, "13 days ago", "vor 13 Tagen"),
    (14, "two weeks ago", "vor zwei Wochen"), (60, "eight weeks ago", "vor acht Wochen"),
    (61, "two months ago", "vor zwei Monaten"), (334, "eleven months ago", "vor elf Monaten"),
    (335, "one year ago", "vor einem Jahr"), (365, "one year ago", "vor einem Jahr"),
    (547, "one year ago", "vor einem Jahr"), (548, "two years ago", "vor zwei Jahren"),
    (730, "two years ago", "vor zwei Jahren"), (-3, "in three days", "in drei Tagen"),
    (Int.min, "in 3010298776 years", "in 3010298776 Jahren"),
  ])
  func `days are said as people say them`(days: Int, english: String, german: String) {
    #expect(Self.english.ago(TimeSpan(days: days)) == english)
    #expect(Self.german.ago(TimeSpan(days: days)) == german)
  }

  @Test(arguments: [
    (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (113, "113th"),
    (21, "21st"), (-1, "-1st"), (Int.min, "-9223372036854775808th"),
  ])
  func `ordinals end as they should`(number: Int, words: String) {
    #expect(Self.english.ordinal(number) == words)
  }

  @Test(arguments: [
    ("moved the studio", "Moved the studio."), ("Really?", "Really?"),
    ("he said \"no.\"", "He said \"no.\""),
    ("  two\nlines ", "Two lines."), ("", ""), ("élan", "Élan."), ("(aside)", "(aside)."),
  ])
  func `a sentence has a capital and a stop`(text: String, sentence: String) {
    #expect(Wording.sentence(text) == sentence)
  }

  @Test(arguments: [
    ("one two three", 7, "one two\nthree"), ("a\n\nb c", 1, "a\n\nb\nc"), ("", 5, ""),
    ("incomprehensibility is long", 5, "incomprehensibility\nis\nlong"),
  ])
  func `lines are wrapped at blanks`(text: String, width: Int, wrapped: String) {
    #expect(Wording.wrapped(text, width: width) == wrapped)
  }

  @Test func `lists, owners and titles`() {
    #expect(Salutation.joined([], and: "and") == "")
    #expect(Salutation.joined(["a"], and: "and") == "a")
    #expect(Salutation.joined(["a", "b"], and: "and") == "a and b")
    #expect(Salutation.joined(["a", "b", "c"], and: "und") == "a, b und c")
    #expect(Self.english.possessive("Ada") == "Ada's")
    #expect(Self.english.possessive("Chris") == "Chris'")
    #expect(Self.german.possessive("Ada") == "Adas")
    #expect(Self.german.possessive("Hans") == "Hans’")
    #expect(Wording.titleCase("the art of the letter") == "The Art of the Letter")
  }

  @Test(arguments: [
    ("name: Ada Park", "Hi Ada,"), ("name: Mrs Olsen", "Hello Mrs Olsen,"),
    ("name: ada@example.net", "Hello,"),
    ("name: Ada Park\nlanguage: de", "Hallo Ada,"),
    ("name: Ada Park\nlanguage: de-AT\nform: Sie", "Guten Tag Ada Park,"),
    ("name: Jean Olsen\ngreeting: \"Dear Mrs Olsen,\"", "Dear Mrs Olsen,"),
    ("name: Ada Park\nlanguage: fr", "Hi Ada,"), ("name: Ada Park\nform: Sie", "Hello Ada Park,"),
  ])
  func `somebody is greeted by the name that is known`(keys: String, line: String) throws {
    let contact = try Self.contact(keys)
    #expect(Salutation.line(for: [contact], language: contact.language) == line)
  }

  @Test func `two people are greeted together`() throws {
    let couple = [try Self.contact("name: Ada Park"), try Self.contact("name: Joon Park")]
    #expect(Salutation.line(for: couple, language: nil) == "Hi Ada and Joon,")
  }

  @Test(arguments: [("catchup", "catch-up"), ("helo", "hello"), ("birthday", nil)])
  func `a name that is nearly one finds it`(word: String, closest: String?) {
    #expect(Similarity.closest(to: word, among: ["catch-up", "hello", "local"]) == closest)
  }

  static func contact(_ keys: String) throws -> Contact {
    try ContactFile(path: "contacts/x.md", bytes: Array("---\n\(keys)\n---\n".utf8)).contact()
  }
}
