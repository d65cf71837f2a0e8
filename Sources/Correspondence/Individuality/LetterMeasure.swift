internal import Contacts

/// A draft's words, and whose each of them is.
struct LetterMeasure {
  let words: LetterWords
  /// Whether a word was there before: the template's, a value's, or not counted at all.
  private(set) var isReused: [Bool]
  /// The passages that were typed and stand in other letters.
  private(set) var hits: [PassageIndex.Hit] = []
  /// Where words that were typed stand elsewhere; how many other letters they are in.
  private var elsewhere: [Int: OwnWords.Place] = [:]

  init(_ words: LetterWords, wording: WordingGraph, known: [KnownTexts]) {
    self.words = words
    var isReused = words.numbers.map { $0 == 0 }
    for texts in known { texts.mark(words, &isReused) }
    wording.mark(words, &isReused)
    self.isReused = isReused
  }

  /// Takes in what stands in other letters of these weeks.
  mutating func add(_ hits: [PassageIndex.Hit]) {
    self.hits = hits
    for hit in hits {
      let others = Int(hit.entry.letters) - 1
      for index in hit.range {
        if case .letters(let known)? = elsewhere[index], known >= others { continue }
        elsewhere[index] = .letters(others)
      }
    }
  }

  /// Takes in what stands in other texts, where nothing is known of a word yet.
  mutating func add(_ texts: [LetterWords], as place: OwnWords.Place) {
    guard !texts.isEmpty else { return }
    var index = PassageIndex()
    let isReused = isReused
    let watched = index.watch(words) { !isReused[$0] }
    for (number, text) in texts.enumerated() {
      index.count(text.numbers, shortSentences: text.shortSentences, number: number + 1)
    }
    for hit in index.hits(in: words, watched, own: 0) {
      for index in hit.range where elsewhere[index] == nil { elsewhere[index] = place }
    }
  }

  /// The places of the words that were there before: the template's, a value's, or those of other
  /// letters of these weeks.
  var reusedPlaces: [LetterWords.Place] {
    words.numbers.indices.filter { index in
      guard words.numbers[index] != 0 else { return false }
      if case .letters? = elsewhere[index] { return true }
      return isReused[index]
    }.map { words.places[$0] }
  }

  /// What became of the words of a draft, of which so many more are hidden in quotes.
  func ownWords(of draft: Draft, hidden: Int) -> OwnWords {
    // Most letters have nothing in common with others, and a look into the table takes time.
    let isAlone = elsewhere.isEmpty
    var own = 0
    var longest = 0
    var run = 0
    for (index, isReused) in isReused.enumerated() {
      if isReused || !isAlone && elsewhere[index] != nil {
        run = 0
      } else {
        own += 1
        run += 1
        longest = max(longest, run)
      }
    }
    return OwnWords(
      words: words.wordCount + hidden,
      ownWords: own,
      longestRun: longest,
      shared: sharedPassages(of: draft)
    )
  }

  /// Stretches of typed words that stand elsewhere, each within its sentence.
  private func sharedPassages(of draft: Draft) -> [OwnWords.SharedPassage] {
    var passages: [OwnWords.SharedPassage] = []
    guard !elsewhere.isEmpty else { return passages }
    for sentence in words.sentences {
      var start: Int?
      for index in sentence.lowerBound...sentence.upperBound {
        let isShared = index < sentence.upperBound && elsewhere[index] != nil
        if isShared, start == nil { start = index }
        guard !isShared, let begin = start else { continue }
        passages.append(passage(begin..<index, sentence, draft))
        start = nil
      }
    }
    return passages
  }

  private func passage(
    _ range: Range<Int>,
    _ sentence: Range<Int>,
    _ draft: Draft
  ) -> OwnWords.SharedPassage {
    let (line, column, length) = draft.span(of: range, in: words)
    return OwnWords.SharedPassage(
      line: line,
      column: column,
      length: length,
      words: range.count,
      place: place(range),
      isSentence: range == sentence
    )
  }

  /// Where a passage stands: in as many letters as the part of it that stands in most.
  private func place(_ range: Range<Int>) -> OwnWords.Place {
    let counts = range.compactMap { index -> Int? in
      if case .letters(let count)? = elsewhere[index] { count } else { nil }
    }
    return counts.max().map { .letters($0) } ?? .earlierLetter
  }
}

extension Draft {
  /// Where some words of the letter stand in the file: the line and column of the first, counted in
  /// characters from 1, and how much of its line they are.
  func span(of range: Range<Int>, in words: LetterWords) -> (line: Int, column: Int, length: Int) {
    let first = words.places[range.lowerBound]
    let onLine = range.last { words.places[$0].line == first.line && words.numbers[$0] != 0 }
    let last = words.places[onLine ?? range.lowerBound]
    let line = lines[Int(first.line)].utf8
    let start = line.index(line.startIndex, offsetBy: Int(first.offset))
    let end = line.index(line.startIndex, offsetBy: Int(last.offset) + Int(last.length))
    let text = lines[Int(first.line)]
    return (
      firstLine + Int(first.line),
      text.distance(from: text.startIndex, to: start) + 1,
      text.distance(from: start, to: end)
    )
  }
}
