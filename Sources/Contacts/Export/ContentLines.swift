/// The lines that vCards and calendars are made of: `NAME:value`, folded at 75 octets, CRLF ends.
///
/// Source: RFC 6350 §3.2; RFC 5545 §3.1.
struct ContentLines {
  private(set) var bytes: [UInt8] = []

  /// Adds a line; it is folded between characters, never within one.
  mutating func add(_ name: String, _ value: String) {
    var room = 75
    for scalar in (name + ":" + value).unicodeScalars {
      let octets = Array(String(scalar).utf8)
      if octets.count > room {
        bytes += Array("\r\n ".utf8)
        room = 74
      }
      bytes += octets
      room -= octets.count
    }
    bytes += Array("\r\n".utf8)
  }

  /// A text as a value: what separates values is escaped, and a line's end is `\n`.
  ///
  /// Source: RFC 6350 §3.4; RFC 5545 §3.3.11.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\\\"
      case ",": result += "\\,"
      case ";": result += "\\;"
      case _ where character.isNewline: result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}
