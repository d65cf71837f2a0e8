/// A line of a list, or a paragraph of a document, without the marks of its kind.
struct ListLine {
  /// What a line is by its marks.
  enum Kind: Equatable {
    case plain
    case item
    /// A heading, the first level being 1.
    case heading(Int)
  }

  var text: String
  var kind = Kind.plain
  /// How far it stands to the right; only comparisons count.
  var depth = 0
  /// Whether white space parts it from the line before.
  var isAfterBlank = false
  /// The first is 1.
  let number: Int
}

extension ListLine {
  /// Reads a line of plain text or Markdown; nil for one that is blank, or a rule.
  init?(markdown line: ArraySlice<UInt8>, number: Int) {
    let text = String(decoding: line, as: UTF8.self)
    let indent = text.prefix { $0 == " " || $0 == "\t" }
    depth = indent.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
    var rest = PlainText.singleLine(text)[...]
    self.number = number
    let hashes = rest.prefix { $0 == "#" }.count
    if (1...6).contains(hashes), rest.dropFirst(hashes).first == " " {
      kind = .heading(hashes)
      rest = rest.dropFirst(hashes)
    } else if let marker = Self.marker(of: rest) {
      kind = .item
      depth += 1
      rest = rest.dropFirst(marker)
    }
    self.text = Self.withoutMarkup(String(rest))
    // Rules and underlined headings.
    if self.text.allSatisfy({ "-=_*~# ".contains($0) }) { return nil }
  }

  /// How long the mark of a list's item is: `- `, `• `, `12. `; nil for another line.
  private static func marker(of line: Substring) -> Int? {
    guard let first = line.first else { return nil }
    if "-*+•–—·▪◦‣".contains(first), line.dropFirst().first == " " { return 2 }
    let digits = line.prefix { $0.isNumber }.count
    guard (1...3).contains(digits), let mark = line.dropFirst(digits).first, ".)".contains(mark),
      line.dropFirst(digits + 1).first == " "
    else { return nil }
    return digits + 2
  }

  /// The text without emphasis, a link as its text and its target.
  private static func withoutMarkup(_ text: String) -> String {
    var text = openingLinks(in: text.replacing("**", with: "").replacing("`", with: ""))[...]
    for mark in ["__", "*", "_"] where text.count > 2 * mark.count {
      if text.hasPrefix(mark), text.hasSuffix(mark) {
        text = text.dropFirst(mark.count).dropLast(mark.count)
      }
    }
    return PlainText.singleLine(String(text))
  }

  /// `[Ada](mailto:ada@example.net)` as `Ada <ada@example.net>`, `[x](https://y)` as `x (https://y)`.
  private static func openingLinks(in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let middle = rest.firstRange(of: "]("),
      let open = rest[..<middle.lowerBound].lastIndex(of: "["),
      let close = rest[middle.upperBound...].firstIndex(of: ")")
    {
      let label = rest[rest.index(after: open)..<middle.lowerBound]
      let target = rest[middle.upperBound..<close]
      result += rest[..<open]
      result +=
        target.hasPrefix("mailto:") ? "\(label) <\(target.dropFirst(7))>" : "\(label) (\(target))"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
