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
    let all = String(hash, radix: 16)
    return String((String(repeating: "0", count: 16 - all.count) + all).suffix(digits))
  }
}
