/// Tells whether a letter says something that was there before, or speaks of it.
enum Trace {
  /// Shorter runs are everybody's: "I think of".
  static let run = 3

  /// Words in lower case without punctuation; in scripts that put no blanks between words, letters.
  static func words(of text: String) -> [String] {
    PlainWords.words(of: text, isWord: isUnspaced)
  }

  /// Whether a text is told in a letter: at least half of its runs of three words are there, in
  /// whatever order its sentences stand.
  static func stands(_ text: String, in letter: [String]) -> Bool {
    let known = words(of: text)
    let length = min(run, known.count)
    guard length > 0, letter.count >= length else { return false }
    let runs = (0...(known.count - length)).map { known[$0..<$0 + length] }
    let present = Set((0...(letter.count - length)).map { letter[$0..<$0 + length] })
    return 2 * runs.count(where: present.contains) >= runs.count
  }

  /// What a text speaks of: the beginnings of the words that say something, and in scripts without
  /// blanks pairs of ideographs, and four letters in a row of others.
  static func keys(of words: [String]) -> Set<String> {
    var keys: Set<String> = []
    for (index, word) in words.enumerated() {
      if word.unicodeScalars.first.map(isUnspaced) ?? false {
        let length = isIdeographic(word) ? 2 : 4
        let key = words[index...].prefix(length)
        if key.count == length, key.allSatisfy(isUnspaced), !key.allSatisfy(isHiragana) {
          keys.insert(key.joined())
        }
      } else if isHangul(word) {
        if word.count >= 2 { keys.insert(String(word.prefix(2))) }
      } else if word.count >= 4, !smallWords.contains(word) {
        keys.insert(String(word.prefix(5)))
      }
    }
    return keys
  }

  /// The runs of words of texts that were there before.
  struct Runs {
    private var runs: Set<ArraySlice<String>> = []

    init(of texts: [String]) {
      for text in texts {
        let known = words(of: text)
        let length = min(run, known.count)
        guard length > 0 else { continue }
        for start in 0...(known.count - length) { runs.insert(known[start..<start + length]) }
      }
    }

    /// The words of a text that stand in none of the runs.
    func others(in words: [String]) -> [String] {
      var isOther = [Bool](repeating: true, count: words.count)
      for length in 1...run where words.count >= length {
        for start in 0...(words.count - length) where runs.contains(words[start..<start + length]) {
          for index in start..<start + length { isOther[index] = false }
        }
      }
      return zip(words, isOther).filter(\.1).map(\.0)
    }
  }

  /// Thai, Lao, Tibetan, Burmese and Khmer letters, kana and ideographs.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    default: false
    }
  }

  private static func isUnspaced(_ word: String) -> Bool {
    word.unicodeScalars.first.map(isUnspaced) ?? false
  }

  private static func isIdeographic(_ word: String) -> Bool {
    word.unicodeScalars.first.map { $0.value >= 0x3040 } ?? false
  }

  private static func isHiragana(_ word: String) -> Bool {
    word.unicodeScalars.first.map { (0x3040...0x309F).contains($0.value) } ?? false
  }

  private static func isHangul(_ word: String) -> Bool {
    word.unicodeScalars.first.map { (0xAC00...0xD7A3).contains($0.value) } ?? false
  }

  /// Words of four letters and more that are in every letter.
  private static let smallWords: Set<String> = [
    "about", "after", "again", "also", "another", "back", "been", "before", "being", "came", "come",
    "could", "does", "down", "each", "ever", "every", "from", "going", "good", "have", "here",
    "into", "just", "know", "last", "like", "long", "made", "make", "many", "more", "most", "much",
    "need", "never", "next", "only", "other", "over", "said", "same", "since", "some", "still",
    "such", "take", "than", "that", "their", "them", "then", "there", "these", "they", "thing",
    "think", "this", "those", "through", "time", "told", "very", "want", "wants", "well", "went",
    "were", "what", "when", "where", "which", "while", "will", "with", "would", "year", "years",
    "your", "yours",
    "aber", "alle", "alles", "also", "auch", "beim", "bist", "damit", "dann", "dass", "dein",
    "deine", "denn", "dich", "diese", "dieser", "doch", "durch", "eben", "eine", "einem", "einen",
    "einer", "eines", "etwas", "euch", "euer", "eure", "ganz", "gern", "habe", "haben", "hast",
    "hatte", "ihnen", "ihre", "ihrem", "ihren", "immer", "jetzt", "kann", "kein", "keine", "machen",
    "mehr", "mein", "meine", "mich", "muss", "nach", "nicht", "nichts", "noch", "oder", "ohne",
    "schon", "sehr", "sein", "seine", "seit", "sich", "sind", "über", "unser", "unsere", "viel",
    "vielleicht", "waren", "weil", "wenn", "werden", "wieder", "wird", "wurde",
  ]
}
