/// The last touch on a rendered text: places are paragraphs, and nothing hangs over.
enum LetterText {
  /// The text with one blank line on either side of each place, none at its ends, no blanks at the
  /// ends of lines, and one line end last.
  static func tidied(_ text: String, places: Set<String>) -> String {
    var result: [String] = []
    var isAfterPlace = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmed) {
      if places.contains(line) {
        while result.last == "" { result.removeLast() }
        if !result.isEmpty { result.append("") }
        result.append(line)
        isAfterPlace = true
      } else if !line.isEmpty {
        if isAfterPlace { result.append("") }
        result.append(line)
        isAfterPlace = false
      } else if !isAfterPlace {
        result.append(line)
      }
    }
    var kept = result[...]
    while kept.first == "" { kept.removeFirst() }
    while kept.last == "" { kept.removeLast() }
    return kept.joined(separator: "\n") + "\n"
  }

  /// `-- ` alone keeps its blank: it is the line above a signature.
  private static func trimmed(_ line: Substring) -> String {
    guard line != "-- " else { return String(line) }
    var line = line
    while line.last == " " || line.last == "\t" { line.removeLast() }
    return String(line)
  }
}
