/// A piece of a template: text, or what stands between braces.
struct Token {
  enum Kind {
    case text
    /// `{{ … }}`
    case output
    /// `{% … %}`
    case tag
    /// Braces that are never closed.
    case unclosed
  }

  let kind: Kind
  /// The text itself, or what stands between the braces, behind a tag's name.
  let content: Range<Int>
  /// A tag's name; empty for everything else.
  let name: Range<Int>
  /// The whole token with its braces.
  let whole: Range<Int>
}

/// Cuts a template into text and braces, one token at a time.
struct Lexer {
  let source: Source
  private(set) var position: Int
  private let end: Int
  /// Whether each line is a tag, as in `{% liquid %}`.
  let isLines: Bool
  private var trimsNext = false
  /// The ends of raw text that are not there any more.
  private var unfound: [String] = []

  init(_ source: Source) {
    self.source = source
    position = 0
    end = source.bytes.count
    isLines = false
  }

  /// A piece of a template.
  init(_ source: Source, inside range: Range<Int>) {
    self.source = source
    position = range.lowerBound
    end = range.upperBound
    isLines = false
  }

  /// The lines of a `{% liquid %}` tag.
  init(_ source: Source, lines range: Range<Int>) {
    self.source = source
    position = range.lowerBound
    end = range.upperBound
    isLines = true
  }

  private var bytes: [UInt8] { source.bytes }

  /// The next token; nil at the end.
  mutating func next() -> Token? {
    if isLines { return nextLine() }
    while position < end {
      switch opening(at: position) {
      case UInt8(ascii: "%"): return tag()
      case UInt8(ascii: "{"): return output()
      default: if let text = text() { return text }
      }
    }
    return nil
  }

  /// The second of two braces that open something; nil where text stands.
  private func opening(at index: Int) -> UInt8? {
    guard index + 1 < end, bytes[index] == UInt8(ascii: "{") else { return nil }
    let second = bytes[index + 1]
    return second == UInt8(ascii: "%") || second == UInt8(ascii: "{") ? second : nil
  }

  private mutating func text() -> Token? {
    var start = position
    while position < end, opening(at: position) == nil { position += 1 }
    var last = position
    if trimsNext { while start < last, Self.isTrimmed(bytes[start]) { start += 1 } }
    trimsNext = false
    if position + 2 < end, bytes[position + 2] == UInt8(ascii: "-") {
      while last > start, Self.isTrimmed(bytes[last - 1]) { last -= 1 }
    }
    return start < last ? Token(.text, start..<last, whole: start..<last) : nil
  }

  /// White space control takes NUL as well, as Ruby's `strip` does.
  private static func isTrimmed(_ byte: UInt8) -> Bool { ASCII.isSpace(byte) || byte == 0 }

  private mutating func tag() -> Token {
    let open = position
    guard let close = closingTag(from: open + 2) else { return unclosed(open, upTo: end) }
    position = close + 2
    return tag(open, close)
  }

  private mutating func unclosed(_ open: Int, upTo next: Int) -> Token {
    position = next
    trimsNext = false
    return Token(.unclosed, open..<(open + 2), whole: open..<(open + 2))
  }

  /// Where the next `%}` stands.
  private func closingTag(from start: Int) -> Int? {
    var index = start
    while index + 1 < end {
      if bytes[index] == UInt8(ascii: "%"), bytes[index + 1] == UInt8(ascii: "}") { return index }
      index += 1
    }
    return nil
  }

  private mutating func tag(_ open: Int, _ close: Int) -> Token {
    var start = open + 2
    if start < close, bytes[start] == UInt8(ascii: "-") { start += 1 }
    var last = close
    trimsNext = bytes[close - 1] == UInt8(ascii: "-")
    let name = name(from: start, to: close)
    if trimsNext, last > name.upperBound { last -= 1 }
    return Token(
      .tag,
      max(name.upperBound, start)..<max(name.upperBound, start, last),
      name: name,
      whole: open..<(close + 2)
    )
  }

  /// The name of a tag: `#`, or letters, digits and `_`.
  private func name(from start: Int, to close: Int) -> Range<Int> {
    var first = start
    while first < close, ASCII.isSpace(bytes[first]) { first += 1 }
    var last = first
    if last < close, bytes[last] == UInt8(ascii: "#") { return first..<(last + 1) }
    while last < close, ASCII.isWord(bytes[last]) { last += 1 }
    return first..<last
  }

  /// An output ends at its first `}}`; a lone `}` in it is an error, and `{%` makes it a tag's.
  private mutating func output() -> Token {
    let open = position
    var index = open + 2
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "}") {
        guard index + 1 < end, bytes[index + 1] == UInt8(ascii: "}") else {
          return unclosed(open, upTo: index + 1)
        }
        position = index + 2
        return output(open, index)
      }
      if byte == UInt8(ascii: "{"), index + 1 < end, bytes[index + 1] == UInt8(ascii: "%") {
        return unclosed(open, upTo: index)
      }
      index += 1
    }
    return unclosed(open, upTo: end)
  }

  private mutating func output(_ open: Int, _ close: Int) -> Token {
    var start = open + 2
    var last = close
    if start < last, bytes[start] == UInt8(ascii: "-") { start += 1 }
    trimsNext = bytes[close - 1] == UInt8(ascii: "-")
    if trimsNext, last > start { last -= 1 }
    return Token(.output, start..<last, whole: open..<(close + 2))
  }

  private mutating func nextLine() -> Token? {
    while position < end {
      let start = position
      while position < end, bytes[position] != 0x0A { position += 1 }
      let line = start..<position
      position += 1
      guard let first = line.first(where: { !ASCII.isSpace(bytes[$0]) }) else { continue }
      var last = line.upperBound
      while last > first, ASCII.isSpace(bytes[last - 1]) { last -= 1 }
      let name = name(from: first, to: last)
      return Token(.tag, name.upperBound..<last, name: name, whole: first..<last)
    }
    return nil
  }

  /// Everything up to the tag of this name, which ends it; braces in between are text.
  ///
  /// - Returns: The text; nil where the template ends first, and nothing is passed over.
  mutating func raw(until ending: String) -> Range<Int>? {
    guard !isLines, !unfound.contains(ending) else { return nil }
    var index = position
    while index + 1 < end {
      guard bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "%") else {
        index += 1
        continue
      }
      // Each is looked for once only: what is not closed here is closed nowhere behind.
      guard let close = closingTag(from: index + 2) else { break }
      let (open, name) = lastTag(index, close)
      if bytes[name].elementsEqual(ending.utf8) {
        let text = position..<open
        position = close + 2
        trimsNext = bytes[close - 1] == UInt8(ascii: "-")
        return text
      }
      index = close + 2
    }
    unfound.append(ending)
    return nil
  }

  /// The last tag with a name that is opened before a `%}`, since nothing else closes the first.
  private func lastTag(_ first: Int, _ close: Int) -> (open: Int, name: Range<Int>) {
    var open = close - 1
    while open > first {
      if bytes[open] == UInt8(ascii: "{"), bytes[open + 1] == UInt8(ascii: "%") {
        let name = name(behind: open, to: close)
        if !name.isEmpty { return (open, name) }
      }
      open -= 1
    }
    return (first, name(behind: first, to: close))
  }

  private func name(behind open: Int, to close: Int) -> Range<Int> {
    let start = open + 2
    return name(
      from: start < close && bytes[start] == UInt8(ascii: "-") ? start + 1 : start,
      to: close
    )
  }

  /// Passes over the tag in an output that is never closed: it closes that, and does nothing else.
  mutating func passTag() {
    guard opening(at: position) == UInt8(ascii: "%"), bytes[position - 1] != UInt8(ascii: "}")
    else { return }
    position = closingTag(from: position + 2).map { $0 + 2 } ?? end
  }
}

extension Token {
  fileprivate init(
    _ kind: Kind,
    _ content: Range<Int>,
    name: Range<Int> = 0..<0,
    whole: Range<Int>
  ) {
    self.init(kind: kind, content: content, name: name, whole: whole)
  }
}
