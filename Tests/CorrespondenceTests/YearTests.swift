import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Testing

/// A year of twelve hours with eighty people, played through the rooms that write letters.
@Suite struct YearTests {
  @Test func `in a year of letters nobody is forgotten`() throws {
    let year = try Year(isMixed: false)
    try year.play()
    let perHour = Double(year.letters.count) / 12
    let bound = Int((80 / perHour).rounded(.up)) + 1
    let longest = year.since.keys.map(year.longestWait).max() ?? 0
    print("80 people, 12 hours: \(year.letters.count) letters, longest wait \(longest) hours")
    #expect(longest <= bound)
    try Self.expectNothingTwice(year)
    Self.expectOwnWords(year)
  }

  @Test func `in a year of many kinds of people nobody is forgotten or told twice`()
    throws
  {
    let year = try Year(isMixed: true)
    try year.play()
    // The same year again is the same, byte for byte.
    let again = try Year(isMixed: true)
    try again.play()
    #expect(year.bytes == again.bytes)
    #expect(year.bytes.count > 100_000)
    try Self.expectNothingTwice(year)
    Self.expectOwnWords(year)

    let people = try year.people
    // An answer that is owed comes first, always; what is left of each hour goes by turns.
    let patient = people.filter { Int($0.id.dropFirst()) ?? 0 > 44 }
    let turns = Double(year.letters.count - year.counts["answers", default: 0]) / 12
    let bound = Int((Double(people.count) / turns).rounded(.up)) + 1
    let longest = patient.map { year.longestWait(of: $0.id) }.max() ?? 0
    let counts = year.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print(
      """
      \(people.count) people of all kinds, 12 hours: \(year.letters.count) letters, \
      \(counts.joined(separator: ", ")); \(patient.count) without a cadence waited at most \
      \(longest) hours, bound \(bound)
      """
    )
    #expect(longest <= bound)
    for number in [13, 14] { #expect(year.touches[YearPopulation.id(number)] == nil) }
    #expect(year.touches[YearPopulation.id(41), default: []].allSatisfy { $0 < 3 })
    #expect(year.touches[YearPopulation.id(42), default: []].allSatisfy { $0 < 5 })
    #expect(year.touches[YearPopulation.id(35), default: []].allSatisfy { $0 >= 5 })
    // The hours are too full: those with a cadence wait as well, but once a year at most.
    for number in 0...3 { #expect(year.touches[YearPopulation.id(number)]?.count ?? 0 >= 11) }
    for number in 4...7 { #expect(year.touches[YearPopulation.id(number)]?.count ?? 0 >= 3) }
    // A birthday letter in the birthday's month.
    #expect(year.counts["template birthday"] ?? 0 >= 3)
    #expect(year.counts["bounced"] ?? 0 <= 1)
  }

  /// No note and no news was told twice to one person, and no variant said twice.
  private static func expectNothingTwice(_ year: Year) throws {
    let history = try year.history
    let news = try year.newsItems
    for person in try year.people {
      let used = history.used(with: person.id)
      #expect(Set(used.notes).count == used.notes.count, "\(person.id)")
      #expect(Set(used.news).count == used.news.count, "\(person.id)")
      #expect(Set(used.variants).count == used.variants.count, "\(person.id): \(used.variants)")
      let texts = year.letters.filter { $0.contacts.contains(person.id) }.map(\.text)
      for item in news {
        #expect(texts.count { $0.contains(item.text) } <= 1, "\(person.id): \(item.text)")
      }
      let sentences = texts.flatMap(Self.ownSentences)
      let subjects = year.letters.filter { $0.contacts.contains(person.id) }.map(\.letter.subject)
      #expect(Set(sentences).count == sentences.count, "\(person.id): \(sentences)")
      #expect(Set(subjects).count == subjects.count, "\(person.id): \(subjects)")
    }
  }

  /// The paragraphs of a letter but for its greeting and its sign-off.
  private static func ownSentences(_ letter: String) -> [String] {
    letter.split(separator: "\n\n").dropFirst().dropLast().map(String.init)
  }

  private static func expectOwnWords(_ year: Year) {
    print(
      "own words: at least \(Int(year.shares.written * 100)) % once written, at most"
        + " \(Int(year.shares.unwritten * 100)) % before"
    )
    #expect(year.shares.written >= 0.25)
    #expect(year.shares.unwritten < 0.25)
  }
}
