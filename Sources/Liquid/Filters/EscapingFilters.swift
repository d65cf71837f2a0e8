/// Filters that write text as HTML, URLs and Base64 have it.
enum EscapingFilters {
  static let table: StandardFilters.Table = [
    "escape": escape,
    "h": escape,
    "escape_once": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(escaped(call.input.text, once: true))
    },
    "strip_html": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(withoutHTML(call.input.text))
    },
    "url_encode": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return call.input.isNil ? .nil : .string(encoded(call.input.text))
    },
    "url_decode": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return call.input.isNil ? .nil : .string(try decoded(call.input.text))
    },
    "base64_encode": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(Base64.text(Array(call.input.text.utf8), isURLSafe: false))
    },
    "base64_url_safe_encode": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(Base64.text(Array(call.input.text.utf8), isURLSafe: true))
    },
    "base64_decode": { call throws(FilterError) in try base64Decoded(call, isURLSafe: false) },
    "base64_url_safe_decode": { call throws(FilterError) in
      try base64Decoded(call, isURLSafe: true)
    },
  ]

  private static func escape(_ call: FilterCall) throws(FilterError) -> Value {
    try call.expect(atMost: 0)
    return call.input.isNil ? .nil : .string(escaped(call.input.text, once: false))
  }

  private static func escaped(_ text: String, once: Bool) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "&"):
        if once, isEntity(bytes[(index + 1)...]) {
          result.append(byte)
        } else {
          result += "&amp;".utf8
        }
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      case UInt8(ascii: "\""): result += "&quot;".utf8
      case UInt8(ascii: "'"): result += "&#39;".utf8
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether letters or `#` and digits stand before a `;`.
  private static func isEntity(_ bytes: ArraySlice<UInt8>) -> Bool {
    let isNumber = bytes.first == UInt8(ascii: "#")
    let name = bytes.dropFirst(isNumber ? 1 : 0)
      .prefix { isNumber ? ASCII.isDigit($0) : ASCII.isLetter($0) }
    return !name.isEmpty && name.endIndex < bytes.endIndex
      && bytes[name.endIndex] == UInt8(ascii: ";")
  }

  /// The text without scripts, styles, comments and tags.
  private static func withoutHTML(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for (opening, closing) in [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>")] {
      bytes = without(bytes, from: Array(opening.utf8), to: Array(closing.utf8))
    }
    return String(decoding: without(bytes, from: [0x3C], to: [0x3E]), as: UTF8.self)
  }

  private static func without(_ bytes: [UInt8], from opening: [UInt8], to closing: [UInt8])
    -> [UInt8]
  {
    guard let first = bytes[...].position(of: opening) else { return bytes }
    var result = Array(bytes[..<first])
    var start = first
    while let close = bytes[(start + opening.count)...].position(of: closing) {
      let rest = close + closing.count
      guard let next = bytes[rest...].position(of: opening) else {
        return result + bytes[rest...]
      }
      result += bytes[rest..<next]
      start = next
    }
    return result + bytes[start...]
  }

  private static func encoded(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
      if ASCII.isWord(byte) || byte == 0x2E || byte == 0x2D || byte == 0x7E {
        result.append(byte)
      } else if byte == 0x20 {
        result.append(UInt8(ascii: "+"))
      } else {
        result += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func decoded(_ text: String) throws(FilterError) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 >= bytes.count {
        // Too short for an escape: what is left stands as it is, a plus as well.
        result += bytes[index...]
        break
      }
      if byte == UInt8(ascii: "%"), let high = ASCII.hexDigit(bytes[index + 1]),
        let low = ASCII.hexDigit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        index += 1
      }
    }
    guard let text = String(validating: result, as: UTF8.self) else {
      throw FilterError("gives bytes that are not UTF-8")
    }
    return text
  }

  private static func base64Decoded(
    _ call: FilterCall,
    isURLSafe: Bool
  ) throws(FilterError) -> Value {
    try call.expect(atMost: 0)
    guard let bytes = Base64.bytes(Array(call.input.text.utf8), isURLSafe: isURLSafe) else {
      throw FilterError("takes Base64")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FilterError("gives bytes that are not UTF-8")
    }
    return .string(text)
  }
}

/// Bytes as sixty-four signs.
///
/// Source: RFC 4648 §4 and §5.
enum Base64 {
  private static let plain = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  static func text(_ bytes: [UInt8], isURLSafe: Bool) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for place in 0..<4 {
        let sign = plain[Int(bits >> (18 - 6 * UInt32(place)) & 63)]
        result.append(place > group.count ? 0x3D : isURLSafe ? urlSafe(sign) : sign)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func urlSafe(_ sign: UInt8) -> UInt8 {
    sign == UInt8(ascii: "+") ? 0x2D : sign == UInt8(ascii: "/") ? 0x5F : sign
  }

  /// The bytes; nil for what is not written so.
  ///
  /// URLs may leave the padding out.
  static func bytes(_ text: [UInt8], isURLSafe: Bool) -> [UInt8]? {
    var signs = text[...]
    while signs.last == 0x3D, text.count - signs.count < 2 { signs.removeLast() }
    let isPadded = signs.count < text.count
    guard isPadded || !isURLSafe ? text.count % 4 == 0 : signs.count % 4 != 1 else { return nil }
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for sign in signs {
      guard let value = value(sign, isURLSafe) else { return nil }
      bits = (bits << 6 | value) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    guard bits & ((1 << count) - 1) == 0 || isURLSafe else { return nil }
    return result
  }

  private static func value(_ sign: UInt8, _ isURLSafe: Bool) -> UInt32? {
    switch sign {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(sign) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(sign) - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(sign) - 48 + 52
    case UInt8(ascii: "+") where !isURLSafe, UInt8(ascii: "-") where isURLSafe: 62
    case UInt8(ascii: "/") where !isURLSafe, UInt8(ascii: "_") where isURLSafe: 63
    default: nil
    }
  }
}
