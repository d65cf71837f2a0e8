/// Finds what somebody may have meant.
package enum Similarity {
  /// The word of the list with fewest edits between, at most two or a third of the letters; nil for none.
  package static func closest(to word: String, among words: [String]) -> String? {
    let limit = max(word.count < 3 ? 1 : 2, word.count / 3)
    return words.map { (word: $0, distance: distance(word, $0)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// How many letters have to be added, taken or changed.
  static func distance(_ one: String, _ other: String) -> Int {
    let one = Array(one.prefix(100))
    let other = Array(other.prefix(100))
    var row = Array(0...other.count)
    for (index, character) in one.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, candidate) in other.enumerated() {
        let change = diagonal + (character == candidate ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, min(row[column], diagonal) + 1)
      }
    }
    return row[other.count]
  }
}
