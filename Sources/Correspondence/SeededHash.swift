/// A small hash whose value is the same on every machine and in every run.
///
/// It picks and names; it guards nothing.
///
/// Source: FNV-1a with 64 bits, draft-eastlake-fnv §4, and SplitMix64's finalizer.
struct SeededHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  init(seed: UInt64 = 0) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      add(byte: UInt8(truncatingIfNeeded: seed >> shift))
    }
  }

  /// Hashes the parts in order; `["a", "bc"]` and `["ab", "c"]` differ.
  init(_ parts: [String], seed: UInt64 = 0) {
    self.init(seed: seed)
    for part in parts { add(part) }
  }

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte: byte) }
    add(byte: 0xff)
  }

  /// Hashes a text word by word: how many blanks and line ends stand between them does not matter.
  mutating func add(wordsOf text: String) {
    var isInside = false
    var isBetween = false
    for byte in text.utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isBetween = isInside
      } else {
        if isBetween { add(byte: 0x20) }
        isBetween = false
        isInside = true
        add(byte: byte)
      }
    }
    add(byte: 0xff)
  }

  mutating func add(bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte: byte) }
  }

  private mutating func add(byte: UInt8) {
    state ^= UInt64(byte)
    state = state &* 0x0000_0100_0000_01b3
  }

  var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// The value in Crockford's digits, which do not look like one another: 1 to 12 of them.
  func word(digits: Int) -> String {
    var rest = value
    let word = (0..<min(max(digits, 1), 12)).map { _ in
      defer { rest >>= 5 }
      return Self.alphabet[Int(rest & 31)]
    }
    return String(decoding: word, as: UTF8.self)
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// The value in lower-case hexadecimal digits: 1 to 16 of them.
  func hex(digits: Int) -> String {
    let all = String(value, radix: 16)
    return String((String(repeating: "0", count: 16 - all.count) + all).prefix(max(1, digits)))
  }
}
