/// The items of a file's body with their lines.
///
/// An item begins with `- `, `* ` or `+ `, at any indentation; the lines up to the next item or
/// blank line belong to it. Other lines are items of their own, a paragraph each, so that nothing
/// that somebody wrote is overlooked. Headings and rules are no items.
struct NoteList {
  /// An item, the line it begins on and its id.
  struct Entry {
    let item: NoteItem
    let line: Int
    let id: String
  }

  /// An item whose lines are still being collected.
  private struct Open {
    var words: [String]
    let offset: Int
    let line: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var problems: [ContactProblem] = []

  init(_ text: ContactText) {
    var open: Open?
    var ids: Set<String> = []
    let firstLine = text.bytes[..<text.body.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
    for (index, range) in Self.lines(of: text).enumerated() {
      let line = String(decoding: text.bytes[range], as: UTF8.self)
      let trimmed = PlainText.singleLine(line)
      let content = Self.itemContent(of: trimmed)
      let isNone = trimmed.isEmpty || Self.isDecoration(trimmed)
      let isNew = content != nil || NoteItem(trimmed).date != nil
      if isNone || isNew { close(&open, in: text, ids: &ids) }
      if isNone { continue }
      let words = content ?? trimmed
      if open == nil {
        open = Open(words: [words], offset: range.lowerBound, line: firstLine + index)
      } else {
        open?.words.append(words)
      }
    }
    close(&open, in: text, ids: &ids)
  }

  private mutating func close(
    _ open: inout Open?,
    in text: ContactText,
    ids: inout Set<String>
  ) {
    guard let last = open.take() else { return }
    let item = NoteItem(last.words.joined(separator: " "))
    for flaw in item.flaws {
      let condition: ContactProblem.Condition =
        switch flaw {
        case .noSuchDay(let day): .noSuchDay(day)
        case .sayNotClosed: .sayNotClosed
        }
      problems.append(text.problem(condition, at: Self.contentOffset(in: text, from: last.offset)))
    }
    guard !item.substance.isEmpty else { return }
    entries.append(Entry(item: item, line: last.line, id: Self.id(of: item, avoiding: &ids)))
  }

  /// Four hexadecimal digits, different from those before.
  private static func id(of item: NoteItem, avoiding ids: inout Set<String>) -> String {
    var attempt = 0
    while true {
      let salt = attempt == 0 ? "" : "\u{0}\(attempt)"
      let id = Digest.hex(item.substance + salt, digits: 4)
      if ids.insert(id).inserted || attempt >= 1 << 16 { return id }
      attempt += 1
    }
  }

  private static func itemContent(of line: String) -> String? {
    if line == "-" || line == "*" || line == "+" { return "" }
    let isItem = ["- ", "* ", "+ "].contains { line.hasPrefix($0) }
    return isItem ? String(line.dropFirst(2)) : nil
  }

  private static func isDecoration(_ line: String) -> Bool {
    let heading = line.drop { $0 == "#" }
    let isHeading =
      heading.startIndex > line.startIndex && (heading.isEmpty || heading.first == " ")
    let isRule = "-*_=".contains { mark in line.allSatisfy { $0 == mark } } && line.count >= 3
    return isHeading || isRule
  }

  private static func contentOffset(in text: ContactText, from offset: Int) -> Int {
    text.bytes[offset...].firstIndex { !" -*+\t".utf8.contains($0) } ?? offset
  }

  private static func lines(of text: ContactText) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var next = text.body.lowerBound
    while next < text.body.upperBound {
      let line = ContactText.line(of: text.bytes, at: next)
      ranges.append(line)
      next = line.upperBound + 1
    }
    return ranges
  }
}
