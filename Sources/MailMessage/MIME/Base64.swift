/// Octets as lines of letters and digits.
///
/// Source: RFC 2045 §6.8.
public enum Base64 {
  /// The octets that the characters stand for; everything outside the alphabet is passed over, and
  /// padding ends it.
  public static func decode(_ text: some Sequence<UInt8>) -> [UInt8] {
    read(Array(text)[...]).bytes
  }

  /// The octets that the characters stand for, and whether there was nothing but them, white space
  /// and the padding that they need.
  static func read(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], isWhole: Bool) {
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3 + 3)
    let values = values
    var group: UInt32 = 0
    var digits = 0
    var pads = 0
    var isWhole = true
    var index = text.startIndex
    while index < text.endIndex {
      let value = values[Int(text[index])]
      index += 1
      if value < 64 {
        group = group << 6 | UInt32(value)
        digits += 1
        pads = 0
        if digits == 4 {
          result.append(UInt8(truncatingIfNeeded: group >> 16))
          result.append(UInt8(truncatingIfNeeded: group >> 8))
          result.append(UInt8(truncatingIfNeeded: group))
          digits = 0
        }
      } else if value == padding {
        pads += 1
        if digits >= 2, digits + pads >= 4 { break }
        isWhole = digits >= 2 && isWhole
      } else if value == foreign {
        isWhole = false
      }
    }
    if digits > 1 { result.append(UInt8(truncatingIfNeeded: group >> (digits == 2 ? 4 : 10))) }
    if digits > 2 { result.append(UInt8(truncatingIfNeeded: group >> 2)) }
    return (result, isWhole && digits != 1 && isEnd(text[index...]))
  }

  /// Whether nothing stands behind padding but more padding and white space.
  private static func isEnd(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.allSatisfy { values[Int($0)] == padding || values[Int($0)] == blank }
  }

  private static let blank: UInt8 = 64
  private static let padding: UInt8 = 65
  private static let foreign: UInt8 = 66

  /// What each octet stands for: a digit, white space, padding, or nothing.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: foreign, count: 256)
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, digit) in digits.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
    for byte in [0x20, 0x09, 0x0D, 0x0A] { values[byte] = blank }
    values[Int(UInt8(ascii: "="))] = padding
    return values
  }()
}
