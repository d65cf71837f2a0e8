internal import Yams

/// What a template says of itself above its text.
package struct TemplateFrontMatter: Hashable, Sendable {
  /// A template in its own right; nil leaves the subject to the writer.
  package var subject: String?
  package var description: String?
  /// The groups it is meant for.
  package var groups: [String] = []
  package var layout = Layout.letter
  /// Whether its letters are sent as HTML too, made from the text that was approved.
  package var isHTML = false
  /// The share of own words its letters need, 0 to 1; nil for everybody's bound.
  package var ownWords: Double?
  /// The line of the file that the subject is on; the first is 1.
  var subjectLine = 1
  /// The line of the file that the text begins on; the first is 1.
  var textLine = 1

  /// How tags on lines of their own are treated.
  package enum Layout: String, Sendable {
    case letter
    case liquid
  }
}

extension TemplateFrontMatter {
  /// Takes a template apart; a file without `---` in its first line is all text.
  ///
  /// The text keeps its bytes from the line after the closing `---`.
  static func read(_ source: String, name: String) throws(TemplateError) -> (Self, text: String) {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let isFence: (Substring) -> Bool = { line in
      var line = line.drop { $0 == "\u{FEFF}" }
      while line.last?.isWhitespace == true { line.removeLast() }
      return line == "---"
    }
    guard let first = lines.first, isFence(first) else { return (Self(), source) }
    guard let end = lines.dropFirst().firstIndex(where: isFence) else {
      throw TemplateError(name, line: 1, condition: .frontMatterNotClosed)
    }
    let yaml = lines[1..<end].joined(separator: "\n")
    var matter = try Self(yaml: yaml, name: name)
    matter.textLine = end + 2
    return (matter, lines[(end + 1)...].joined(separator: "\n"))
  }

  private init(yaml: String, name: String) throws(TemplateError) {
    self.init()
    guard let node = try Self.compose(yaml, name: name) else { return }
    guard case .mapping(let mapping) = node else {
      throw TemplateError(name, line: 2, condition: .frontMatter("write one 'key: value' a line"))
    }
    for (key, value) in mapping {
      let word = key.scalar?.string ?? ""
      do throws(TemplateError.Condition) {
        try take(word, value)
      } catch {
        throw TemplateError(name, line: 1 + (key.mark?.line ?? 1), condition: error)
      }
      if word == "subject" { subjectLine = 1 + (value.mark?.line ?? 1) }
    }
  }

  private static func compose(_ yaml: String, name: String) throws(TemplateError) -> Node? {
    do {
      return try Yams.compose(yaml: yaml, .basic)
    } catch let error as YamlError {
      throw TemplateError(name, line: 1 + line(of: error), condition: .frontMatter("it is no YAML"))
    } catch {
      throw TemplateError(name, line: 2, condition: .frontMatter("it is no YAML"))
    }
  }

  private static func line(of error: YamlError) -> Int {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    default: 1
    }
  }

  private mutating func take(_ key: String, _ value: Node) throws(TemplateError.Condition) {
    let text = value.scalar?.string
    switch key {
    case "subject": subject = text
    case "description": description = text
    case "for": groups = text.map { [$0] } ?? value.sequence?.compactMap(\.scalar?.string) ?? []
    case "own_words":
      let digits = (text ?? "").filter { $0 != "%" && $0 != " " }
      guard let percent = Double(digits), (0...100).contains(percent) else {
        throw .frontMatter("'own_words' takes a share: 25%")
      }
      ownWords = percent / 100
    case "layout":
      guard let layout = Layout(rawValue: text ?? "") else {
        throw .frontMatter("'layout' is 'letter' or 'liquid'")
      }
      self.layout = layout
    case "html":
      guard text == "true" || text == "false" else {
        throw .frontMatter("'html' is 'true' or 'false'")
      }
      isHTML = text == "true"
    default:
      throw .frontMatter(
        "unknown key '\(Draft.singleLine(String(key.prefix(40))))': it takes subject, description,"
          + " for, layout, html and own_words"
      )
    }
  }
}
