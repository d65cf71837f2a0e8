/// A plain text as an HTML document that says the same, for programs that prefer one.
///
/// Every character of the text is escaped: nothing in it becomes markup.
public enum HTMLRendition {
  /// The document: paragraphs, lines, quotes and links as the text shows them.
  ///
  /// Lines that were only wrapped to fit are joined, so that they fit any screen.
  public static func document(of text: String) -> String {
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
    return """
      <!DOCTYPE html>
      <html>
      <head><meta charset="utf-8"></head>
      <body>
      \(blocks(lines, depth: 0))</body>
      </html>

      """
  }

  /// How deep quotes lie within quotes; deeper ones are lines like others.
  private static let depthLimit = 10

  /// Paragraphs, which blank lines part, and quotes, whose lines begin with `>`.
  private static func blocks(_ lines: [Substring], depth: Int) -> String {
    var html = ""
    var rest = lines[...]
    while let first = rest.first {
      if isBlank(first) {
        rest.removeFirst()
        continue
      }
      let isQuote = first.hasPrefix(">") && depth < depthLimit
      let block = rest.prefix {
        !isBlank($0) && ($0.hasPrefix(">") && depth < depthLimit) == isQuote
      }
      rest = rest.dropFirst(block.count)
      if isQuote {
        let inner = block.map { line in
          let line = line.dropFirst()
          return line.first == " " ? line.dropFirst() : line
        }
        html += "<blockquote>\n\(blocks(inner, depth: depth + 1))</blockquote>\n"
      } else {
        html += "<p>\(paragraph(Array(block)))</p>\n"
      }
    }
    return html
  }

  private static func paragraph(_ lines: [Substring]) -> String {
    var html = ""
    for (index, line) in lines.enumerated() {
      html += linked(line)
      guard index + 1 < lines.count else { break }
      html += goesOn(line, in: lines[index + 1]) ? "\n" : "<br>\n"
    }
    return html
  }

  // By scalars: a mark upon a blank is no blank.
  private static func isBlank(_ line: Substring) -> Bool {
    line.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// The widths to which people and editors wrap.
  private static let narrowestWrap = 65

  /// Whether a line ends only because the next word found no room in it.
  private static func goesOn(_ line: Substring, in next: Substring) -> Bool {
    guard let first = next.first, !first.isWhitespace, !"-*•>#|".contains(first) else {
      return false
    }
    let word = next.prefix { $0 != " " }
    let isNumber = word.last == "." && word.dropLast().allSatisfy(\.isNumber)
    return !isNumber && line.count >= narrowestWrap - 15
      && line.count + 1 + word.count > narrowestWrap
  }
}

extension HTMLRendition {
  /// A line with what is special escaped, its blanks kept and addresses of pages made links.
  private static func linked(_ line: Substring) -> String {
    var html = ""
    var rest = line
    while let start = linkStart(rest) {
      html += escaped(rest[..<start])
      var link = rest[start...].prefix { !$0.isWhitespace && !"<>\"".contains($0) }
      while let last = link.last, ".,;:!?)]}'".contains(last) {
        if last == ")", link.count(where: { $0 == "(" }) >= link.count(where: { $0 == ")" }) {
          break
        }
        link.removeLast()
      }
      html += "<a href=\"\(escaped(link))\">\(escaped(link))</a>"
      rest = rest[link.endIndex...]
    }
    return html + escaped(rest)
  }

  /// Where the next `http://` or `https://` with something behind it begins.
  private static func linkStart(_ text: Substring) -> Substring.Index? {
    ["https://", "http://"].compactMap { scheme in
      text.ranges(of: scheme).first { range in
        text[range.upperBound...].first.map { $0.isLetter || $0.isNumber } ?? false
      }?.lowerBound
    }.min()
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    var html = ""
    var isAfterBlank = true
    for scalar in text.unicodeScalars {
      let isBlank = scalar == " "
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      // Blanks that follow one another would be shown as one.
      case " " where isAfterBlank: html += "&nbsp;"
      default: html.unicodeScalars.append(scalar)
      }
      isAfterBlank = isBlank
    }
    return html
  }
}
