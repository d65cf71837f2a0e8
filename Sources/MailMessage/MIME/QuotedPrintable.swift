/// Octets as text that stays readable where it is mostly ASCII.
///
/// Source: RFC 2045 §6.7.
public enum QuotedPrintable {
  /// Decodes; what is no valid escape stays as it is.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
    let text = Array(text)
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "=") else {
        result.append(text[index])
        index += 1
        continue
      }
      if let end = softBreakEnd(text, after: index) {
        index = end
      } else if index + 2 < text.count, let high = hex(text[index + 1]),
        let low = hex(text[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// Where a soft line break ends; blanks before the line end were added on the way.
  private static func softBreakEnd(_ text: [UInt8], after index: Int) -> Int? {
    var end = index + 1
    while end < text.count, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
    if end == text.count { return end }
    if text[end] == 0x0D, end + 1 < text.count, text[end + 1] == 0x0A { return end + 2 }
    return text[end] == 0x0A ? end + 1 : nil
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
