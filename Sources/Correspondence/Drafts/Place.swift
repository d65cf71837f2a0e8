/// Where the person has to write, `[[ cue ]]`, or may, `[[? cue ]]`.
package struct Place: Hashable, Sendable {
  package let cue: String
  package let isOptional: Bool
  /// False where the closing `]]` is gone; the place then ends with its paragraph.
  package let isClosed: Bool
  /// Whether it is a paragraph of its own.
  package let isParagraph: Bool
  /// The lines of the text it is on, counted from 0.
  package let lines: ClosedRange<Int>
  /// Where it begins in its first line, counted in characters from 0.
  package let column: Int

  /// The place as a draft has it; brackets and line ends of the cue do not confuse it.
  package static func written(cue: String, isOptional: Bool) -> String {
    let words = cue.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let safe = replacing("]]", in: replacing("[[", in: words, by: "[ ["), by: "] ]")
    let padded = safe.hasSuffix("]") ? safe + " " : safe
    return isOptional ? "[[? \(padded) ]]" : "[[ \(padded) ]]"
  }

  /// What tells whether a cue is still as it was written; line ends do not matter.
  package static func digest(ofCue cue: String) -> String {
    let words = cue.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return SeededHash([words]).hex(digits: 4)
  }

  private static func replacing(_ mark: String, in text: String, by other: String) -> String {
    guard text.utf8.contains(where: { mark.utf8.first == $0 }) else { return text }
    var text = text
    // Three brackets in a row leave two behind at the first go.
    while let range = text.firstRange(of: mark) { text.replaceSubrange(range, with: other) }
    return text
  }
}

extension Place {
  /// The places in the lines of a text, in order.
  static func all(in lines: [String]) -> [Place] {
    var places: [Place] = []
    var index = 0
    while index < lines.count {
      var next = index + 1
      // Most lines have no bracket, and bytes are looked at faster than characters.
      guard lines[index].hasOctet(where: { $0 == UInt8(ascii: "[") }) else {
        index = next
        continue
      }
      var rest = lines[index][...]
      while let open = rest.firstRange(of: "[[") {
        let (place, end) = place(in: lines, line: index, open: open)
        places.append(place)
        guard place.lines.upperBound == index else {
          next = place.lines.upperBound + 1
          break
        }
        rest = lines[index][end...]
      }
      index = next
    }
    return places
  }

  /// The place that opens here, and where it ends in its last line.
  private static func place(
    in lines: [String],
    line: Int,
    open: Range<String.Index>
  ) -> (Place, end: String.Index) {
    let text = lines[line]
    let column = text.distance(from: text.startIndex, to: open.lowerBound)
    var cue = ""
    var last = line
    var isClosed = false
    var end = text.endIndex
    var begin = open.upperBound
    while last < lines.count, last == line || !isBlank(lines[last]) {
      let rest = lines[last][begin...]
      if let close = rest.firstRange(of: "]]") {
        cue += rest[..<close.lowerBound]
        end = close.upperBound
        isClosed = true
        break
      }
      cue += rest + "\n"
      end = lines[last].endIndex
      last += 1
      if last < lines.count { begin = lines[last].startIndex }
    }
    last = min(last, lines.count - 1)
    if !isClosed, last > line, isBlank(lines[last]) { last -= 1 }
    let isOptional = cue.hasPrefix("?")
    let words = (isOptional ? cue.dropFirst() : cue[...]).split(whereSeparator: \.isWhitespace)
    let isAlone =
      isBlank(text[..<open.lowerBound]) && isClosed && isBlank(lines[last][end...])
      && (line == 0 || isBlank(lines[line - 1]))
      && (last + 1 >= lines.count || isBlank(lines[last + 1]))
    let place = Place(
      cue: words.joined(separator: " "),
      isOptional: isOptional,
      isClosed: isClosed,
      isParagraph: isAlone,
      lines: line...last,
      column: column
    )
    return (place, end)
  }

  private static func isBlank(_ text: some StringProtocol) -> Bool {
    text.allSatisfy(\.isWhitespace)
  }
}
