extension EncodedWord {
  /// The longest encoded word: it may have 75 characters, and its line 76 with the field's name.
  private static let limit = 62
  private static let overhead = "=?utf-8?q??=".utf8.count

  /// The text as encoded words, each whole by itself and never parting a character that fits.
  static func words(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let quotedLength = bytes.reduce(0) { $0 + (isLiteral($1) || $1 == 0x20 ? 1 : 3) }
    let isQuoted = quotedLength <= (bytes.count + 2) / 3 * 4
    return pieces(of: text, isQuoted: isQuoted).map { piece in
      let payload = isQuoted ? quoted(piece) : Base64.encode(piece)
      return "=?utf-8?\(isQuoted ? "q" : "b")?\(String(decoding: payload, as: UTF8.self))?="
    }
  }

  private static func pieces(of text: String, isQuoted: Bool) -> [[UInt8]] {
    let room = limit - overhead
    var pieces: [[UInt8]] = []
    var piece: [UInt8] = []
    for part in text.flatMap({ parts(of: $0, room: room, isQuoted: isQuoted) }) {
      if !piece.isEmpty, length(piece + part, isQuoted: isQuoted) > room {
        pieces.append(piece)
        piece = []
      }
      piece += part
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  /// A character; one that is too long for a word, by its scalars.
  private static func parts(of character: Character, room: Int, isQuoted: Bool) -> [[UInt8]] {
    let whole = Array(character.utf8)
    guard length(whole, isQuoted: isQuoted) > room else { return [whole] }
    return character.unicodeScalars.map { Array(String($0).utf8) }
  }

  private static func length(_ bytes: [UInt8], isQuoted: Bool) -> Int {
    isQuoted ? quoted(bytes).count : (bytes.count + 2) / 3 * 4
  }

  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      if byte == 0x20 { return [UInt8(ascii: "_")] }
      return isLiteral(byte) ? [byte] : QuotedPrintable.escaped(byte)
    }
  }

  /// What may stand for itself wherever an encoded word may be.
  ///
  /// Source: RFC 2047 §5 (3).
  private static func isLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!*+-/".utf8.contains(byte)
    }
  }
}
