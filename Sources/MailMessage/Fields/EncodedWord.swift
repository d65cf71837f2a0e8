/// Text of any script within a header, `=?utf-8?q?caf=C3=A9?=`.
///
/// Source: RFC 2047.
enum EncodedWord {
  /// The text with its encoded words read; white space between two of them is not part of it.
  ///
  /// Words are found within other text too, and may hold blanks: many programs write them so. The
  /// octets of adjacent words in one charset are put together first, since many part a character.
  /// What is not whole or in a charset that is not known stays as it is.
  static func decode(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var reader = EncodedWordReader(bytes[...])
    return reader.hasMark ? reader.text() : text
  }

  /// Where the encoded word ends with which octets begin; nil where they begin with none, or it has
  /// blanks.
  static func end(of bytes: ArraySlice<UInt8>) -> Int? {
    // RFC 2047 §2 has no longer ones; programs make some, but not without end.
    let token = bytes.prefix(1000).prefix { $0 > 0x20 }
    var reader = EncodedWordReader(token)
    return reader.endOfFirstWord
  }
}

/// A place in text with encoded words that moves on.
private struct EncodedWordReader {
  /// A word in its charset.
  private struct Word {
    let encoding: CharacterEncoding
    var octets: [UInt8]
    /// Where the text behind it begins.
    let end: Int
  }

  private let bytes: ArraySlice<UInt8>
  private var result: [UInt8] = []
  private var pending: Word?
  /// Behind this place no word ends.
  private var searchEnd: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    searchEnd = bytes.endIndex
  }

  /// Whether a word may begin anywhere.
  var hasMark: Bool { mark(from: bytes.startIndex) != nil }

  /// Where the word ends with which the text begins; nil when it begins with none.
  var endOfFirstWord: Int? {
    mutating get { word(at: bytes.startIndex)?.end }
  }

  mutating func text() -> String {
    var literalStart = bytes.startIndex
    var index = bytes.startIndex
    while let mark = mark(from: index) {
      guard let word = word(at: mark) else {
        index = mark + 1
        continue
      }
      append(literal: bytes[literalStart..<mark])
      append(word)
      literalStart = word.end
      index = word.end
    }
    finishPending()
    result += bytes[literalStart...]
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func append(literal: ArraySlice<UInt8>) {
    let isGap = literal.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if pending != nil, isGap { return }
    finishPending()
    result += literal
  }

  private mutating func append(_ word: Word) {
    if pending?.encoding == word.encoding {
      pending?.octets += word.octets
    } else {
      finishPending()
      pending = word
    }
  }

  private mutating func finishPending() {
    guard let word = pending else { return }
    pending = nil
    let reading = word.encoding.read(word.octets[...])
    result += Array((reading?.text ?? Windows1252.text(word.octets)).utf8)
  }

  /// Where the next `=?` is.
  private func mark(from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "="), bytes[index + 1] == UInt8(ascii: "?") { return index }
      index += 1
    }
    return nil
  }

  /// The word that begins at a place; nil when there is none.
  private mutating func word(at mark: Int) -> Word? {
    let question = UInt8(ascii: "?")
    guard bytes[mark...].starts(with: [UInt8(ascii: "="), question]) else { return nil }
    // The standard has words of 75 characters; what names a charset is shorter in any case.
    let name = bytes[(mark + 2)...].prefix(64).prefix { $0 != question && $0 > 0x20 }
    let kind = name.endIndex + 1
    guard !name.isEmpty, kind + 1 < bytes.endIndex, bytes[name.endIndex] == question,
      bytes[kind + 1] == question, let end = terminator(from: kind + 2),
      let octets = Self.octets(bytes[(kind + 2)..<end], kind: bytes[kind])
    else { return nil }
    // RFC 2231 §5 allows a language behind the charset.
    let label = String(decoding: name.prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
    if let encoding = CharacterEncoding(label: label) {
      return Word(encoding: encoding, octets: octets, end: end + 2)
    }
    // In a charset that nobody knows, what is ASCII or UTF-8 can be read all the same.
    let isUTF8 = String(validating: octets, as: UTF8.self) != nil
    return isUTF8 ? Word(encoding: .utf8, octets: octets, end: end + 2) : nil
  }

  /// What the text of a word stands for; nil when it is nothing, or the encoding is none.
  private static func octets(_ text: ArraySlice<UInt8>, kind: UInt8) -> [UInt8]? {
    switch kind {
    case UInt8(ascii: "b"), UInt8(ascii: "B"):
      let octets = Base64.decode(text)
      return octets.isEmpty && !text.isEmpty ? nil : octets
    case UInt8(ascii: "q"), UInt8(ascii: "Q"):
      return QuotedPrintable.decode(text.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })
    default: return nil
    }
  }

  /// Where the `?=` is that ends a word; nil where another word begins before it.
  private mutating func terminator(from start: Int) -> Int? {
    var index = start
    while index + 1 < searchEnd {
      switch (bytes[index], bytes[index + 1]) {
      case (UInt8(ascii: "?"), UInt8(ascii: "=")): return index
      case (UInt8(ascii: "="), UInt8(ascii: "?"))
      where index + 2 >= bytes.endIndex || bytes[index + 2] != UInt8(ascii: "="):
        return nil
      default: index += 1
      }
    }
    searchEnd = min(searchEnd, max(start, bytes.startIndex))
    return nil
  }
}
