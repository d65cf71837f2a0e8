/// The last touch on a rendered text: places are paragraphs, and nothing hangs over.
enum LetterText {
  /// The text with one blank line on either side of each place, none at its ends, no blanks at the
  /// ends of lines, which are LF, and one line end last.
  static func tidied(_ text: String, places: Set<String>) -> String {
    var result: [Substring] = []
    var isAfterPlace = false
    for line in lines(of: text).map(trimmed) {
      if line.utf8.first == UInt8(ascii: "["), places.contains(String(line)) {
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
  private static func trimmed(_ line: Substring) -> Substring {
    guard line != "-- " else { return line }
    let last = line.utf8.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return last.map { Substring(line.utf8[...$0]) } ?? ""
  }

  /// The lines, parted at each LF.
  static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
  }
}
