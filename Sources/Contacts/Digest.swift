/// Short digests that tell texts apart; they guard nothing.
///
/// Source: FNV-1a with 64 bits, draft-eastlake-fnv §4, folded.
enum Digest {
  /// The digest of a text as lower-case hexadecimal digits, at most 16.
  static func hex(_ text: String, digits: Int) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash ^= UInt64(byte)
      hash = hash &* 0x0000_0100_0000_01b3
    }
    // The low bits of FNV know little of the last bytes; fold the high ones in.
    hash ^= hash >> 32
    if digits <= 4 { hash ^= hash >> 16 }
    let last = String(hash & (.max >> UInt64(64 - 4 * digits)), radix: 16)
    return String(repeating: "0", count: digits - last.count) + last
  }

  /// A sum over many bytes, eight at a time, that damage is sure to change.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { buffer in
      var hash = 0xcbf2_9ce4_8422_2325 ^ UInt64(buffer.count)
      let whole = buffer.count & ~7
      for offset in stride(from: 0, to: whole, by: 8) {
        let word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        hash = mixed(hash, UInt64(littleEndian: word))
      }
      for offset in whole..<buffer.count { hash = mixed(hash, UInt64(buffer[offset])) }
      return hash
    }
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
    return product ^ product >> 29
  }
}
