/// An object of JSON on one line, written member by member.
///
/// The bytes are those of `JSONEncoder`, which takes several times as long: `send` writes a line a
/// letter.
///
/// Source: RFC 8259 §4–7.
struct JSONLine {
  private var text = "{"

  /// The line with its end.
  var bytes: [UInt8] { Array((text + "}\n").utf8) }

  mutating func put(_ key: String, _ value: String?) {
    if let value { put(key, rendered: Self.quoted(value)) }
  }

  mutating func put(_ key: String, _ values: [String]) {
    put(key, rendered: "[" + values.map(Self.quoted).joined(separator: ",") + "]")
  }

  mutating func put(_ key: String, _ value: Bool?) {
    if let value { put(key, rendered: value ? "true" : "false") }
  }

  mutating func put(_ key: String, _ value: Int?) {
    if let value { put(key, rendered: String(value)) }
  }

  private mutating func put(_ key: String, rendered value: String) {
    if text.utf8.count > 1 { text += "," }
    text += "\"\(key)\":"
    text += value
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: needsEscape) else { return "\"\(text)\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{8}": quoted += "\\b"
      case "\t": quoted += "\\t"
      case "\n": quoted += "\\n"
      case "\u{C}": quoted += "\\f"
      case "\r": quoted += "\\r"
      case ..<" ":
        quoted += scalar.value < 16 ? "\\u000" : "\\u00"
        quoted += String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}
