import Contacts
import MailMessage
import TestSupport
import Testing

@testable import Correspondence

/// Letters held against the other letters of their batch.
@Suite struct IndividualityTests {
  static let common = [
    "The creek froze over last night and the whole street went out to look at it.",
    "We have a new dog in the house, who sleeps on the stairs where everybody falls over him.",
    "On Saturdays I help at the seed library, which has more beans than books by now.",
    "My sister came for a week and rearranged the kitchen, so I cannot find a single spoon.",
    "In the evenings I learn to mend chairs, and the neighbours bring me more than I can do.",
    "If you come through town in spring there is a bed, a bicycle and too much soup.",
  ]
  static let own = [
    "How did the exhibition in the old mill go, and did the lamp arrive in one piece?",
    "I laughed for a day about the postcard with the goat and the bishop in the boat.",
    "Is your father walking again, and does he still beat all the nurses at draughts?",
    "Somebody told me that you gave up the office for good and bought four hives.",
    "What became of the boat that you and Peder wanted to bring down the river?",
    "The recipe worked at the third attempt, although it looked like something from a mine.",
  ]

  static func text(_ sentences: [String]) -> String {
    "Hi there,\n\n\(sentences.joined(separator: " "))\n\nAll the best,\nSam"
  }

  @Test func `the share of own words falls steadily with each sentence that others have, too`()
    throws
  {
    var desk = try LetterDesk()
    for number in 0..<20 { try desk.add("p\(number)") }
    desk.drafts = (1..<20).map {
      LetterDesk.draft("p\($0)", Self.text(Self.common), template: nil)
    }
    var shares: [Double] = []
    for shared in 0...6 {
      let text = Self.text(Array(Self.common.prefix(shared) + Self.own.prefix(6 - shared)))
      let review = try desk.reviewer().review(LetterDesk.draft("p0", text, template: nil))
      shares.append(review.own.share)
      #expect(review.own.shared.count == shared)
      #expect(review.own.shared.allSatisfy { $0.place == .letters(19) && $0.isSentence })
      let isBlocked = review.findings.contains { $0.name == .ownWords && $0.severity == .block }
      #expect(isBlocked == (review.own.share < 0.25))
    }
    #expect(shares.first == 1)
    #expect(shares.last == 0)
    for (one, other) in zip(shares, shares.dropFirst()) {
      #expect((0.1...0.25).contains(one - other), "\(shares)")
    }
  }

  @Test func `many drafts, which two threads look at, get the reviews that each gets alone`() throws
  {
    var desk = try LetterDesk()
    desk.today = CalendarDay(year: 2026, month: 11, day: 21)
    let count = Reviewer.many + 40
    for number in 0..<count {
      let notes = "- 2024-03-0\(number % 9 + 1) Keeps \(number) geese by the Straße \(number).\n"
      try desk.add("p\(number)", "name: Añ\(number) Weiß\(number)", notes: notes)
    }
    desk.drafts = (0..<count).map { number in
      let shared = [Self.common[number % 6], Self.own[number % 5]]
      let noted = "Do you still keep \(number) geese by the Straße \((number + number % 3))?"
      // Some quote what others got.
      let quote = number % 3 == 0 ? ["\n\n> " + Self.own[number % 4]] : []
      return LetterDesk.draft("p\(number)", Self.text(shared + [noted] + quote), template: nil)
    }
    desk.approved = (0..<40).map { number in
      let text = Self.text([Self.own[number % 6], "京都で\(number)羽のガチョウを見ました。"])
      let draft = LetterDesk.draft("p\(number)", text, template: nil, header: ["X-Old: 1"])
      return OtherLetters.Approved(draft: Draft(path: "", bytes: draft.source), sent: nil)
    }
    let reviewer = try desk.reviewer()
    let readings = reviewer.read(desk.drafts).readings
    let sifted = reviewer.read(desk.drafts, isSifting: true).readings
    #expect(readings.contains { !$0.measure.hits.isEmpty && $0.quotes != nil })
    #expect(sifted.map(Self.hits) == readings.map(Self.hits))
    let together = reviewer.review(desk.drafts)
    #expect(together.map(\.draft.path) == desk.drafts.map(\.path))
    #expect(Set(together.flatMap(\.findings).map(\.name)).isSuperset(of: [.ownWords, .staleNote]))
    for index in stride(from: 0, to: count, by: 23) {
      let alone = reviewer.review(desk.drafts[index])
      #expect(together[index].rendered == alone.rendered)
      #expect(together[index].own == alone.own)
    }
  }

  /// What of a draft stands in other letters, and in how many.
  private static func hits(_ reading: DraftReading) -> [String] {
    [reading.measure, reading.quotes].compactMap { $0 }.flatMap(\.hits)
      .map { "\($0.range) \($0.entry.letters)" }
  }

  @Test func `letters that were written one by one are not blamed`() throws {
    let letters = MixUpLetter.all(in: "first")
    var desk = try LetterDesk()
    for letter in letters { try letter.add(to: &desk) }
    desk.drafts = letters.map { $0.draft(nil) }
    let reviews = try desk.reviewer().review(desk.drafts)
    #expect(reviews.count >= 50)
    for review in reviews {
      #expect(review.own.share >= 0.9, "\(review.draft.path) \(review.own)")
      #expect(!review.findings.contains { $0.name == .ownWords && $0.severity == .block })
    }
  }

  @Test func `all drafts at once are measured as each alone`() throws {
    var desk = try LetterDesk()
    desk.templates["letter"] = OwnWordsTests.catchUp
    desk.drafts = (0..<12).map { number in
      let sentences = Self.common.prefix(number % 7) + Self.own.suffix(number % 4)
      return LetterDesk.draft(
        "p\(number)",
        Self.text(Array(sentences) + ["What else is new with you?"])
      )
    }
    for number in 0..<12 { try desk.add("p\(number)") }
    let reviewer = try desk.reviewer()
    let together = reviewer.review(desk.drafts)
    for review in together { #expect(reviewer.review(review.draft).own == review.own) }
  }

  @Test(arguments: [
    ("an answer", ["In-Reply-To: <a@example.net>"], "letter", false),
    ("an answer to what nobody knows", ["In-Reply-To: <b@example.net>"], "letter", true),
    ("an introduction", [], "introduction", false),
    ("a letter of a template", [], "letter", true),
  ])
  func `answers and introductions are not held to the bound`(
    name: String,
    header: [String],
    template: String,
    isHeld: Bool
  ) throws {
    var desk = try OwnWordsTests.desk()
    desk.templates["introduction"] = OwnWordsTests.catchUp
    let at = try #require(DateTime(iso8601: "2026-11-01T09:00:00Z"))
    var letter = HistoryEntry(id: "a", kind: .letter, contacts: ["ada"], at: at)
    letter.messageID = "<a@example.net>"
    desk.history = History(entries: [letter])
    let text = "Hi Ada,\n\nWhat else is new with you?"
    let draft = LetterDesk.draft("ada", text, template: template, header: header)
    let names = try desk.reviewer().review(draft).findings.map(\.name)
    #expect(names.contains(.ownWords) == isHeld, "\(name)")
  }

  @Test(arguments: [("0%", 0.0, false), ("25%", 0.25, true)])
  func `the bound can be switched off`(name: String, bound: Double, isHeld: Bool) throws {
    var desk = try OwnWordsTests.desk()
    desk.settings.ownWords = bound
    let draft = LetterDesk.draft("ada", "Hi Ada,\n\nWhat else is new with you?")
    let names = try desk.reviewer().review(draft).findings.map(\.name)
    #expect(names.contains(.ownWords) == isHeld)
  }

  @Test func `a template has a bound of its own`() throws {
    var desk = try OwnWordsTests.desk()
    desk.templates["letter"] =
      "---\nsubject: Hello\nown_words: 60%\n---\nWhat else is new with you?"
    let text = "Hi Ada,\n\nThe lamp in your window was on again. What else is new with you?"
    let own = try desk.reviewer().review(LetterDesk.draft("ada", text))
    #expect(own.findings.first { $0.name == .ownWords }?.message.contains("are asked for") == true)
  }

  @Test func `a draft that does not name its template is compared with all`() throws {
    let desk = try OwnWordsTests.desk(OwnWordsTests.spun)
    let text = try desk.rendered(for: "ada")
    for template in [nil, "gone"] {
      let own = try desk.reviewer().review(LetterDesk.draft("ada", text, template: template)).own
      #expect(own.ownWords == 0)
    }
  }

  @Test func `what an earlier letter to the same person said is not new`() throws {
    var desk = try LetterDesk()
    try desk.add("ada")
    let at = try #require(DateTime(iso8601: "2025-01-01T09:00:00Z"))
    desk.history = History(entries: [
      HistoryEntry(id: "old", kind: .letter, contacts: ["ada"], at: at)
    ])
    desk.earlier["old"] = LetterDesk.draft("ada", Self.text([Self.own[0]]))
    let text = Self.text([Self.own[0], Self.own[1]])
    let own = try desk.reviewer().review(LetterDesk.draft("ada", text)).own
    #expect(own.shared.map(\.place) == [.earlierLetter])
    #expect(own.ownWords == OwnWords.words(of: Self.own[1]).count)
  }

  @Test func `only letters of the last thirty days are compared with everybody's`() throws {
    var desk = try LetterDesk()
    try desk.add("ada")
    try desk.add("will")
    for (day, isShared) in [("2026-10-20", false), ("2026-10-22", true)] {
      let sent = LetterDesk.draft("will", Self.text([Self.own[0]]))
      desk.approved = [OtherLetters.Approved(draft: sent, sent: CalendarDay(iso8601: day))]
      let review = try desk.reviewer().review(LetterDesk.draft("ada", Self.text([Self.own[0]])))
      #expect(review.own.shared.isEmpty != isShared, "\(day)")
    }
  }

  /// The index against the plain definition, on texts of few words, so that much is shared.
  @Test(arguments: [false, true])
  func `the index finds what comparing every run with every letter finds`(isSifting: Bool) throws {
    var random = SmallDice(state: 20_261_121)
    let vocabulary = ["a", "b", "c", "d", "é", "京", "都"]
    for _ in 0..<60 {
      let table = WordTable()
      let letters = (0..<8).map { _ in
        let words = (0..<Int.random(in: 4...60, using: &random)).map { _ in
          vocabulary.randomElement(using: &random) ?? "a"
        }
        let text = words.map { word in
          word
            + (Int.random(in: 0..<6, using: &random) == 0
              ? ". " : Int.random(in: 0..<20, using: &random) == 0 ? "\n\n" : " ")
        }
        return LetterWords(text.joined(), table)
      }
      var index = PassageIndex(words: 200, isSifting: isSifting)
      // Every other letter is typed as a whole.
      let typed = letters.enumerated().map { place, letter in
        letter.numbers.map { number in
          number != 0 && (place % 2 == 0 || Int.random(in: 0..<12, using: &random) != 0)
        }
      }
      var watched = zip(letters, typed).prefix(4).map { letter, typed in
        index.watch(letter) { typed[$0] }
      }
      for (letter, watched) in zip(letters, watched) { index.meet(letter.numbers, watched) }
      for letter in letters.dropFirst(watched.count) { index.meet(letter.numbers) }
      index.sift(watched)
      for letter in watched.indices { index.settle(&watched[letter]) }
      for (number, letter) in letters.enumerated() {
        let known = number < watched.count && Bool.random(using: &random) ? watched[number] : nil
        let sentences = letter.shortSentences
        index.count(letter.numbers, shortSentences: sentences, known, number: number + 1)
      }
      for (place, watched) in watched.enumerated() {
        let hits = index.hits(in: letters[place], watched, own: 1)
        let found = Set(hits.map { "\($0.range) \($0.entry.letters)" })
        #expect(found == Self.plain(letters[place], letters, typed[place]))
      }
    }
  }

  @Test func `the beginning of a word is found eight octets at a time as it is one by one`() {
    var random = SmallDice(state: 11)
    let all = (UInt8.min...UInt8.max).map { $0 }
    for _ in 0..<2000 {
      let line = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Bool.random(using: &random)
          ? UInt8(ascii: "m") : all.randomElement(using: &random) ?? 0
      }
      line.withUnsafeBufferPointer { line in
        for start in 0...line.count {
          let word = line[start...].prefix(8).prefix(while: ASCIIWords.isPlain)
          let (end, octets) = ASCIIWords.beginning(of: line, at: start)
          let isLeft = line.count - start < 8
          #expect(end == (isLeft ? start : word.endIndex))
          #expect(octets == (isLeft ? 0 : word.reduce(0) { ASCIIWords.octets($0, adding: $1) }))
        }
      }
    }
    let plain = all.filter { ASCIIWords.isPlain($0) }.map { Unicode.Scalar($0) }
    #expect(plain.map { "\($0)" }.joined().hasPrefix("0123456789ABCDEFG") && plain.count == 62)
  }

  @Test(arguments: [0, 1, 500, 60_000])
  func `a sieve knows what stands more than once, and hardly takes anything else for it`(
    count: Int
  ) {
    var random = SmallDice(state: 7)
    let digests = (0..<count * 2).map { _ in UInt32.random(in: .min ... .max, using: &random) | 1 }
    let (twice, once) = (digests[..<count], digests[count...])
    // The same few stand in very many letters, as a template's words do.
    let often = [UInt32](repeating: 0xFFFF_FFFF, count: count) + [1, 1, 3]
    let sieve = RunSieve([Array(twice), [0, 0], Array(twice.reversed() + once), often])
    #expect((twice + [1]).allSatisfy(sieve.mayBeRepeated))
    #expect(count < 2 || sieve.mayBeRepeated(0xFFFF_FFFF))
    #expect(once.count(where: sieve.mayBeRepeated) <= count / 6)
  }

  private static func plain(
    _ letter: LetterWords,
    _ letters: [LetterWords],
    _ isTyped: [Bool]
  ) -> Set<String> {
    var found: Set<String> = []
    for paragraph in letter.paragraphs {
      for start in paragraph {
        let end = start + (letter.numbers[start] & WordTable.ideographic == 0 ? 6 : 10)
        guard end <= paragraph.upperBound, !isTyped[start..<end].contains(false) else { continue }
        let run = Array(letter.numbers[start..<end])
        let count = letters.count { other in
          other.numbers.indices.contains { Array(other.numbers[$0...].prefix(run.count)) == run }
        }
        if count > 1 { found.insert("\(start..<end) \(count)") }
      }
    }
    for sentence in letter.sentences
    where (4...5).contains(sentence.count) && !isTyped[sentence].contains(false) {
      let words = Array(letter.numbers[sentence])
      let count = letters.count { other in
        other.sentences.contains { Array(other.numbers[$0]) == words }
      }
      if count > 1 { found.insert("\(sentence) \(count)") }
    }
    return found
  }
}

/// The same throws in every run.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
private struct SmallDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
