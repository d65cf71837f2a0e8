internal import MailMessage

extension Draft {
  /// `ada-park, joon-kim`.
  static func ids(in value: String) -> [String] {
    if !value.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 >= 0x80 }) {
      return value.isEmpty ? [] : [value]
    }
    return value.split(separator: ",").map { id in
      String(id.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }.filter { !$0.isEmpty }
  }

  /// What the file holds: every line of the file but the one that holds this very digest.
  static func digest(ofLines lines: [String]) -> String {
    let prefix = DraftField.Name.written.lowercased() + ":"
    var hash = SeededHash()
    for line in lines {
      let mayBeIt = line.utf8.first == UInt8(ascii: "X") || line.utf8.first == UInt8(ascii: "x")
      if mayBeIt, line.lowercased().hasPrefix(prefix) { continue }
      hash.add(line)
    }
    return hash.hex(digits: 8)
  }

  static func lines(of bytes: [UInt8], problems: inout [DraftProblem]) -> [String] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var lines: [String] = []
    bytes.withUnsafeBufferPointer { bytes in
      lines.reserveCapacity(lineFeeds(in: bytes) + 1)
      var start = bytes.starts(with: mark) ? mark.count : 0
      while start < bytes.count {
        let feed = bytes.firstLineFeed(from: start) ?? bytes.count
        let end = feed > start && bytes[feed - 1] == 0x0D ? feed - 1 : feed
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        lines.append(text(of: line, number: lines.count + 1, problems: &problems))
        start = feed + 1
      }
    }
    return lines
  }

  /// How many there are, counted without a branch and several at a time.
  private static func lineFeeds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for octet in bytes { count &+= octet == 0x0A ? 1 : 0 }
    return count
  }

  /// The text of a line of the file; the first has the number 1.
  private static func text(
    of line: UnsafeBufferPointer<UInt8>,
    number: Int,
    problems: inout [DraftProblem]
  ) -> String {
    let isASCII = line.reduce(0) { $0 | $1 } < 0x80
    if isASCII { return String(decoding: line, as: UTF8.self) }
    if let text = String(validating: line, as: UTF8.self) { return text }
    // The replacement mark stands where the first wrong byte is.
    let text = String(decoding: line, as: UTF8.self)
    let column = text.firstIndex(of: "\u{FFFD}").map {
      text.distance(from: text.startIndex, to: $0) + 1
    }
    problems.append(DraftProblem(line: number, column: column ?? 1, condition: .notUTF8))
    return text
  }
}

/// The lines above the first blank one.
struct HeaderBlock {
  private(set) var fields: [DraftField] = []
  private(set) var problems: [DraftProblem] = []
  /// The first line of the text, counted from 0.
  private(set) var bodyStart = 0

  init(lines: [String]) {
    let end = lines.firstIndex { $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    if end == 0 || lines.isEmpty { report(.noHeader, line: 0) }
    for index in 0..<(end ?? lines.count) {
      guard read(lines[index], line: index) else {
        // One line that is none: whatever follows is more likely text than header.
        bodyStart = index
        return
      }
    }
    if end == nil, !lines.isEmpty { report(.noBlankLine, line: lines.count - 1) }
    bodyStart = min((end ?? lines.count) + 1, lines.count)
  }

  /// Takes one line in; false where it is no header line.
  private mutating func read(_ line: String, line index: Int) -> Bool {
    checkControls(line, line: index)
    if line.utf8.first == 0x20 || line.utf8.first == 0x09 { return fold(line, line: index) }
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      report(.notAField, line: index)
      return false
    }
    let name = line[..<colon]
    guard !name.isEmpty, name.utf8.allSatisfy({ (33...126).contains($0) }) else {
      report(name.contains(" ") ? .notAField : .malformedName(Self.shown(name)), line: index)
      return false
    }
    let rest = line[line.utf8.index(after: colon)...]
    let blanks = rest.utf8.prefix { $0 == 0x20 || $0 == 0x09 }
    let value = rest[blanks.endIndex...]
    // Until there everything is ASCII.
    let column = line.utf8.distance(from: line.startIndex, to: value.startIndex) + 1
    fields.append(
      DraftField(String(name), Self.trimmed(value), line: index + 1, column: column)
    )
    return true
  }

  private mutating func fold(_ line: String, line index: Int) -> Bool {
    guard let last = fields.popLast() else {
      report(.foldedWithoutField, line: index)
      return false
    }
    let more = line.drop { $0 == " " || $0 == "\t" }
    let column = line.distance(from: line.startIndex, to: more.startIndex) + 1
    fields.append(last.folded(Self.trimmed(more), line: index + 1, column: column))
    return true
  }

  private mutating func checkControls(_ line: String, line index: Int) {
    guard line.hasOctet(where: { $0 < 32 || $0 >= 127 }) else { return }
    for (offset, character) in line.enumerated() {
      guard let scalar = character.unicodeScalars.first(where: Self.isControl) else { continue }
      let condition = DraftProblem.Condition.controlCharacter(scalar.value)
      problems.append(DraftProblem(line: index + 1, column: offset + 1, condition: condition))
      return
    }
  }

  private mutating func report(_ condition: DraftProblem.Condition, line: Int) {
    problems.append(DraftProblem(line: line + 1, column: 1, condition: condition))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 32 && scalar != "\t") || (127...159).contains(scalar.value)
      || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  private static func trimmed(_ text: Substring) -> String {
    // Few values end in a blank.
    guard text.utf8.last == 0x20 || text.utf8.last == 0x09 else { return String(text) }
    var text = text
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return String(text)
  }

  private static func shown(_ text: Substring) -> String {
    String(text.unicodeScalars.prefix(30).map { isControl($0) ? "?" : Character($0) })
  }
}
