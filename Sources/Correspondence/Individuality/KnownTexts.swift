/// Texts that were there before the letter: notes, news, fields.
///
/// A letter's word is theirs in a run of six words that they have as well, or in the whole of a text
/// of three words or more.
struct KnownTexts {
  private var watched: [UInt32] = [0]
  private var runs = RunTable()

  init(_ texts: [LetterWords]) {
    for text in texts { add(text) }
  }

  private mutating func add(_ words: LetterWords) {
    let base = watched.count
    watched += words.numbers
    for paragraph in words.paragraphs {
      for start in paragraph {
        let length = min(PassageIndex.runLength(from: words.numbers[start]), paragraph.count)
        guard length >= 3, start + length <= paragraph.upperBound else { break }
        runs.watch(base + start, length: length, in: watched)
      }
    }
  }

  /// Marks the words of a letter that are in one of the texts.
  func mark(_ words: LetterWords, _ reused: inout [Bool]) {
    guard watched.count > 1 else { return }
    for paragraph in words.paragraphs {
      for start in paragraph where runs.mayBegin(with: words.numbers[start]) {
        let longest = PassageIndex.runLength(from: words.numbers[start])
        for length in stride(from: min(longest, paragraph.upperBound - start), through: 3, by: -1)
        where runs.entry(of: words.numbers, start, length: length, watched: watched) != nil {
          for index in start..<start + length { reused[index] = true }
          break
        }
      }
    }
  }
}
