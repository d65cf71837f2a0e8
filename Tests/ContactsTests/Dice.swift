/// Chance that can be had again: a failure names the seed.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  /// Source: SplitMix64, Steele and others, 2014.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  var isHeads: Bool {
    mutating get { next() & 1 == 0 }
  }

  mutating func below(_ end: Int) -> Int { Int(next() % UInt64(max(1, end))) }

  mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }
}
