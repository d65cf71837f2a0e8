/// The character sets in which text arrives.
///
/// UTF-8, UTF-16, UTF-32, US-ASCII and Windows-1252 are read wherever the program runs; all others
/// by the converters of the C library, of which a small system may have few.
///
/// Source: RFC 2978.
public enum Charset {
  /// The text of octets, U+FFFD for what is malformed; nil when the charset is not known.
  ///
  /// Names are those of the wild, in letters of any case: `latin1`, `x-sjis`, `ks_c_5601-1987`. A
  /// name that the standard gives to less than what is written under it is read as the larger set,
  /// as mail programs do: ISO 8859-1 as Windows-1252, GB 2312 as GB 18030, Shift_JIS as CP932.
  public static func decode(_ bytes: [UInt8], charset: String) -> String? {
    guard let encoding = CharacterEncoding(label: charset.isEmpty ? "utf-8" : charset) else {
      return nil
    }
    return encoding.read(bytes[...])?.text
  }

  /// The text of octets, whatever they are: what is in no known charset, or in none that is said,
  /// is UTF-8 where it can be, else Windows-1252.
  ///
  /// - Returns: The text, and what was wrong; the octet of a malformed one counts from the slice's
  ///   own indices.
  static func read(_ bytes: ArraySlice<UInt8>, charset: String?) -> CharsetReading {
    if let charset, !charset.isEmpty {
      guard let encoding = CharacterEncoding(label: charset),
        let (text, malformed) = encoding.read(bytes)
      else { return guess(bytes, problem: .unknownCharset(charset)) }
      guard let malformed else { return CharsetReading(text: text) }
      if encoding == .ascii { return guess(bytes, problem: .notInCharset(charset)) }
      return CharsetReading(
        text: text,
        problem: .notInCharset(charset),
        offset: malformed
      )
    }
    return guess(bytes, problem: .noCharset)
  }

  /// Octets of which nothing, or nothing usable, is said; ASCII alone is no problem.
  private static func guess(
    _ bytes: ArraySlice<UInt8>,
    problem: MessageProblem.Condition
  ) -> CharsetReading {
    let offset = bytes.firstIndex { $0 >= 0x80 }
    let text = String(validating: bytes, as: UTF8.self) ?? Windows1252.text(bytes)
    if offset == nil, problem == .noCharset { return CharsetReading(text: text) }
    return CharsetReading(text: text, problem: problem, offset: offset ?? bytes.startIndex)
  }
}

/// A text, and what was wrong with the octets that it was.
struct CharsetReading {
  let text: String
  var problem: MessageProblem.Condition?
  var offset = 0
}
