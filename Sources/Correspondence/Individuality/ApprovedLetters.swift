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
struct CountedLetter {
  let facts: LetterComparison.Letter
  /// Numbers of a ``WordTable``, and 0 between paragraphs.
  private(set) var numbers: [UInt32]
  let shortSentences: [Range<Int>]
  /// What stands in its quotes, as a letter; none where it quotes nothing.
  private(set) var quotes: [CountedLetter] = []

  init(
    _ draft: Draft,
    _ words: LetterWords,
    _ quotes: LetterWords?,
    _ state: LetterComparison.State = .draft
  ) {
    facts = LetterComparison.Letter(draft, state)
    numbers = words.numbers
    shortSentences = words.shortSentences
    if let quotes { self.quotes = [CountedLetter(draft, quotes, nil, state)] }
  }

  /// The letter with the numbers that its words have in another table.
  func translated(_ others: [UInt32]) -> CountedLetter {
    var letter = self
    for index in numbers.indices {
      letter.numbers[index] = others[Int(numbers[index] & ~WordTable.ideographic)]
    }
    letter.quotes = quotes.map { $0.translated(others) }
    return letter
  }
}
