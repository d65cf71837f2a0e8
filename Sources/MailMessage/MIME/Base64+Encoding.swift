extension Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )
  /// The two characters of each twelve bits, the first one lower.
  private static let pairs = (0..<4096).map { bits in
    UInt16(alphabet[bits >> 6]) | UInt16(alphabet[bits & 63]) << 8
  }
  /// How many octets a line of 76 characters stands for.
  private static let lineOctets = 57

  /// The octets on one line, padded.
  package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    var result = [UInt8](repeating: UInt8(ascii: "="), count: (bytes.count + 2) / 3 * 4)
    result.withUnsafeMutableBufferPointer { encode(bytes, 0..<bytes.count, to: $0, at: 0) }
    return result
  }

  /// The octets on lines of 76 characters, the first of which has those of so many groups of three, one
  /// or more; a blank stands before each but the first, as in a folded field.
  ///
  /// Source: RFC 5322 §2.2.3.
  package static func folded(_ bytes: [UInt8], firstGroups: Int) -> [UInt8] {
    let starts = [0] + stride(from: firstGroups * 3, to: bytes.count, by: lineOctets)
    let count = (bytes.count + 2) / 3 * 4 + (starts.count - 1) * 3
    var result = [UInt8](repeating: UInt8(ascii: "="), count: count)
    result.withUnsafeMutableBufferPointer { target in
      var position = 0
      for (start, end) in zip(starts, starts.dropFirst() + [bytes.count]) {
        if start > 0 {
          for octet: UInt8 in [0x0D, 0x0A, 0x20] {
            target[position] = octet
            position += 1
          }
        }
        encode(bytes, start..<end, to: target, at: position)
        position += (end - start + 2) / 3 * 4
      }
    }
    return result
  }

  /// How many octets the lines of so many octets have, their ends counted.
  static func linesCount(of count: Int) -> Int {
    (count + 2) / 3 * 4 + (count + lineOctets - 1) / lineOctets * 2
  }

  /// The octets in lines of 76 characters, each with its CRLF.
  static func lines(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    appendLines(bytes, to: &result)
    return result
  }

  /// Appends the octets in lines of 76 characters, each with its CRLF.
  static func appendLines(_ bytes: [UInt8], to result: inout [UInt8]) {
    var position = result.count
    result += repeatElement(UInt8(ascii: "="), count: linesCount(of: bytes.count))
    result.withUnsafeMutableBufferPointer { target in
      for start in stride(from: 0, to: bytes.count, by: lineOctets) {
        let end = min(start + lineOctets, bytes.count)
        encode(bytes, start..<end, to: target, at: position)
        position += (end - start + 2) / 3 * 4
        target[position] = 0x0D
        target[position + 1] = 0x0A
        position += 2
      }
    }
  }

  /// Writes groups of four characters; what a last group lacks stays the padding that it is.
  private static func encode(
    _ source: [UInt8],
    _ range: Range<Int>,
    to target: UnsafeMutableBufferPointer<UInt8>,
    at position: Int
  ) {
    alphabet.withUnsafeBufferPointer { alphabet in
      source.withUnsafeBufferPointer { source in
        var index = range.lowerBound
        var position = position
        encodeGroups(source, &index, range.upperBound, to: target, &position)
        let rest = range.upperBound - index
        guard rest > 0 else { return }
        let group = Int(source[index]) << 16 | (rest == 2 ? Int(source[index + 1]) << 8 : 0)
        target[position] = alphabet[group >> 18]
        target[position + 1] = alphabet[group >> 12 & 63]
        if rest == 2 { target[position + 2] = alphabet[group >> 6 & 63] }
      }
    }
  }

  /// Writes the whole groups, two of them at a time where more octets than theirs are left.
  private static func encodeGroups(
    _ source: UnsafeBufferPointer<UInt8>,
    _ index: inout Int,
    _ end: Int,
    to target: UnsafeMutableBufferPointer<UInt8>,
    _ position: inout Int
  ) {
    let target = UnsafeMutableRawBufferPointer(target)
    let octets = UnsafeRawBufferPointer(source)
    pairs.withUnsafeBufferPointer { pairs in
      func characters(_ group: UInt64) -> UInt32 {
        UInt32(pairs[Int(group >> 12)]) | UInt32(pairs[Int(group & 4095)]) << 16
      }
      while index + 8 <= end {
        let groups = octets.loadUnaligned(fromByteOffset: index, as: UInt64.self).bigEndian
        let first = characters(groups >> 40)
        let second = characters(groups >> 16 & 0xFF_FFFF)
        let both = UInt64(first) | UInt64(second) << 32
        target.storeBytes(of: both.littleEndian, toByteOffset: position, as: UInt64.self)
        index += 6
        position += 8
      }
      while index + 3 <= end {
        let group =
          UInt64(source[index]) << 16 | UInt64(source[index + 1]) << 8 | UInt64(source[index + 2])
        let four = characters(group).littleEndian
        target.storeBytes(of: four, toByteOffset: position, as: UInt32.self)
        index += 3
        position += 4
      }
    }
  }
}
