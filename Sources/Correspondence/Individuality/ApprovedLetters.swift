/// The letters of the outbox as far as drafts are compared with them.
///
/// Their words have numbers of their own, so that another thread can read them; see
/// ``LetterComparison/count(_:)``.
struct ApprovedLetters {
  let table = WordTable()
  private(set) var letters: [CountedLetter] = []
  /// The words that stand in lower case somewhere.
  private(set) var lowerCase = WordFlags()
  private let writer: [String]

  init(writer: [String]) { self.writer = writer }

  mutating func add(_ approved: OtherLetters.Approved) {
    let body = LetterBody(approved.draft, writer: writer)
    let words = body.words(table)
    lowerCase.learn(words)
    let state = approved.sent.map(LetterComparison.State.sent) ?? .waiting
    letters.append(CountedLetter(approved.draft, words, body.quotedWords(table), state))
  }
}

/// A letter's words as far as passages are looked for in them.
///
/// A reference is one count, and a copy would be one for each of its texts and lists.
final class CountedLetter: Sendable {
  let facts: LetterComparison.Letter
  /// Numbers of a ``WordTable``, and 0 between paragraphs.
  let numbers: [UInt32]
  let shortSentences: [Range<Int>]
  /// What stands in its quotes, as a letter; none where it quotes nothing.
  let quotes: [CountedLetter]

  private init(
    _ facts: LetterComparison.Letter,
    _ numbers: [UInt32],
    _ shortSentences: [Range<Int>],
    quotes: [CountedLetter]
  ) {
    self.facts = facts
    self.numbers = numbers
    self.shortSentences = shortSentences
    self.quotes = quotes
  }

  convenience init(
    _ draft: Draft,
    _ words: LetterWords,
    _ quotes: LetterWords?,
    _ state: LetterComparison.State = .draft
  ) {
    let quotes = quotes.map { [CountedLetter(draft, $0, nil, state)] } ?? []
    let facts = LetterComparison.Letter(draft, state)
    self.init(facts, words.numbers, words.shortSentences, quotes: quotes)
  }

  /// The letter with the numbers that its words have in another table.
  func translated(_ others: [UInt32]) -> CountedLetter {
    let numbers = numbers.map { others[Int($0 & ~WordTable.ideographic)] }
    let quotes = quotes.map { $0.translated(others) }
    return CountedLetter(facts, numbers, shortSentences, quotes: quotes)
  }
}
