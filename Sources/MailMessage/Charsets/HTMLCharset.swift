/// The charset that a page says of itself.
///
/// Source: HTML Living Standard, prescan a byte stream to determine its encoding, in short.
enum HTMLCharset {
  /// What stands behind the first `charset=` of the page's beginning; nil where there is none.
  static func declared(in page: [UInt8]) -> String? {
    let head = page.prefix(1024).map(\.asciiLowercased)[...]
    guard let key = head.firstRange(of: Array("charset=".utf8)) else { return nil }
    let value = head[key.upperBound...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    let name = value.prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_:.".utf8.contains(byte)
    }
    let label = String(decoding: name, as: UTF8.self)
    // What could be looked through for ASCII is not in units of two octets.
    return label.isEmpty || label.hasPrefix("utf-16") ? nil : label
  }
}
