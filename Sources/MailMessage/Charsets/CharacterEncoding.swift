/// How the octets of a known charset become text.
enum CharacterEncoding: Hashable {
  case utf8
  case ascii
  case windows1252
  /// In the order of a byte order mark; big-endian without one.
  case utf16
  case utf16BigEndian
  case utf16LittleEndian
  case utf32
  case utf32BigEndian
  case utf32LittleEndian
  case iso2022JP
  /// A converter of the C library by its name there.
  case converter(String)

  /// The text, and the index of the first octet that is malformed, which stands as U+FFFD; nil
  /// where the system has no such converter.
  func read(_ bytes: ArraySlice<UInt8>) -> (text: String, malformed: Int?)? {
    switch self {
    case .utf8: return Self.utf8(bytes)
    case .ascii:
      let malformed = bytes.firstIndex { $0 >= 0x80 }
      return (String(decoding: bytes, as: UTF8.self), malformed)
    case .windows1252: return (Windows1252.text(bytes), nil)
    case .utf16:
      if bytes.starts(with: [0xFF, 0xFE]) {
        return UTF16Octets.text(bytes.dropFirst(2), isBigEndian: false)
      }
      let hasMark = bytes.starts(with: [0xFE, 0xFF])
      return UTF16Octets.text(hasMark ? bytes.dropFirst(2) : bytes, isBigEndian: true)
    case .utf16BigEndian: return UTF16Octets.text(bytes, isBigEndian: true)
    case .utf16LittleEndian: return UTF16Octets.text(bytes, isBigEndian: false)
    case .utf32:
      if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
        return UTF32Octets.text(bytes.dropFirst(4), isBigEndian: false)
      }
      let hasMark = bytes.starts(with: [0, 0, 0xFE, 0xFF])
      return UTF32Octets.text(hasMark ? bytes.dropFirst(4) : bytes, isBigEndian: true)
    case .utf32BigEndian: return UTF32Octets.text(bytes, isBigEndian: true)
    case .utf32LittleEndian: return UTF32Octets.text(bytes, isBigEndian: false)
    case .iso2022JP: return ISO2022JP.text(bytes)
    case .converter(let name): return Self.converted(bytes, by: name)
    }
  }

  private static func utf8(_ bytes: ArraySlice<UInt8>) -> (text: String, malformed: Int?) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, nil) }
    return (String(decoding: bytes, as: UTF8.self), malformedUTF8(bytes))
  }

  /// The first octet that is not UTF-8.
  private static func malformedUTF8(_ bytes: ArraySlice<UInt8>) -> Int? {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    var index = bytes.startIndex
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      index += UTF8.width(scalar)
    }
    return index < bytes.endIndex ? index : nil
  }

  private static func converted(
    _ bytes: ArraySlice<UInt8>,
    by name: String
  ) -> (text: String, malformed: Int?)? {
    guard let converter = CharsetConverter(from: name) else { return nil }
    let (utf8, malformed) = converter.utf8(bytes)
    return (String(decoding: utf8, as: UTF8.self), malformed)
  }
}

/// Text in units of two octets.
///
/// Source: RFC 2781.
enum UTF16Octets {
  /// A unit that is cut off, or half of a pair, is malformed.
  static func text(
    _ bytes: ArraySlice<UInt8>,
    isBigEndian: Bool
  ) -> (text: String, malformed: Int?) {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2 + 1)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    let isCut = index < bytes.endIndex
    if isCut { units.append(0xDC00) }
    let isWhole = String(validating: units, as: UTF16.self) != nil
    let malformed = isWhole ? nil : bytes.startIndex + 2 * firstMalformed(units)
    return (String(decoding: units, as: UTF16.self), malformed)
  }

  private static func firstMalformed(_ units: [UInt16]) -> Int {
    var index = 0
    while index < units.count {
      if UTF16.isLeadSurrogate(units[index]), index + 1 < units.count,
        UTF16.isTrailSurrogate(units[index + 1])
      {
        index += 2
      } else if UTF16.isSurrogate(units[index]) {
        return index
      } else {
        index += 1
      }
    }
    return units.count
  }
}

/// Text in units of four octets.
enum UTF32Octets {
  /// A unit that is cut off, or that is no character, is malformed.
  static func text(
    _ bytes: ArraySlice<UInt8>,
    isBigEndian: Bool
  ) -> (text: String, malformed: Int?) {
    var text = String.UnicodeScalarView()
    var malformed: Int?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let unit = bytes[index..<min(index + 4, bytes.endIndex)]
      let value = isBigEndian ? value(unit) : value(unit.reversed())
      let scalar = unit.count == 4 ? Unicode.Scalar(value) : nil
      if scalar == nil, malformed == nil { malformed = index }
      text.append(scalar ?? "\u{FFFD}")
      index += 4
    }
    return (String(text), malformed)
  }

  private static func value(_ unit: some Sequence<UInt8>) -> UInt32 {
    unit.reduce(0) { $0 << 8 | UInt32($1) }
  }
}
