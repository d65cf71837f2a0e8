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

  /// The number of a word of ASCII letters and digits; its case does not matter.
  func number(ofASCII word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let slot = slot(of: word)
    if slots[slot] != 0 { return slots[slot] }
    let number = UInt32(ranges.count)
    let start = Int32(bytes.count)
    for byte in word { bytes.append(Self.lowered(byte)) }
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
    let shorter = Int(range.lowerBound)..<Int(range.upperBound) - 1
    let found = bytes.withUnsafeBufferPointer { bytes in
      slot(of: UnsafeBufferPointer(rebasing: bytes[shorter]))
    }
    return slots[found] == 0 ? nil : slots[found]
  }

  /// The numbers that another table's words have here, by their numbers there.
  func numbers(of other: WordTable) -> [UInt32] {
    var numbers = [UInt32](repeating: 0, count: other.ranges.count)
    other.bytes.withUnsafeBufferPointer { bytes in
      for (index, range) in other.ranges.enumerated() where !range.isEmpty {
        let word = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
        numbers[index] = number(ofASCII: UnsafeBufferPointer(rebasing: word))
      }
    }
    for (word, number) in other.others {
      let isIdeographic = number & Self.ideographic != 0
      numbers[Int(number & ~Self.ideographic)] =
        self.number(of: word, isIdeographic: isIdeographic)
    }
    return numbers
  }

  /// A table with the same words, which learns others by itself.
  func copy() -> WordTable {
    let copy = WordTable()
    copy.slots = slots
    copy.ranges = ranges
    copy.bytes = bytes
    copy.others = others
    copy.asciiCount = asciiCount
    return copy
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

  /// The slot of a word, or the free one that it would have.
  private func slot(of word: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = Self.hash(word) & (slots.count - 1)
    while slots[slot] != 0, !isWord(slots[slot], word) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func isWord(_ number: UInt32, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = ranges[Int(number)]
    guard range.count == word.count else { return false }
    let start = Int(range.lowerBound)
    for index in 0..<word.count where bytes[start + index] != Self.lowered(word[index]) {
      return false
    }
    return true
  }

  private func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    bytes.withUnsafeBufferPointer { bytes in
      for number in 1..<ranges.count where !ranges[number].isEmpty {
        let range = Int(ranges[number].lowerBound)..<Int(ranges[number].upperBound)
        slots[slot(of: UnsafeBufferPointer(rebasing: bytes[range]))] = UInt32(number)
      }
    }
  }

  /// A letter in lower case, and a digit as it is.
  private static func lowered(_ byte: UInt8) -> UInt8 { byte | 0x20 }

  /// Source: FNV-1a with 64 bits, draft-eastlake-fnv §4, folded.
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(lowered(byte))) &* 0x0000_0100_0000_01b3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7fff_ffff)
  }
}
