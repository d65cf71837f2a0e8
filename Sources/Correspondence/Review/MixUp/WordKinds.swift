/// What is known of words, by their numbers.
///
/// A word that stands somewhere in lower case is a word, and no proof of a name.
final class WordKinds {
  let table: WordTable
  let namesThatAreWords: Set<UInt32>
  let capitals: Set<UInt32>
  let frequent: Set<UInt32>
  let addressing: Set<UInt32>
  let beforeWords: Set<UInt32>
  private var lowerCase = WordFlags()

  init(_ table: WordTable) {
    self.table = table
    func numbers(_ words: Set<String>) -> Set<UInt32> {
      Set(words.flatMap { LetterWords($0, table).numbers.filter { $0 != 0 } })
    }
    namesThatAreWords = numbers(CommonWords.namesThatAreWords)
    capitals = numbers(CommonWords.capitals)
    frequent = numbers(CommonWords.frequent)
    addressing = numbers(CommonWords.addressing)
    beforeWords = numbers(CommonWords.beforeWords)
  }

  /// Learns from a text which words are written in lower case; one without capitals teaches nothing.
  func learn(_ words: LetterWords) { lowerCase.learn(words) }

  /// Learns what another table's texts taught; the numbers are what its words have here.
  func learn(_ words: WordFlags, _ numbers: [UInt32]) { lowerCase.formUnion(words, numbers) }

  /// Whether a word is known to be one.
  func isWord(_ number: UInt32) -> Bool {
    lowerCase.contains(number) || namesThatAreWords.contains(number)
      || frequent.contains(number) || capitals.contains(number)
  }

  /// Whether somebody wrote a text with capitals.
  static func hasCapitals(_ words: LetterWords) -> Bool {
    words.places.contains { $0.marks.contains(.isCapital) }
  }
}

extension WordFlags {
  /// Takes in the words that a text has in lower case; one without capitals teaches nothing.
  mutating func learn(_ words: LetterWords) {
    guard WordKinds.hasCapitals(words) else { return }
    for (number, place) in zip(words.numbers, words.places)
    where number != 0 && !place.marks.contains(.isCapital) {
      insert(number)
    }
  }
}
