/// Header fields as lines of octets.
///
/// Source: RFC 5322 §2.2.3; RFC 6532 §3 where the header is in UTF-8.
struct HeaderWriter {
  /// Where a line should end: 78, and 76 where it holds an encoded word.
  ///
  /// Source: RFC 5322 §2.1.1, RFC 2047 §2.
  static let preferredLength = 76
  /// A word that is longer travels as encoded words, since a line can be broken at blanks only.
  static let longestWord = 900

  /// All lines so far, each with its CRLF.
  private(set) var bytes: [UInt8] = []
  /// Whether text outside ASCII may stand for itself.
  let isUTF8: Bool
  /// How many octets the current line has.
  private var column = 0
  /// Whether nothing stands behind the field's name yet.
  private var isEmpty = true

  init(isUTF8: Bool = false) {
    self.isUTF8 = isUTF8
    bytes.reserveCapacity(1024)
  }

  /// Writes a field of one word that is known to be fit.
  mutating func field(_ name: String, _ word: String) {
    begin(name)
    append(word.utf8)
    end()
  }

  /// Writes a field of free text.
  mutating func unstructured(_ name: String, _ text: String) {
    begin(name)
    append(unstructured: text)
    end()
  }

  /// Writes a field of words that are joined by one blank.
  mutating func words(_ name: String, _ words: [String]) {
    begin(name)
    for word in words { append(word.utf8) }
    end()
  }

  mutating func begin(_ name: String) {
    bytes += name.utf8
    bytes.append(UInt8(ascii: ":"))
    column = name.utf8.count + 1
    isEmpty = true
  }

  mutating func end() {
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  /// Ends the header.
  mutating func endHeader() { end() }

  /// Writes a blank and a word, which begins a line of its own where the line would be too long.
  mutating func append(_ word: some Collection<UInt8>) {
    let count = word.count
    // The first word stays on the field's own line: some readers take an empty one for the end.
    if !isEmpty, column + 1 + count > Self.preferredLength { breakLine() }
    bytes.append(0x20)
    bytes += word
    column += 1 + count
    isEmpty = false
  }

  private mutating func breakLine() {
    end()
    column = 0
  }
}

extension HeaderWriter {
  /// Writes free text: as it is where a reader finds the same in it, else as encoded words.
  mutating func append(unstructured text: String) {
    let octets = Array(text.utf8)
    guard isPlain(octets[...]) else { return append(encoded: text) }
    for word in octets.split(separator: 0x20) { append(word) }
  }

  /// Writes text as encoded words, of which the first takes what is left of the line.
  mutating func append(encoded text: String) {
    let room = Self.preferredLength - column - 1
    let first = room < EncodedWord.shortest ? EncodedWord.limit : min(room, EncodedWord.limit)
    let words = EncodedWord.encode(text, firstLimit: first)
    // A long name leaves the first word too little room beside it.
    if isEmpty, let word = words.first, word.count > room { breakLine() }
    for word in words { append(word) }
  }

  /// Whether words and blanks come back as they are: no blank is doubled or at an end, no word is
  /// too long, and nothing looks like an encoded word.
  func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
    var wordLength = 0
    var previous: UInt8 = 0x20
    for byte in text {
      switch byte {
      case 0x20 where previous == 0x20: return false
      case 0x20: wordLength = 0
      case UInt8(ascii: "?") where previous == UInt8(ascii: "="): return false
      case 0x21...0x7E: wordLength += 1
      case 0x80... where isUTF8: wordLength += 1
      default: return false
      }
      if wordLength > Self.longestWord { return false }
      previous = byte
    }
    return text.isEmpty || previous != 0x20
  }
}
