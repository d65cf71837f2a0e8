/// Numbers for words: the same word has the same number, and two words never share one.
///
/// The number 0 is no word; the highest bit is set for ideographs and kana, each of which is a word.
final class WordTable {
  /// Marks the number of a word of a script that is written without spaces.
  static let ideographic: UInt32 = 1 << 31

  /// The numbers of the words of ASCII, by their hash; 0 is a free slot.
  private var slots: [UInt32]
  /// Where the bytes of each numbered word begin and end; those outside of ASCII have none.
  private var ranges: [Range<Int32>] = [0..<0]
  private var bytes: [UInt8] = []
  private var others: [String: UInt32] = [:]
  private var asciiCount = 0

  init() {
    slots = [UInt32](repeating: 0, count: 1 << 12)
  }

  /// The number of a word of lower-case ASCII letters and digits.
  func number(ofASCII word: [UInt8]) -> UInt32 {
    var slot = Self.hash(word) & (slots.count - 1)
    while slots[slot] != 0 {
      if isWord(slots[slot], word) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(ranges.count)
    let start = Int32(bytes.count)
    bytes += word
    ranges.append(start..<Int32(bytes.count))
    slots[slot] = number
    asciiCount += 1
    if asciiCount * 2 > slots.count { grow() }
    return number
  }

  /// The number of a word in lower case.
  func number(of word: String, isIdeographic: Bool = false) -> UInt32 {
    if let number = others[word] { return number }
    let number = UInt32(ranges.count) | (isIdeographic ? Self.ideographic : 0)
    ranges.append(0..<0)
    others[word] = number
    return number
  }

  /// The number of a word of ASCII without its last `s`; nil for a word that has none, and where the
  /// shorter one is no word so far.
  func numberWithoutS(_ number: UInt32) -> UInt32? {
    guard number & Self.ideographic == 0, !ranges[Int(number)].isEmpty else { return nil }
    let range = ranges[Int(number)]
    guard range.count > 3, bytes[Int(range.upperBound) - 1] == UInt8(ascii: "s") else { return nil }
    let word = Array(bytes[Int(range.lowerBound)..<Int(range.upperBound) - 1])
    var slot = Self.hash(word) & (slots.count - 1)
    while slots[slot] != 0 {
      if isWord(slots[slot], word) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The numbers of the words of which something is true.
  func numbers(where condition: (String) -> Bool) -> Set<UInt32> {
    var found = Set(others.filter { condition($0.key) }.values)
    for (number, range) in ranges.enumerated() where !range.isEmpty {
      let word = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
      if condition(String(decoding: word, as: UTF8.self)) { found.insert(UInt32(number)) }
    }
    return found
  }

  private func isWord(_ number: UInt32, _ word: [UInt8]) -> Bool {
    let range = ranges[Int(number)]
    guard range.count == word.count else { return false }
    let start = Int(range.lowerBound)
    for index in 0..<word.count where bytes[start + index] != word[index] { return false }
    return true
  }

  private func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in 1..<ranges.count where !ranges[number].isEmpty {
      let range = ranges[number]
      let word = Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
      var slot = Self.hash(word) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }

  /// Source: FNV-1a with 64 bits, draft-eastlake-fnv §4, folded.
  private static func hash(_ word: [UInt8]) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7fff_ffff)
  }
}
