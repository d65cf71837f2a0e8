/// Finds the passages that a letter has in common with others.
///
/// First the letters that are looked at are watched, then all letters are counted, these included.
/// The work grows with the number of words, and what is kept with the watched ones.
///
/// Where these are many, each letter that will be counted is met in between, and the watched ones are
/// sifted and settled: what stands in one place alone is not looked for any more.
struct PassageIndex {
  private var watched: [UInt32] = [0]
  private var runs = RunTable()
  private var sentences = RunTable()
  /// Whether runs are sifted, since the table would be large without it.
  private let isSifting: Bool
  /// The digests of the runs that were met.
  private var met: [UInt32] = []
  private var sieve: RunSieve?

  /// How long a run has to be to be somebody's: six words, ten where a word is an ideograph.
  static func runLength(from number: UInt32) -> Int {
    number & WordTable.ideographic == 0 ? shortRun : longRun
  }

  private static let shortRun = 6
  private static let longRun = 10

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
    /// Whether each of its runs stands nowhere else, as is mostly so.
    fileprivate var isAlone = false

    /// The numbers of the runs, or none where all of them would be ``alone``.
    fileprivate var tellingRuns: [UInt32] { isAlone ? [] : runs }

    /// The number of a run that stands nowhere else.
    fileprivate static let alone = UInt32.max
  }

  /// Makes room for so many letters to watch for, of so many words together; `isSifting` is true where
  /// runs are to be sifted however few they are.
  init(letters: Int = 0, words: Int = 0, isSifting: Bool = false) {
    // A 0 stands before and behind each letter.
    watched.reserveCapacity(words + letters + 1)
    self.isSifting = isSifting || words > Self.many
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
    if isSifting {
      letter.runs = Self.digests(of: watched[base...].dropLast())
    } else {
      letter.runs = [UInt32](repeating: 0, count: words.count)
      Self.eachRun(in: watched, base..<watched.count) { start, length in
        letter.runs[start - base] = runs.watch(start, length: length, in: watched)
      }
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
    guard isSifting, letter?.isWhole != true else { return }
    for (start, digest) in Self.digests(of: numbers[...]).enumerated() where digest != 0 {
      let isWatched = letter.map { $0.runs[start] != 0 } ?? false
      if !isWatched { met.append(digest) }
    }
  }

  /// Sifts the runs of the watched letters, once all letters were met.
  mutating func sift(_ letters: [Watched]) {
    if isSifting { sieve = RunSieve(letters.map(\.runs) + [met]) }
    met = []
  }

  /// Gives a watched letter the numbers of its runs, once all were sifted.
  mutating func settle(_ letter: inout Watched) {
    guard let sieve else { return }
    let base = letter.base
    var isAlone = true
    letter.runs.withUnsafeMutableBufferPointer { digests in
      for (index, digest) in digests.enumerated() where digest != 0 {
        if sieve.mayBeRepeated(digest) {
          let start = base + index
          let length = Self.runLength(from: watched[start])
          digests[index] = runs.watch(start, length: length, in: watched)
          isAlone = false
        } else {
          digests[index] = Watched.alone
        }
      }
    }
    letter.isAlone = isAlone
  }

  /// Counts a letter, whoever wrote its words; what is watched for in it is not looked up again.
  mutating func count(
    _ numbers: [UInt32],
    shortSentences: [Range<Int>],
    _ letter: Watched? = nil,
    number: Int
  ) {
    if let letter, letter.isWhole {
      for run in letter.tellingRuns where run != 0 && run != Watched.alone {
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
    for (start, number) in letter.tellingRuns.enumerated()
    where number != 0 && number != Watched.alone {
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

  /// A digest of the run that begins with each word, which is never 0; 0 for none.
  ///
  /// Source: Karp, Rabin, "Efficient randomized pattern-matching algorithms", 1987, for hashes of which
  /// that of a part is had from those of two beginnings.
  private static func digests(of words: ArraySlice<UInt32>) -> [UInt32] {
    words.withUnsafeBufferPointer { words in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words.count + 1) { hashes in
        hashes.initializeElement(at: 0, to: 0)
        for (index, word) in words.enumerated() {
          hashes.initializeElement(at: index + 1, to: hashes[index] &* base &+ UInt64(word))
        }
        return [UInt32](unsafeUninitializedCapacity: words.count) { digests, count in
          digests.initialize(repeating: 0)
          let (short, long) = (shortPower, longPower)
          eachRun(in: words, 0..<words.count) { start, length in
            let power = length == shortRun ? short : long
            let hash = hashes[start + length] &- hashes[start] &* power
            let mixed = (hash ^ hash >> 32) &* base
            digests[start] = UInt32(truncatingIfNeeded: mixed >> 32) | 1
          }
          count = words.count
        }
      }
    }
  }

  // Source: Knuth, "The Art of Computer Programming", volume 3, §6.4, for the golden ratio.
  private static let base: UInt64 = 0x9e37_79b9_7f4a_7c15
  /// The base to the power of the length of a run.
  private static let shortPower = (0..<shortRun).reduce(1) { power, _ in power &* base }
  private static let longPower = (0..<longRun).reduce(1) { power, _ in power &* base }

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
