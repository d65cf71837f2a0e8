/// What a template can say: its words in their order, with all variants, and the gaps where values
/// stand.
package struct TemplateWording: Sendable {
  /// The template with its snippets, once for each language; the texts that stand in tags are apart.
  let pieces: [Piece]
  /// The share of own words its letters need, 0 to 1; nil for everybody's bound.
  package let ownWords: Double?

  /// A part of a template, as far as it matters to who wrote a word.
  indirect enum Piece: Sendable {
    case text(String)
    /// A value of a few words.
    case value
    /// Nothing that stands before it goes on behind it.
    case barrier
    case sequence([Piece])
    /// One of these; none of them where that may be.
    case choice([Piece], mayBeNone: Bool)
    case loop(Piece)
  }

  init(pieces: [Piece], ownWords: Double?) {
    self.pieces = pieces
    self.ownWords = ownWords
  }

  /// A template of nothing but text.
  package init(text: String) {
    self.init(pieces: [.text(text)], ownWords: nil)
  }
}

extension TemplateWording {
  /// Its text in all variants, each on a line of its own.
  package var text: String { pieces.map(\.text).joined(separator: "\n") }
}

extension TemplateWording.Piece {
  fileprivate var text: String {
    switch self {
    case .text(let text): text
    case .value, .barrier: ""
    case .sequence(let pieces), .choice(let pieces, _):
      pieces.map(\.text).joined(separator: "\n")
    case .loop(let piece): piece.text
    }
  }
}

extension TemplateWording: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(text: value) }
}

extension LetterTemplates {
  /// What a template says whoever it is for: in all variants and languages, snippets included.
  ///
  /// - Throws: ``TemplateError`` where there is no such template.
  package func wording(of name: String) throws(TemplateError) -> TemplateWording {
    let sources = try sources(named: name)
    let pieces = sources.map { source in
      var parser = WordingParser(templates: self, above: [name])
      return parser.pieces(of: source.text)
    }
    let bound = sources.compactMap(\.frontMatter.ownWords).max()
    return TemplateWording(pieces: pieces, ownWords: bound)
  }
}

/// Reads a template's source as far as its words need it: a broken template has words, too.
private struct WordingParser {
  let templates: LetterTemplates
  /// The templates that this one is rendered from, so that none goes round in circles.
  let above: [String]

  /// A block that is not closed yet.
  private struct Block {
    let tag: Substring
    /// What is complete of its alternatives.
    var branches: [TemplateWording.Piece] = []
    var pieces: [TemplateWording.Piece] = []
    var hasElse = false
  }

  private var open: [Block] = []

  init(templates: LetterTemplates, above: [String]) {
    self.templates = templates
    self.above = above
  }

  mutating func pieces(of source: String) -> TemplateWording.Piece {
    open = [Block(tag: "")]
    var rest = source[...]
    while let range = rest.firstRange(of: "{") {
      add(.text(String(rest[..<range.lowerBound])))
      rest = rest[range.upperBound...]
      let closing = rest.first == "%" ? "%}" : rest.first == "{" ? "}}" : nil
      guard let closing, let close = rest.firstRange(of: closing) else { continue }
      let inside = rest[..<close.lowerBound].dropFirst().trimmingDashes
      rest = rest[close.upperBound...]
      if closing == "}}" {
        addValue(inside)
      } else {
        take(inside, &rest)
      }
    }
    add(.text(String(rest)))
    while open.count > 1 { close() }
    return .sequence(open[0].pieces)
  }

  private mutating func add(_ piece: TemplateWording.Piece) {
    if case .text("") = piece { return }
    open[open.count - 1].pieces.append(piece)
  }

  /// A value; the longer texts in it are told apart, since a gap takes a few words only.
  private mutating func addValue(_ inside: Substring) {
    let literals = Self.literals(inside)
    if let first = literals.first, inside.first == "'" || inside.first == "\"" {
      return add(.choice([.text(first), .value], mayBeNone: false))
    }
    add(literals.isEmpty ? .value : .choice([.value] + literals.map { .text($0) }, mayBeNone: true))
  }

  /// Takes a tag in.
  private mutating func take(_ inside: Substring, _ rest: inout Substring) {
    let tag = inside.prefix { $0.isLetter || $0 == "_" }
    switch tag {
    case "comment", "raw":
      let end = rest.firstRange(of: "end\(tag)")
      if tag == "raw", let end { add(.text(String(rest[..<end.lowerBound].prefix { $0 != "{" }))) }
      if let end {
        rest = rest[end.upperBound...]
        rest = rest[(rest.firstRange(of: "%}")?.upperBound ?? rest.startIndex)...]
      }
    case "if", "unless", "case", "vary", "once", "note", "news", "for", "tablerow", "capture",
      "ifchanged":
      open.append(Block(tag: tag))
    case "else", "elsif", "or", "when": branch(isElse: tag == "else")
    case _ where tag.hasPrefix("end"): if open.count > 1 { close() }
    case "personal": add(.barrier)
    case "render", "include": addSnippet(inside.dropFirst(tag.count))
    case "echo": addValue(inside.dropFirst(tag.count).drop { $0 == " " })
    case "cycle": add(.choice(Self.literals(inside).map { .text($0) }, mayBeNone: true))
    default: for literal in Self.literals(inside) { addApart(.text(literal)) }
    }
  }

  private mutating func branch(isElse: Bool) {
    guard open.count > 1 else { return }
    let last = open.count - 1
    // What stands before the first "when" is nothing.
    if open[last].tag != "case" || !open[last].branches.isEmpty || !open[last].pieces.isEmpty {
      open[last].branches.append(.sequence(open[last].pieces))
    }
    open[last].pieces = []
    open[last].hasElse = open[last].hasElse || isElse
  }

  private mutating func close() {
    let block = open.removeLast()
    let branches = block.branches + [.sequence(block.pieces)]
    switch block.tag {
    case "capture": addApart(.choice(branches, mayBeNone: true))
    case "vary": add(.choice(branches, mayBeNone: false))
    case "for", "note", "news", "tablerow":
      add(.choice([.loop(branches[0])] + branches.dropFirst(), mayBeNone: !block.hasElse))
    default: add(.choice(branches, mayBeNone: !block.hasElse))
    }
  }

  /// A text that stands elsewhere in the letter, or nowhere.
  private mutating func addApart(_ piece: TemplateWording.Piece) {
    add(.choice([.sequence([.barrier, piece, .barrier])], mayBeNone: true))
  }

  private mutating func addSnippet(_ arguments: Substring) {
    let quoted = arguments.drop { $0 != "'" && $0 != "\"" }.dropFirst()
    let name = String(quoted.prefix { $0 != "'" && $0 != "\"" })
    guard LetterTemplates.isName(name), !above.contains(name), above.count < 20 else { return }
    let sources: [TemplateSource]
    do {
      sources = try templates.sources(named: name)
    } catch {
      // A snippet that is no more says nothing; the letter itself has to be there.
      return
    }
    let pieces = sources.map { source in
      var parser = WordingParser(templates: templates, above: above + [name])
      return parser.pieces(of: source.text)
    }
    add(.choice(pieces, mayBeNone: false))
  }

  /// The texts in quotes.
  private static func literals(_ inside: Substring) -> [String] {
    var literals: [String] = []
    var rest = inside
    while let open = rest.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
      let quote = rest[open]
      let after = rest[rest.index(after: open)...]
      let text = after.prefix { $0 != quote }
      literals.append(String(text))
      rest = after.dropFirst(text.count + 1)
    }
    return literals
  }
}

extension Substring {
  /// The inside of a tag without `-` and blanks at its ends.
  fileprivate var trimmingDashes: Substring {
    var text = drop { $0 == "-" || $0.isWhitespace }
    while let last = text.last, last == "-" || last.isWhitespace { text.removeLast() }
    return text
  }
}
