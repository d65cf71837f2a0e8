extension Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// The octets on one line, padded.
  static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var count = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      count += 1
      if count == 3 {
        append(group, digits: 4, to: &result)
        (group, count) = (0, 0)
      }
    }
    if count > 0 {
      append(group << UInt32(8 * (3 - count)), digits: count + 1, to: &result)
      result += [UInt8](repeating: UInt8(ascii: "="), count: 3 - count)
    }
    return result
  }

  private static func append(_ group: UInt32, digits: Int, to result: inout [UInt8]) {
    for digit in 0..<digits {
      result.append(alphabet[Int(group >> UInt32(18 - 6 * digit) & 63)])
    }
  }

  /// The octets in lines of 76 characters, each with its CRLF.
  static func lines(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 57) {
      result += encode(bytes[start..<min(start + 57, bytes.count)])
      result += [0x0D, 0x0A]
    }
    return result
  }
}
