/// Finds the passages that a letter has in common with others.
///
/// First the letters that are looked at are watched, then all letters are counted, these included.
/// The work grows with the number of words, and what is kept with the watched ones.
struct PassageIndex {
  private var watched: [UInt32] = [0]
  private var runs = RunTable()
  private var sentences = RunTable()

  /// How long a run has to be to be somebody's: six words, ten where a word is an ideograph.
  static func runLength(from number: UInt32) -> Int {
    number & WordTable.ideographic == 0 ? 6 : 10
  }

  /// Whole sentences of these numbers of words count as well; longer ones are runs.
  static let shortSentences = 4...5

  /// Watches for the runs and the short sentences of a letter in the words that are typed.
  mutating func watch(_ words: LetterWords, isTyped: (Int) -> Bool) {
    let base = watched.count
    for index in words.numbers.indices {
      watched.append(isTyped(index) ? words.numbers[index] : 0)
    }
    watched.append(0)
    Self.eachRun(in: watched, base..<watched.count) { start, length in
      runs.watch(start, length: length, in: watched)
    }
    for sentence in words.sentences where Self.shortSentences.contains(sentence.count) {
      if sentence.allSatisfy(isTyped) {
        sentences.watch(base + sentence.lowerBound, length: sentence.count, in: watched)
      }
    }
  }

  /// Counts a letter, whoever wrote its words.
  mutating func count(_ words: LetterWords, letter: Int) {
    Self.eachRun(in: words.numbers, 0..<words.count) { start, length in
      runs.note(words.numbers, start, length: length, letter: letter, watched: watched)
    }
    for sentence in words.sentences where Self.shortSentences.contains(sentence.count) {
      sentences.note(
        words.numbers,
        sentence.lowerBound,
        length: sentence.count,
        letter: letter,
        watched: watched
      )
    }
  }

  /// A run of a letter that stands elsewhere too.
  struct Hit {
    let range: Range<Int>
    let entry: RunTable.Entry
  }

  /// The runs and short sentences of typed words that stand in more letters than one's own.
  ///
  /// One's own are 1, or 0 where the letter itself was not counted.
  func hits(in words: LetterWords, own: Int, isTyped: (Int) -> Bool) -> [Hit] {
    var hits: [Hit] = []
    let typed = words.numbers.indices.map { isTyped($0) ? words.numbers[$0] : 0 }
    Self.eachRun(in: typed, 0..<typed.count) { start, length in
      if let entry = runs.entry(of: typed, start, length: length, watched: watched),
        Int(entry.letters) > own
      {
        hits.append(Hit(range: start..<start + length, entry: entry))
      }
    }
    for sentence in words.sentences
    where Self.shortSentences.contains(sentence.count) && sentence.allSatisfy(isTyped) {
      if let entry = sentences.entry(
        of: typed,
        sentence.lowerBound,
        length: sentence.count,
        watched: watched
      ), Int(entry.letters) > own {
        hits.append(Hit(range: sentence, entry: entry))
      }
    }
    return hits
  }

  /// Calls for each run of words without a 0 among them.
  private static func eachRun(
    in numbers: [UInt32],
    _ range: Range<Int>,
    _ body: (_ start: Int, _ length: Int) -> Void
  ) {
    var begin = range.lowerBound
    for index in range.lowerBound...range.upperBound
    where index == range.upperBound || numbers[index] == 0 {
      if begin < index {
        for start in begin..<index {
          let length = runLength(from: numbers[start])
          if start + length <= index { body(start, length) }
        }
      }
      begin = index + 1
    }
  }
}
