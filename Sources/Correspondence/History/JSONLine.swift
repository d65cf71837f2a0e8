/// An object of JSON on one line, written member by member.
///
/// The bytes are those of `JSONEncoder`, which takes several times as long: `send` writes a line a
/// letter.
///
/// Source: RFC 8259 §4–7.
struct JSONLine {
  private var text: [UInt8]

  init() {
    text = []
    text.reserveCapacity(256)
    text.append(UInt8(ascii: "{"))
  }

  /// The line with its end.
  var bytes: [UInt8] { text + "}\n".utf8 }

  mutating func put(_ key: String, _ value: String?) {
    guard let value else { return }
    putKey(key)
    putQuoted(value)
  }

  mutating func put(_ key: String, _ values: [String]) {
    putKey(key)
    text.append(UInt8(ascii: "["))
    for (place, value) in values.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      putQuoted(value)
    }
    text.append(UInt8(ascii: "]"))
  }

  mutating func put(_ key: String, _ value: Bool?) {
    guard let value else { return }
    putKey(key)
    text += (value ? "true" : "false").utf8
  }

  mutating func put(_ key: String, _ value: Int?) {
    guard let value else { return }
    putKey(key)
    text += String(value).utf8
  }

  private mutating func putKey(_ key: String) {
    if text.count > 1 { text.append(UInt8(ascii: ",")) }
    text.append(UInt8(ascii: "\""))
    text += key.utf8
    text += "\":".utf8
  }

  private mutating func putQuoted(_ value: String) {
    text.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { octets in
      if octets.contains(where: Self.needsEscape) {
        for octet in octets { putEscaped(octet) }
      } else {
        text += octets
      }
    }
    text.append(UInt8(ascii: "\""))
  }

  private mutating func putEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): text += "\\\"".utf8
    case UInt8(ascii: "\\"): text += "\\\\".utf8
    case 0x08: text += "\\b".utf8
    case 0x09: text += "\\t".utf8
    case 0x0A: text += "\\n".utf8
    case 0x0C: text += "\\f".utf8
    case 0x0D: text += "\\r".utf8
    case ..<0x20:
      text += (byte < 16 ? "\\u000" : "\\u00").utf8
      text += String(byte, radix: 16).utf8
    default: text.append(byte)
    }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}
