/// How much of a letter the person wrote for it, in words.
///
/// Counted is the text without greeting line, sign-off and quotes. A word is not the person's own
/// where it stands in a run of three that the template, a field, a note or news has too, or in a
/// whole reused text of fewer words.
package struct OwnWords: Hashable, Sendable {
  package let words: Int
  package let ownWords: Int
  /// The longest run of own words.
  package let longestRun: Int

  /// Shorter runs are everybody's: "I think of".
  static let run = 3

  /// Measures a letter against everything in it that was there before.
  package static func measure(letter: String, reused: [String]) -> OwnWords {
    let words = self.words(of: body(of: letter))
    var runs: Set<ArraySlice<String>> = []
    for text in reused {
      let known = self.words(of: text)
      let length = min(run, known.count)
      guard length > 0 else { continue }
      for start in 0...(known.count - length) { runs.insert(known[start..<start + length]) }
    }
    var isOwn = [Bool](repeating: true, count: words.count)
    for length in 1...run where words.count >= length {
      for start in 0...(words.count - length) {
        let end = start + length
        guard runs.contains(words[start..<end]) else { continue }
        for index in start..<end { isOwn[index] = false }
      }
    }
    return OwnWords(
      words: words.count,
      ownWords: isOwn.count { $0 },
      longestRun: longest(isOwn)
    )
  }

  /// The lines between greeting and sign-off, quotes and places left out.
  static func body(of letter: String) -> String {
    let paragraphs = letter.split(separator: "\n", omittingEmptySubsequences: false)
      .split { $0.allSatisfy(\.isWhitespace) }
    var kept = paragraphs[...]
    // A greeting is a line of its own that ends in a comma, or is short.
    if let first = kept.first, first.count == 1, words(of: String(first.joined())).count <= 5 {
      kept.removeFirst()
    }
    if let last = kept.last, kept.count > 1, words(of: last.joined(separator: " ")).count <= 8 {
      kept.removeLast()
    }
    return kept.filter { !$0.joined().hasPrefix("[[") }
      .flatMap { $0.filter { !$0.hasPrefix(">") } }
      .joined(separator: "\n")
  }

  /// Words in lower case without punctuation; an ideograph or a kana is a word.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if isIdeographic(character) {
        if !word.isEmpty { words.append(word) }
        words.append(String(character))
        word = ""
      } else if character.isLetter || character.isNumber {
        word.append(character)
      } else if !word.isEmpty, character != "'", character != "’" {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func isIdeographic(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  private static func longest(_ flags: [Bool]) -> Int {
    var longest = 0
    var run = 0
    for flag in flags {
      run = flag ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
