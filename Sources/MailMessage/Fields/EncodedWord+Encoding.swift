extension EncodedWord {
  /// The longest encoded word.
  ///
  /// Source: RFC 2047 §2.
  static let limit = 75
  /// A word that has room for any one scalar, in either encoding.
  static let shortest = overhead + 12
  private static let overhead = "=?utf-8?q??=".utf8.count

  /// The text as encoded words, each whole by itself and never parting a character that fits.
  ///
  /// The first word is shorter where its line has less room: ``shortest`` at least.
  static func encode(_ text: String, firstLimit: Int = limit) -> [[UInt8]] {
    let octets = Array(text.utf8)
    var quotedCount = 0
    for byte in octets { quotedCount += quotedWidth(byte) }
    let isQuoted = quotedCount <= (octets.count + 2) / 3 * 4
    var words: [[UInt8]] = []
    var pieceStart = 0
    var width = 0
    var position = 0
    func finish() {
      guard position > pieceStart else { return }
      words.append(word(octets[pieceStart..<position], isQuoted: isQuoted))
      pieceStart = position
      width = 0
    }
    for count in text.lazy.flatMap({ parts(of: $0, isQuoted: isQuoted) }) {
      let part = octets[position..<(position + count)]
      let added = isQuoted ? part.reduce(0) { $0 + quotedWidth($1) } : count
      let room = (words.isEmpty ? firstLimit : limit) - overhead
      let total = isQuoted ? width + added : (width + added + 2) / 3 * 4
      if total > room { finish() }
      width += added
      position += count
    }
    finish()
    return words
  }

  /// The same as texts, none shortened.
  static func words(_ text: String) -> [String] {
    encode(text).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func word(_ octets: ArraySlice<UInt8>, isQuoted: Bool) -> [UInt8] {
    var word = Array((isQuoted ? "=?utf-8?q?" : "=?utf-8?b?").utf8)
    if isQuoted {
      for byte in octets {
        switch byte {
        case 0x20: word.append(UInt8(ascii: "_"))
        case _ where isLiteral(byte): word.append(byte)
        default: word += QuotedPrintable.escaped(byte)
        }
      }
    } else {
      word += Base64.encode(octets)
    }
    word += "?=".utf8
    return word
  }

  /// How many octets a character has; one that is too long for any word, its scalars one by one.
  private static func parts(of character: Character, isQuoted: Bool) -> [Int] {
    let count = character.utf8.count
    let width = isQuoted ? count * 3 : (count + 2) / 3 * 4
    return width <= limit - overhead ? [count] : character.unicodeScalars.map { UTF8.width($0) }
  }

  private static func quotedWidth(_ byte: UInt8) -> Int {
    byte == 0x20 || isLiteral(byte) ? 1 : 3
  }

  /// What may stand for itself wherever an encoded word may be.
  ///
  /// Source: RFC 2047 §5 (3).
  private static func isLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "!"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
