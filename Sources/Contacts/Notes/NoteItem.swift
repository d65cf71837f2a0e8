internal import MailMessage

/// The parts of one item of a list of notes or news.
///
/// Order on the line: checkbox and date in either order, the text, and anywhere in it `say: "…"`
/// and `#tags`.
struct NoteItem: Equatable {
  /// Something in the item that could not be understood; the rest of the item stands.
  enum Flaw: Equatable {
    case noSuchDay(String)
    case sayNotClosed
  }

  private(set) var promise: Note.Promise?
  private(set) var date: CalendarDay?
  private(set) var say: String?
  private(set) var tags: [String] = []
  private(set) var isPrivate = false
  private(set) var text = ""
  private(set) var flaws: [Flaw] = []

  /// Reads an item without its `- `; line ends inside count as spaces.
  init(_ line: String) {
    var rest = PlainText.singleLine(line)[...]
    takeCheckbox(from: &rest)
    takeDate(from: &rest)
    takeCheckbox(from: &rest)
    let words = takeSay(from: String(rest))
    takeTags(from: words)
  }

  /// What tells this item from others: its text, or its ready sentence where that is all.
  var substance: String {
    text.isEmpty ? say ?? "" : text
  }

  private mutating func takeCheckbox(from rest: inout Substring) {
    guard promise == nil else { return }
    for (box, promise) in [("[ ]", Note.Promise.open), ("[x]", .kept), ("[X]", .kept)]
    where rest.hasPrefix(box) && (rest.count == 3 || rest.dropFirst(3).first == " ") {
      self.promise = promise
      rest = rest.dropFirst(4)
    }
  }

  private mutating func takeDate(from rest: inout Substring) {
    let candidate = String(rest.prefix(10))
    guard Self.looksLikeDate(candidate) else { return }
    let after = rest.dropFirst(10).first
    guard after.map({ !$0.isLetter && !$0.isNumber && $0 != "-" }) ?? true else { return }
    guard let date = CalendarDay(iso8601: candidate) else {
      flaws.append(.noSuchDay(candidate))
      return
    }
    self.date = date
    rest = rest.dropFirst(10).drop { " :,–—".contains($0) }
    if rest.hasPrefix("- ") { rest = rest.dropFirst(2) }
  }

  private static func looksLikeDate(_ text: String) -> Bool {
    text.utf8.elementsEqual("9999-99-99".utf8) { byte, shape in
      shape == ((0x30...0x39).contains(byte) ? UInt8(ascii: "9") : byte)
    }
  }

  /// Takes the first `say: "…"` and returns what is left.
  private mutating func takeSay(from line: String) -> String {
    guard let found = Self.sayRange(in: line) else { return line }
    let inside = line[found.open...]
    guard let close = Self.closingQuote(in: inside) else {
      flaws.append(.sayNotClosed)
      return line
    }
    let sentence = String(inside[..<close]).replacing("\\\"", with: "\"")
    if !sentence.isEmpty { say = sentence }
    return PlainText.singleLine(line[..<found.start] + " " + inside[close...].dropFirst())
  }

  /// Where `say:` begins and where the text after its opening quote begins.
  private static func sayRange(in line: String) -> (start: String.Index, open: String.Index)? {
    // Most notes have none, and octets are looked through faster than characters.
    guard PlainText.holds(line, "say:") else { return nil }
    var search = line[...]
    while let range = search.firstRange(of: "say:") {
      let isWord =
        range.lowerBound == line.startIndex
        || line[line.index(before: range.lowerBound)] == " "
      let rest = line[range.upperBound...].drop { $0 == " " }
      if isWord, let quote = rest.first, "\"“„".contains(quote) {
        return (range.lowerBound, line.index(after: rest.startIndex))
      }
      search = line[range.upperBound...]
    }
    return nil
  }

  private static func closingQuote(in text: Substring) -> String.Index? {
    var isEscaped = false
    return text.indices.first { index in
      defer { isEscaped = text[index] == "\\" && !isEscaped }
      return !isEscaped && "\"”".contains(text[index])
    }
  }

  private mutating func takeTags(from line: String) {
    guard line.utf8.contains(UInt8(ascii: "#")) else {
      text = line
      return
    }
    var words: [String] = []
    for word in line.split(separator: " ") {
      guard let tag = Self.tag(in: word) else {
        words.append(String(word))
        continue
      }
      if tag.name.lowercased() == "private" {
        isPrivate = true
      } else {
        if !tags.contains(tag.name) { tags.append(tag.name) }
        words.append(String(word))
      }
    }
    while let last = words.last, let tag = Self.tag(in: last[...]), tag.rest.isEmpty {
      words.removeLast()
    }
    text = words.map { Self.tag(in: $0[...]).map { $0.name + $0.rest } ?? $0 }
      .joined(separator: " ")
  }

  /// A word that is a tag, `#work`, and the punctuation behind it; `#1` and `C#` are none.
  private static func tag(in word: Substring) -> (name: String, rest: String)? {
    guard word.first == "#", word.dropFirst().first?.isLetter == true else { return nil }
    let name = word.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let rest = word.dropFirst(1 + name.count)
    return rest.allSatisfy(\.isPunctuation) ? (String(name), String(rest)) : nil
  }
}
