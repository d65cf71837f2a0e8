/// Octets as text that stays readable where it is mostly ASCII.
///
/// Source: RFC 2045 §6.7.
public enum QuotedPrintable {
  /// Decodes; what is no valid escape stays as it is.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
    read(Array(text)[...]).bytes
  }

  /// Decodes, and tells whether every escape was a valid one.
  static func read(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], isWhole: Bool) {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isWhole = true
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "=") else {
        result.append(byte)
        continue
      }
      if index + 1 < text.endIndex, let high = hex(text[index]), let low = hex(text[index + 1]) {
        result.append(high << 4 | low)
        index += 2
      } else if let end = softBreakEnd(text[index...]) {
        index = end
      } else {
        result.append(byte)
        isWhole = false
      }
    }
    return (result, isWhole)
  }

  /// Where a soft line break ends; blanks before the line end were added on the way.
  private static func softBreakEnd(_ rest: ArraySlice<UInt8>) -> Int? {
    // A longer run of blanks would be looked through again for each `=` before it.
    let line = rest.prefix(1000).drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = line.first else {
      return line.startIndex == rest.endIndex ? rest.endIndex : nil
    }
    if first == 0x0D, line.dropFirst().first == 0x0A { return line.startIndex + 2 }
    return first == 0x0A ? line.startIndex + 1 : nil
  }

  /// The value of a hexadecimal digit.
  static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
