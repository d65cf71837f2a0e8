/// Which lines of a letter are the letter: those without greeting, sign-off, signature and quotes.
struct LetterBody {
  /// Whether each of the lines counts.
  let isKept: [Bool]

  private let lines: [String]
  /// Whether each of the lines says that it is quoted.
  private let quoted: [Bool]

  /// Looks at a letter by somebody; places that are to be written do not count.
  init(_ draft: Draft, writer: [String]) {
    let lines = draft.lines
    let quoted = lines.map(Self.isQuoted)
    var kept = quoted.map { !$0 }
    for place in draft.places {
      for line in place.lines { kept[line] = false }
    }
    self.lines = lines
    self.quoted = quoted
    if let mark = lines.lastIndex(where: Self.isSignatureMark),
      Self.isSignature(lines[(mark + 1)...])
    {
      for line in mark..<lines.count { kept[line] = false }
    }
    for line in lines.indices.dropFirst() where quoted[line] {
      // "On Tuesday Ada Park wrote:"
      let before = lines[..<line].lastIndex { !Self.isBlank($0) }
      if let before, lines[before].hasSuffix(":") { kept[before] = false }
    }
    let content = lines.indices.filter { kept[$0] && !Self.isBlank(lines[$0]) }
    if let first = content.first, Self.isGreeting(first, in: lines) { kept[first] = false }
    for line in Self.signOff(content.filter { kept[$0] }, lines, writer) { kept[line] = false }
    isKept = kept
  }

  /// The words of the letter.
  func words(_ table: WordTable) -> LetterWords {
    LetterWords(lines: lines, table) { isKept[$0] }
  }

  /// The words of the lines that say they are quoted; nil where there are none.
  func quotedWords(_ table: WordTable) -> LetterWords? {
    guard quoted.contains(true) else { return nil }
    return LetterWords(lines: lines, table) { quoted[$0] }
  }

  // Hardly any line is one, and octets are looked at faster than characters.
  private static func isQuoted(_ line: String) -> Bool {
    line.utf8.first == UInt8(ascii: ">") && line.hasPrefix(">")
  }

  private static func isSignatureMark(_ line: String) -> Bool {
    line.utf8.count == 3 && line == "-- "
  }

  /// The line that greets; nil where there is none.
  static func greetingLine(of lines: [String]) -> Int? {
    lines.firstIndex { !isBlank($0) }.flatMap { isGreeting($0, in: lines) ? $0 : nil }
  }

  /// Words that greetings begin with.
  static let greetings: Set<String> = [
    "hi", "hello", "hey", "dear", "good", "greetings", "hallo", "liebe", "lieber", "liebes",
    "guten", "servus", "moin", "hej", "ciao", "bonjour", "salut", "cher", "chère", "hola",
    "querida", "querido", "estimado", "estimada", "sehr", "werter", "werte", "grüß", "grüezi",
  ]

  private static func isGreeting(_ line: Int, in lines: [String]) -> Bool {
    let words = OwnWords.words(of: lines[line])
    let last = lines[line].last { !$0.isWhitespace }
    let isAlone = line + 1 >= lines.count || isBlank(lines[line + 1])
    let isKnown = words.first.map(greetings.contains) ?? false
    if last == "." || last == "?" { return isKnown && isAlone && words.count <= 3 }
    if last == "," || last == "!" || last == ":" {
      return words.count <= (isKnown ? 14 : 4)
    }
    return isAlone && words.count <= 5
  }

  /// The lines of the sign-off: `All the best,` and a name, or the name alone; lines of a postscript
  /// count.
  private static func signOff(
    _ content: [Int],
    _ lines: [String],
    _ writer: [String]
  ) -> [Int] {
    let tail = content.suffix(10)
    if let name = tail.last(where: { writer.contains(bare(lines[$0])) }) {
      let after = content.filter { $0 > name }
      let isPostscript = after.first.map { isBlank(lines[$0 - 1]) } ?? false
      let isCounted = isPostscript || !isSignature(after.map { lines[$0] })
      return closing(before: name, content, lines) + [name] + (isCounted ? [] : after)
    }
    // Whoever signs otherwise: a short last paragraph that is no sentence.
    guard let last = content.last, content.count > 1, !isSentence(lines[last]) else { return [] }
    let paragraph = content.suffix(while: { line in
      line == last || !lines[line...last].contains(where: isBlank)
    })
    let words = paragraph.reduce(0) { $0 + OwnWords.words(of: lines[$1]).count }
    guard words <= 8, paragraph.first != content.first else { return [] }
    return Array(paragraph)
  }

  /// Whether lines are no more than a signature is; under a longer one a letter could hide.
  ///
  /// Source: RFC 1855 §2.1.1, "no longer than 4 lines", of a terminal's 80 columns.
  private static func isSignature(_ lines: some Collection<String>) -> Bool {
    let written = lines.filter { !isBlank($0) }
    return written.count <= 4 && written.allSatisfy { $0.count <= 80 }
  }

  /// The line above the name, where it is a closing and no text.
  private static func closing(before name: Int, _ content: [Int], _ lines: [String]) -> [Int] {
    guard let above = content.last(where: { $0 < name }), name - above <= 3 else { return [] }
    guard !isSentence(lines[above]), above != content.first else { return [] }
    let words = OwnWords.words(of: lines[above])
    guard words.count <= 8 else { return [] }
    // The end of a sentence that was wrapped is text.
    let isParagraph = isBlank(lines[above - 1])
    let last = lines[above].last { !$0.isWhitespace }
    return isParagraph || (last == "," && words.count <= 4) ? [above] : []
  }

  /// Whether a line ends as sentences do; a sign-off such as "Cheers!" is short.
  private static func isSentence(_ line: String) -> Bool {
    guard let last = line.last(where: { !$0.isWhitespace }) else { return false }
    return ".?…。？".contains(last) || (last == "!" && OwnWords.words(of: line).count > 4)
  }

  /// A line as a name has it: `– Sam.` is `sam`.
  static func bare(_ line: String) -> String {
    OwnWords.words(of: line).joined(separator: " ")
  }

  private static func isBlank(_ line: String) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}

extension Array where Element == Int {
  /// The elements at the end that all fulfil a condition.
  fileprivate func suffix(while condition: (Int) -> Bool) -> ArraySlice<Int> {
    let end = lastIndex { !condition($0) }
    return self[(end.map { $0 + 1 } ?? startIndex)...]
  }
}
