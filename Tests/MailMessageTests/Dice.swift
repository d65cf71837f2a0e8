/// Chance that can be had again: a failure names the seed.
struct Dice: RandomNumberGenerator, CustomStringConvertible {
  private let seed: UInt64
  private var state: UInt64

  init(seed: UInt64 = .random(in: 0...UInt64.max)) {
    self.seed = seed
    state = seed
  }

  var description: String { "Dice(seed: \(seed))" }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func number(below end: Int) -> Int {
    Int.random(in: 0..<end, using: &self)
  }

  mutating func pick(_ characters: String) -> Character {
    characters.randomElement(using: &self) ?? " "
  }

  /// A text of all of Unicode: mostly letters and blanks, some of everything.
  mutating func text(upTo length: Int) -> String {
    var text = String.UnicodeScalarView()
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0x61...0x7A, 0xA0...0x17F, 0x300...0x36F, 0x370...0x5FF,
      0x900...0x97F, 0xAC00...0xAFFF, 0x2000...0x206F, 0x3040...0x9FFF, 0xFE00...0xFFFD,
      0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0x10000...0x10FFFF,
    ]
    let favourite = ranges[number(below: ranges.count)]
    for _ in 0..<number(below: length + 1) {
      let roll = number(below: 10)
      let range = roll < 7 ? favourite : ranges[number(below: ranges.count)]
      let value = UInt32.random(in: range, using: &self)
      text.append(roll == 9 ? " " : Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(text)
  }
}
