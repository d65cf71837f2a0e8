/// What the person may have meant.
enum Spelling {
  /// A hint that names the nearest of the words, or nil when none is near.
  static func suggestion(for word: String, among words: [String]) -> String? {
    let ranked = words.map { (word: $0, distance: distance(word, $0)) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, word.count / 3)
    else { return nil }
    return "did you mean '\(best.word)'?"
  }

  /// The least number of inserted, deleted and changed characters between two words.
  static func distance(_ first: String, _ second: String) -> Int {
    let columns = Array(second.lowercased())
    var row = Array(0...columns.count)
    for (line, character) in first.lowercased().enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in columns.enumerated() {
        let changed = diagonal + (character == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
      }
    }
    return row[columns.count]
  }
}
