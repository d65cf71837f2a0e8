extension OwnWords {
  /// Whether a text is told in a letter: at least half of its runs of three words are there.
  static func stands(_ text: String, in letter: [String]) -> Bool {
    let known = words(of: text)
    let length = min(run, known.count)
    guard length > 0, letter.count >= length else { return false }
    let runs = (0...(known.count - length)).map { known[$0..<$0 + length] }
    let present = Set((0...(letter.count - length)).map { letter[$0..<$0 + length] })
    return 2 * runs.count(where: present.contains) >= runs.count
  }

  /// Whether a letter speaks of a text: a word of four letters or more that says something is in
  /// both.
  static func isTouchedOn(_ text: String, in letter: [String]) -> Bool {
    let known = Set(words(of: text).filter { $0.count >= 4 && !smallWords.contains($0) })
    return letter.contains(where: known.contains)
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
  ]
}
