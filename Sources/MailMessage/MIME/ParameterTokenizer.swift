/// What stands between the semicolons of a field, piece by piece.
///
/// Source: RFC 2045 §5.1.
struct ParameterTokenizer {
  /// `name=value`, or a value alone; quotes and comments are resolved.
  struct Piece {
    /// In lower case; nil where there is no `=`.
    var name: String?
    var value: [UInt8] = []
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The next piece; nil behind the last one.
  mutating func next() -> Piece? {
    guard position < bytes.count else { return nil }
    var piece = Piece()
    var isQuoted = false
    while position < bytes.count, bytes[position] != UInt8(ascii: ";") {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "=") where piece.name == nil && !isQuoted:
        piece.name = String(decoding: piece.value[...].trimmingBlanks, as: UTF8.self).lowercased()
        piece.value = []
      case UInt8(ascii: "\"") where isQuotePlace(piece):
        isQuoted = true
        appendQuoted(to: &piece)
      case UInt8(ascii: "(") where isCommentPlace(piece):
        skipComment()
      default: piece.value.append(byte)
      }
      position += 1
    }
    position += 1
    if !isQuoted { piece.value = Array(piece.value[...].trimmingBlanks) }
    return piece
  }

  /// A quote begins a string only where a value begins: `name=5"disk` is a word.
  private func isQuotePlace(_ piece: Piece) -> Bool {
    piece.value[...].trimmingBlanks.isEmpty
  }

  /// A parenthesis begins a comment, but not in the middle of a file's name: `name=a (1).pdf`.
  private func isCommentPlace(_ piece: Piece) -> Bool {
    guard let name = piece.name, name.hasPrefix("name") || name.hasPrefix("filename") else {
      return true
    }
    return piece.value[...].trimmingBlanks.isEmpty
  }

  /// Moves to the quote that ends the string, or to the end.
  private mutating func appendQuoted(to piece: inout Piece) {
    piece.value = []
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      // QUIRK: RFC 5322 §3.2.4 lets any character be escaped; programs write `C:\a.txt` so.
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count,
        [UInt8(ascii: "\\"), UInt8(ascii: "\"")].contains(bytes[position + 1])
      {
        position += 1
      }
      piece.value.append(bytes[position])
      position += 1
    }
    skipToSemicolon(from: position + 1)
  }

  /// Passes over what stands between a string and the semicolon.
  private mutating func skipToSemicolon(from start: Int) {
    position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: ";") {
      if bytes[position] == UInt8(ascii: "(") { skipComment() }
      position += 1
    }
    // The caller steps over the last character that was taken.
    position -= 1
  }

  /// Moves to the parenthesis that ends a comment, or to the end; comments nest.
  private mutating func skipComment() {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\\"): position += 1
      default: break
      }
      if depth == 0 { return }
      position += 1
    }
  }
}
