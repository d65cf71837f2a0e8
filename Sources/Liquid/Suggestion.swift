/// What was probably meant.
enum Suggestion {
  /// `did you mean 'x'?` for the nearest of the words; nil when none is near, or there are more than
  /// anybody has thought of.
  static func hint(for word: String, among words: some Collection<String>) -> String? {
    guard words.count <= 1000 else { return nil }
    let near = words.map { ($0, distance(word, $0)) }.filter {
      $0.1 <= max(word.count < 3 ? 1 : 2, word.count / 3)
    }
    return near.min { ($0.1, $0.0) < ($1.1, $1.0) }.map { "did you mean '\($0.0)'?" }
  }

  /// The least number of characters to insert, delete or change.
  private static func distance(_ first: String, _ second: String) -> Int {
    let columns = Array(second.prefix(64))
    var row = Array(0...columns.count)
    for (line, character) in first.prefix(64).enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in columns.enumerated() {
        let change = diagonal + (character == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, row[column] + 1, diagonal + 1)
      }
    }
    return row[columns.count]
  }
}
