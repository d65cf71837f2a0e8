/// The character sets in which text arrives.
///
/// Source: RFC 2978; the tables of ISO 8859-1 and Windows-1252.
public enum Charset {
  /// The text of octets, U+FFFD for what is malformed; nil when the charset is not known.
  public static func decode(_ bytes: [UInt8], charset: String) -> String? {
    switch charset.lowercased() {
    case "", "utf-8", "utf8", "us-ascii", "ascii":
      return String(decoding: bytes, as: UTF8.self)
    case "iso-8859-1", "latin1", "windows-1252", "cp1252":
      // QUIRK: ISO 8859-1 is read as Windows-1252, since mail programs label the one as the other.
      var text = String.UnicodeScalarView()
      for byte in bytes { text.append(windows1252(byte)) }
      return String(text)
    default: return nil
    }
  }

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80..<0xA0).contains(byte) else { return Unicode.Scalar(byte) }
    return upper[Int(byte - 0x80)]
  }

  private static let upper: [Unicode.Scalar] = [
    "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}",
    "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
  ]
}
