/// Japanese text that changes between sets by escape sequences.
///
/// It is rewritten as EUC-JP, which has the same characters in other octets, and which the C
/// library reads with those that programs add to the standard, such as circled digits.
///
/// Source: RFC 1468, RFC 2237; JIS X 0202 for half-width kana.
enum ISO2022JP {
  /// The text, and the index of an escape sequence that is none; nil where the system has no
  /// EUC-JP.
  static func text(_ bytes: ArraySlice<UInt8>) -> (text: String, malformed: Int?)? {
    guard let converter = CharsetConverter(from: "EUC-JP-MS") else { return nil }
    let (octets, unknown) = packed(bytes)
    let (utf8, malformed) = converter.utf8(octets[...])
    // Escape sequences went away, so the place in the text itself is not the place of the octet.
    let place = unknown ?? malformed.map { _ in bytes.startIndex }
    return (String(decoding: utf8, as: UTF8.self), place)
  }

  /// What an octet stands for, until the next escape sequence.
  private enum Shift {
    case roman, kana, kanji, supplement
  }

  private static func packed(_ bytes: ArraySlice<UInt8>) -> (octets: [UInt8], unknown: Int?) {
    var octets: [UInt8] = []
    octets.reserveCapacity(bytes.count)
    var shift = Shift.roman
    var unknown: Int?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == 0x1B {
        if let (next, length) = escape(bytes[index...].dropFirst().prefix(3)) {
          shift = next
          index += 1 + length
          continue
        }
        unknown = unknown ?? index
      }
      index += append(bytes[index...].prefix(2), shift, to: &octets)
      // Each line begins anew: some writers forget the last escape sequence.
      if byte == 0x0A { shift = .roman }
    }
    return (octets, unknown)
  }

  /// Appends the first character of what follows, and tells how many octets it took.
  private static func append(
    _ bytes: ArraySlice<UInt8>,
    _ shift: Shift,
    to octets: inout [UInt8]
  ) -> Int {
    guard let first = bytes.first else { return 1 }
    guard (0x21...0x7E).contains(first), shift != .roman else {
      // Converters let control characters of eight bits pass, which no Japanese text has.
      octets.append((0x80...0x8D).contains(first) || (0x90...0x9F).contains(first) ? 0xFF : first)
      return 1
    }
    if shift == .kana {
      octets += [0x8E, first | 0x80]
      return 1
    }
    guard let second = bytes.dropFirst().first, (0x21...0x7E).contains(second) else {
      octets.append(first | 0x80)
      return 1
    }
    octets += (shift == .supplement ? [0x8F] : []) + [first | 0x80, second | 0x80]
    return 2
  }

  /// The shift and the length of what stands behind an ESC.
  private static func escape(_ bytes: ArraySlice<UInt8>) -> (Shift, Int)? {
    let sequences: [(String, Shift)] = [
      ("(B", .roman), ("(J", .roman), ("(H", .roman), ("(I", .kana), ("$@", .kanji),
      ("$B", .kanji), ("$(@", .kanji), ("$(B", .kanji), ("$(D", .supplement),
    ]
    return sequences.first { bytes.starts(with: $0.0.utf8) }.map { ($0.1, $0.0.utf8.count) }
  }
}
