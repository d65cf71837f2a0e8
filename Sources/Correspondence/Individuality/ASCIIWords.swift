/// The words of a ``WordTable`` that are of ASCII letters and digits alone, as almost all are.
///
/// A hash table that compares every hit, so that what it says is exact.
struct ASCIIWords {
  private var slots = [Slot](repeating: Slot(), count: 1 << 12)
  /// How many of the slots have a word.
  private var count = 0
  /// Where the octets of each numbered word begin and end; those outside of ASCII have none.
  private var ranges: [Range<Int32>] = [0..<0]
  private var octets: [UInt8] = []

  /// A word's place in the hash table; a free one has the number 0.
  private struct Slot {
    var key: UInt64 = 0
    var number: UInt32 = 0
  }

  /// All numbers so far, those of other words and 0 among them.
  var numbers: Range<UInt32> { 0..<UInt32(ranges.count) }

  /// The number of a word, in capitals or not; one that was not there gets the next.
  mutating func number(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    number(of: word, key: Self.key(of: word))
  }

  /// The same for a word whose octets were put together as it was read.
  mutating func number(of word: UnsafeBufferPointer<UInt8>, octets: UInt64) -> UInt32 {
    number(of: word, key: word.count <= Self.wholeKey ? octets : Self.key(of: word))
  }

  /// Whether an octet is an ASCII letter or a digit.
  static func isPlain(_ octet: UInt8) -> Bool {
    // A letter in lower case, counted from `a`, or a digit.
    (octet | 0x20) &- UInt8(ascii: "a") < 26 || octet &- UInt8(ascii: "0") < 10
  }

  /// Where the letters and digits end that begin at a place, and their octets put together, as far as
  /// eight of them tell; the place itself where fewer are left.
  static func beginning(
    of bytes: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) -> (end: Int, octets: UInt64) {
    guard bytes.count - start >= wholeKey else { return (start, 0) }
    let block = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: start, as: UInt64.self)
      .bigEndian
    let count = (~plainOctets(of: block) & eachHighest).leadingZeroBitCount / 8
    return (start + count, count == 0 ? 0 : (block | eachCase) >> UInt64(64 - 8 * count))
  }

  /// The highest bit of each octet that is an ASCII letter or a digit.
  ///
  /// Source: Warren, "Hacker's Delight", §6-1, for comparing the octets of a word at once.
  private static func plainOctets(of block: UInt64) -> UInt64 {
    let low = block & ~eachHighest
    let lowered = low | eachCase
    let isLetter = atLeast(UInt8(ascii: "a"), lowered) & ~atLeast(UInt8(ascii: "z") + 1, lowered)
    let isDigit = atLeast(UInt8(ascii: "0"), low) & ~atLeast(UInt8(ascii: "9") + 1, low)
    return (isLetter | isDigit) & ~block & eachHighest
  }

  /// Sets the highest bit of each octet below 0x80 that is not less than a limit.
  private static func atLeast(_ limit: UInt8, _ octets: UInt64) -> UInt64 {
    octets + UInt64(0x80 - limit) * each
  }

  private static let each: UInt64 = 0x0101_0101_0101_0101
  private static let eachHighest = 0x80 * each
  /// The bit that tells a letter in lower case from a capital.
  private static let eachCase = 0x20 * each

  /// The octets of a word with one more.
  static func octets(_ octets: UInt64, adding octet: UInt8) -> UInt64 {
    octets << 8 | UInt64(lowered(octet))
  }

  private mutating func number(of word: UnsafeBufferPointer<UInt8>, key: UInt64) -> UInt32 {
    let slot = slot(of: word, key)
    if slots[slot].number != 0 { return slots[slot].number }
    let start = Int32(octets.count)
    for octet in word { octets.append(Self.lowered(octet)) }
    let number = nextNumber()
    ranges[Int(number)] = start..<Int32(octets.count)
    slots[slot] = Slot(key: key, number: number)
    count += 1
    if count * 2 > slots.count { grow() }
    return number
  }

  /// The number of a word that is there; nil for any other.
  func knownNumber(of word: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let number = slots[slot(of: word, Self.key(of: word))].number
    return number == 0 ? nil : number
  }

  /// Gives the next number to a word that is not of ASCII.
  mutating func nextNumber() -> UInt32 {
    ranges.append(0..<0)
    return UInt32(ranges.count - 1)
  }

  /// Gives the octets of the word of a number, in lower case; none where it is not of ASCII.
  func withOctets<Value>(
    of number: UInt32,
    _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let range = ranges[Int(number)]
    return octets.withUnsafeBufferPointer { octets in
      body(UnsafeBufferPointer(rebasing: octets[Int(range.lowerBound)..<Int(range.upperBound)]))
    }
  }

  /// The slot of a word, or the free one that it would have.
  private func slot(of word: UnsafeBufferPointer<UInt8>, _ key: UInt64) -> Int {
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot].number != 0 {
      if slots[slot].key == key, word.count <= Self.wholeKey || isWord(slots[slot].number, word) {
        return slot
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isWord(_ number: UInt32, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    withOctets(of: number) { other in
      other.count == word.count && zip(other, word).allSatisfy { $0 == Self.lowered($1) }
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for entry in old where entry.number != 0 {
      var slot = Self.hash(entry.key) & (slots.count - 1)
      while slots[slot].number != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }

  /// A letter in lower case, and a digit as it is.
  private static func lowered(_ octet: UInt8) -> UInt8 { octet | 0x20 }

  /// The longest word whose key is its octets.
  private static let wholeKey = 8

  /// What tells a word from all others where it is short, and else from almost all: its octets, or
  /// with the highest bit set, which no octet of ASCII has, a digest of them.
  ///
  /// Source: FNV-1a with 64 bits, draft-eastlake-fnv §4, for the digest.
  private static func key(of word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if word.count <= wholeKey { return word.reduce(0) { octets($0, adding: $1) } }
    let digest = word.reduce(0xcbf2_9ce4_8422_2325) { digest, octet in
      (digest ^ UInt64(lowered(octet))) &* 0x0000_0100_0000_01b3
    }
    return digest | 1 << 63
  }

  /// Source: Knuth, "The Art of Computer Programming", volume 3, §6.4, multiplicative hashing.
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32)
  }
}
