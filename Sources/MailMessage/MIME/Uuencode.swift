/// Octets as Unix sent them before there was Base64.
///
/// Source: POSIX.1-2024, uuencode(1).
enum Uuencode {
  /// What stands between `begin` and `end`, and whether all of it was of the form; nil where nothing
  /// begins.
  static func read(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], isWhole: Bool)? {
    var result: [UInt8] = []
    var hasBegun = false
    var isWhole = true
    var lines = LineReader(text)
    while let line = lines.next() {
      let content = text[line.content]
      guard hasBegun else {
        hasBegun = content.starts(with: "begin ".utf8)
        continue
      }
      if content.elementsEqual("end".utf8) { return (result, isWhole) }
      if !appendLine(content, to: &result) { isWhole = false }
    }
    return hasBegun ? (result, false) : nil
  }

  /// Appends a line; false when it is shorter than it says, or holds something else.
  private static func appendLine(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) -> Bool {
    guard let first = line.first else { return true }
    guard (0x20...0x60).contains(first) else { return false }
    let count = Int(value(first))
    var octets: [UInt8] = []
    var group: UInt32 = 0
    var digits = 0
    for byte in line.dropFirst().prefix((count + 2) / 3 * 4) {
      guard (0x20...0x60).contains(byte) else { return false }
      group = group << 6 | value(byte)
      digits += 1
      if digits == 4 {
        octets += [16, 8, 0].map { UInt8(truncatingIfNeeded: group >> $0) }
        (group, digits) = (0, 0)
      }
    }
    // Blanks at the end of a line, which stand for zeros, get lost on the way.
    if digits > 0 {
      group <<= UInt32(6 * (4 - digits))
      octets += [16, 8, 0].map { UInt8(truncatingIfNeeded: group >> $0) }
    }
    octets += [UInt8](repeating: 0, count: max(count - octets.count, 0))
    result += octets.prefix(count)
    return true
  }

  private static func value(_ byte: UInt8) -> UInt32 { UInt32((byte &- 0x20) & 0x3F) }
}
