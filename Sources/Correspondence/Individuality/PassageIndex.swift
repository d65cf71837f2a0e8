/// Finds the passages that a letter has in common with others.
///
/// First the letters that are looked at are watched, then all letters are counted, these included.
/// The work grows with the number of words, and what is kept with the watched ones.
///
/// Where these are many, each letter that will be counted is met in between, and the watched ones are
/// settled: what stands in one place alone is not looked for any more.
struct PassageIndex {
  private var watched: [UInt32] = [0]
  private var runs = RunTable()
  private var sentences = RunTable()
  /// Nil where the table is small without it.
  private var sieve: RunSieve?

  /// How long a run has to be to be somebody's: six words, ten where a word is an ideograph.
  static func runLength(from number: UInt32) -> Int {
    number & WordTable.ideographic == 0 ? 6 : 10
  }

  /// Whole sentences of these numbers of words count as well; longer ones are runs.
  static let shortSentences = 4...5

  /// The table of the runs of more words is larger than a cache.
  private static let many = 1 << 16

  /// What is watched for in a letter: the numbers of its runs and short sentences.
  struct Watched {
    /// Where the letter begins in the watched words.
    fileprivate let base: Int
    /// The number of the run that begins with each word, or its digest until the letter is settled;
    /// 0 for none.
    fileprivate var runs: [UInt32]
    fileprivate var sentences: [(range: Range<Int>, number: UInt32)] = []
    /// Whether each run of the letter is watched for.
    fileprivate let isWhole: Bool

    /// The number of a run that stands nowhere else.
    fileprivate static let alone = UInt32.max
  }

  /// Makes room for letters to watch for of so many words together; `isSieved` is true where runs are
  /// to be sieved however few they are.
  init(words: Int = 0, isSieved: Bool = false) {
    watched.reserveCapacity(words + 1)
    sieve = isSieved || words > Self.many ? RunSieve(runs: words) : nil
  }

  /// Watches for the runs and the short sentences of a letter in the words that are typed.
  mutating func watch(_ words: LetterWords, isTyped: (Int) -> Bool) -> Watched {
    let base = watched.count
    watched += words.numbers
    var isWhole = true
    for index in words.numbers.indices where !isTyped(index) {
      if words.numbers[index] != 0 { isWhole = false }
      watched[base + index] = 0
    }
    watched.append(0)
    var letter = Watched(base: base, runs: [], isWhole: isWhole)
    if sieve == nil {
      letter.runs = [UInt32](repeating: 0, count: words.count)
      Self.eachRun(in: watched, base..<watched.count) { start, length in
        letter.runs[start - base] = runs.watch(start, length: length, in: watched)
      }
    } else {
      letter.runs = Self.digests(of: watched[base...].dropLast())
      sieve?.put(letter.runs)
    }
    for sentence in words.shortSentences where sentence.allSatisfy(isTyped) {
      let start = base + sentence.lowerBound
      let number = sentences.watch(start, length: sentence.count, in: watched)
      letter.sentences.append((sentence, number))
    }
    return letter
  }

  /// Meets a letter that will be counted.
  mutating func meet(_ numbers: [UInt32], _ letter: Watched? = nil) {
    guard sieve != nil, letter?.isWhole != true else { return }
    Self.eachRun(in: numbers, 0..<numbers.count) { start, length in
      let isWatched = letter.map { $0.runs[start] != 0 } ?? false
      if !isWatched { sieve?.meet(RunTable.digest(numbers, start, length)) }
    }
  }

  /// A watched letter with the numbers of its runs, once all letters were met.
  mutating func settled(_ letter: Watched) -> Watched {
    guard let sieve else { return letter }
    var letter = letter
    for (index, isMetAgain) in sieve.areMetAgain(letter.runs).enumerated()
    where letter.runs[index] != 0 {
      let start = letter.base + index
      letter.runs[index] =
        isMetAgain
        ? runs.watch(start, length: Self.runLength(from: watched[start]), in: watched)
        : Watched.alone
    }
    return letter
  }

  /// Counts a letter, whoever wrote its words; what is watched for in it is not looked up again.
  mutating func count(
    _ numbers: [UInt32],
    shortSentences: [Range<Int>],
    _ letter: Watched? = nil,
    number: Int
  ) {
    if let letter, letter.isWhole {
      for run in letter.runs where run != 0 && run != Watched.alone {
        runs.note(run, letter: number)
      }
    } else {
      countRuns(of: numbers, letter, number: number)
    }
    for sentence in shortSentences {
      sentences.note(
        numbers,
        sentence.lowerBound,
        length: sentence.count,
        letter: number,
        watched: watched
      )
    }
  }

  /// Counts the runs of a letter, of which some are not watched for in it.
  private mutating func countRuns(of numbers: [UInt32], _ letter: Watched?, number: Int) {
    Self.eachRun(in: numbers, 0..<numbers.count) { start, length in
      let run = letter?.runs[start] ?? 0
      if run == 0 {
        runs.note(numbers, start, length: length, letter: number, watched: watched)
      } else if run != Watched.alone {
        runs.note(run, letter: number)
      }
    }
  }

  /// A run of a letter that stands elsewhere too.
  struct Hit {
    let range: Range<Int>
    let entry: RunTable.Entry
  }

  /// The watched runs and short sentences of a letter that stand in more letters than one's own.
  ///
  /// One's own are 1, or 0 where the letter itself was not counted.
  func hits(in words: LetterWords, _ letter: Watched, own: Int) -> [Hit] {
    var hits: [Hit] = []
    for (start, number) in letter.runs.enumerated() where number != 0 && number != Watched.alone {
      let entry = runs.entry(number)
      guard Int(entry.letters) > own else { continue }
      let length = Self.runLength(from: words.numbers[start])
      hits.append(Hit(range: start..<start + length, entry: entry))
    }
    for (range, number) in letter.sentences {
      let entry = sentences.entry(number)
      if Int(entry.letters) > own { hits.append(Hit(range: range, entry: entry)) }
    }
    return hits
  }

  /// The digest of the run that begins with each word; 0 for none.
  private static func digests(of words: ArraySlice<UInt32>) -> [UInt32] {
    words.withUnsafeBufferPointer { words in
      [UInt32](unsafeUninitializedCapacity: words.count) { digests, count in
        digests.initialize(repeating: 0)
        eachRun(in: words, 0..<words.count) { start, length in
          digests[start] = RunTable.digest(words, start, length)
        }
        count = words.count
      }
    }
  }

  /// Calls for each run of words without a 0 among them.
  private static func eachRun<Words: RandomAccessCollection>(
    in numbers: Words,
    _ range: Range<Int>,
    _ body: (_ start: Int, _ length: Int) -> Void
  ) where Words.Element == UInt32, Words.Index == Int {
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
