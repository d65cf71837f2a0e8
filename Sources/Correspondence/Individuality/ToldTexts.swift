/// Texts of which letters may tell: a letter tells of one when it has at least half of its runs of
/// three words.
struct ToldTexts {
  private var watched: [UInt32] = [0]
  private var runs = RunTable()
  /// How many runs each of the texts has.
  private var counts: [Int] = []
  /// The texts that have a run, by where the run first stands.
  private var texts: [UInt32: [Int]] = [:]

  private static let run = 3

  init(_ texts: [LetterWords]) {
    for (number, text) in texts.enumerated() { add(text, number) }
  }

  private mutating func add(_ text: LetterWords, _ number: Int) {
    let base = watched.count
    watched += text.numbers
    watched.append(0)
    var starts: Set<UInt32> = []
    for paragraph in text.paragraphs {
      let length = min(Self.run, paragraph.count)
      for start in paragraph.lowerBound...(paragraph.upperBound - length) {
        runs.watch(base + start, length: length, in: watched)
        if let run = runs.entry(of: watched, base + start, length: length, watched: watched) {
          starts.insert(run.start)
        }
      }
    }
    for start in starts { texts[start, default: []].append(number) }
    counts.append(starts.count)
  }

  /// The numbers of the texts that a letter tells of, ascending.
  func told(in words: LetterWords) -> [Int] {
    guard watched.count > 1 else { return [] }
    var found: Set<UInt32> = []
    for paragraph in words.paragraphs {
      for start in paragraph where runs.mayBegin(with: words.numbers[start]) {
        for length in 1...min(Self.run, paragraph.upperBound - start) {
          if let run = runs.entry(of: words.numbers, start, length: length, watched: watched) {
            found.insert(run.start)
          }
        }
      }
    }
    var hits: [Int: Int] = [:]
    for start in found {
      for number in texts[start] ?? [] { hits[number, default: 0] += 1 }
    }
    return hits.filter { 2 * $1 >= counts[$0] }.keys.sorted()
  }
}
