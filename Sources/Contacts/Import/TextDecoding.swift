internal import MailMessage

/// Finds out how the text of an imported file is encoded and decodes it.
///
/// UTF-8 and UTF-16, each with or without byte order mark, else Windows-1252.
package enum TextDecoding {
  /// The text as UTF-8 bytes without byte order mark.
  ///
  /// Nothing is refused: a byte that Windows-1252 leaves undefined becomes U+FFFD.
  package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    utf8(unmarked: unmarked(bytes))
  }

  /// The bytes without byte order mark, UTF-16 as UTF-8; of other charsets the ASCII can be read.
  static func unmarked(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isBigEndian: false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isBigEndian: true) }
    if let isBigEndian = unmarkedUTF16(bytes) { return utf16(bytes[...], isBigEndian: isBigEndian) }
    return bytes
  }

  /// What ``unmarked(_:)`` gives as UTF-8.
  static func utf8(unmarked bytes: [UInt8]) -> [UInt8] {
    String(validating: bytes, as: UTF8.self) != nil ? bytes : windows1252(bytes)
  }

  /// A text whose charset is named, or else UTF-8; what is not that is taken for Windows-1252.
  static func text(_ bytes: [UInt8], charset: String) -> String {
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    if !charset.isEmpty,
      let text = Charset.decode(bytes, charset: charset)
        ?? NamedCharset.decode(bytes, charset: charset)
    {
      return text
    }
    return String(decoding: isUTF8 ? bytes : windows1252(bytes), as: UTF8.self)
  }

  /// Whether the bytes are UTF-16 without a mark, and in which order.
  ///
  /// A list of people begins with ASCII letters or punctuation, so every second byte of its
  /// beginning is NUL, always on the same side.
  private static func unmarkedUTF16(_ bytes: [UInt8]) -> Bool? {
    guard bytes.count >= 8 else { return nil }
    // A file that was cut off may end in half a unit.
    let sample = bytes.prefix(min(bytes.count & ~1, 512))
    let even = sample.indices.count { $0.isMultiple(of: 2) && sample[$0] == 0 }
    let odd = sample.indices.count { !$0.isMultiple(of: 2) && sample[$0] == 0 }
    let half = sample.count / 2
    if even >= half * 3 / 5, odd == 0 { return true }
    if odd >= half * 3 / 5, even == 0 { return false }
    return nil
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// The characters of 0x80 to 0x9F; five of them are undefined.
  ///
  /// Source: IANA charset registration windows-1252.
  private static let windows1252C1: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let value = (0x80...0x9F).contains(byte) ? windows1252C1[Int(byte) - 0x80] : UInt32(byte)
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return Array(String(text).utf8)
  }
}
