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

  /// Whether a letter speaks of a text: a word of five letters or more is in both.
  static func isTouchedOn(_ text: String, in letter: [String]) -> Bool {
    let known = Set(words(of: text).filter { $0.count >= 5 })
    return letter.contains(where: known.contains)
  }
}
