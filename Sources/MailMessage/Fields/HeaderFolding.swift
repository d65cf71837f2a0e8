/// Header fields as lines.
///
/// Source: RFC 5322 §2.2.3.
enum HeaderFolding {
  /// Where a line should end: 78, and 76 where it holds an encoded word.
  ///
  /// Source: RFC 5322 §2.1.1, RFC 2047 §2.
  private static let preferredLength = 76
  /// A word that is longer travels as encoded words, since a line can be broken at blanks only.
  static let longestWord = 900

  /// A field of words that are joined by one blank, broken before the word that would be too much.
  static func field(_ name: String, words: [String]) -> [UInt8] {
    var line = "\(name):"
    var result: [UInt8] = []
    for word in words {
      // The first word stays on the field's own line: some readers take an empty one for the end.
      let isFirst = result.isEmpty && line.utf8.count == name.utf8.count + 1
      if !isFirst, line.utf8.count + 1 + word.utf8.count > preferredLength {
        result += Array(line.utf8) + [0x0D, 0x0A]
        line = ""
      }
      line += " " + word
    }
    return result + Array(line.utf8) + [0x0D, 0x0A]
  }

  /// The words of free text: as they are where they are ASCII, else as encoded words.
  static func unstructured(_ text: String) -> [String] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let isPlain = words.allSatisfy { word in
      !word.isEmpty && word.utf8.count <= longestWord && !word.contains("=?")
        && word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
    return isPlain ? words : EncodedWord.words(text)
  }

  /// The words of a list of mailboxes.
  ///
  /// Source: RFC 5322 §3.4, RFC 2047 §5 (3).
  static func mailboxes(_ mailboxes: [Mailbox]) throws(MessageError) -> [String] {
    var words: [String] = []
    for (index, mailbox) in mailboxes.enumerated() {
      let comma = index < mailboxes.count - 1 ? "," : ""
      guard let address = mailbox.address.withASCIIDomain, !address.needsSMTPUTF8 else {
        throw .addressNotASCII(mailbox.address)
      }
      if let name = mailbox.displayName {
        words += phrase(name) + ["<\(address)>\(comma)"]
      } else {
        words.append("\(address)\(comma)")
      }
    }
    return words
  }

  /// A display name: plain words, else a quoted string, else encoded words.
  private static func phrase(_ name: String) -> [String] {
    let words = unstructured(name)
    guard words.joined(separator: " ") == name, !name.contains("=?") else { return words }
    if words.allSatisfy({ $0.unicodeScalars.allSatisfy(AddressSyntax.isAtomText) }) { return words }
    let quoted = Mailbox.quoted(name)
      .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    // Quoting may have doubled a word's length.
    return quoted.allSatisfy { $0.utf8.count <= longestWord } ? quoted : EncodedWord.words(name)
  }
}
