/// Runs of words that are watched for, and the letters that each of them stands in.
///
/// A hash table whose every hit is compared word by word, so that what it says is exact. A run is
/// known by where it first stood: its words are kept once, in one array for all.
struct RunTable {
  /// What is known of a run.
  struct Entry {
    /// Where it stands in the watched words.
    fileprivate(set) var start: UInt32
    /// In words.
    fileprivate(set) var length: UInt32
    /// How many letters it stands in.
    fileprivate(set) var letters: UInt32 = 0
    /// The first of these letters and the last.
    fileprivate(set) var first: UInt32 = 0
    fileprivate(set) var last: UInt32 = 0
  }

  /// The runs in the order in which they were first watched for, which is the order of the letters:
  /// whoever goes through a letter reads them one after the other.
  private var entries: [Entry] = []
  /// The upper half of a run's hash, and below it the run's number, from 1; 0 is a free slot.
  private var slots: [UInt64]
  /// A bit for each word that a run begins with, by the lowest bits of the word's number.
  private var beginnings: [UInt64]

  init() {
    slots = [UInt64](repeating: 0, count: 1 << 8)
    beginnings = [UInt64](repeating: 0, count: 1 << 6)
  }

  /// Watches for a run of the watched words.
  ///
  /// - Returns: The run's number, which is never 0.
  @discardableResult
  mutating func watch(_ start: Int, length: Int, in watched: [UInt32]) -> UInt32 {
    let hash = Self.hash(watched, start, length)
    let slot = slot(of: watched, start, length, hash, among: watched)
    guard slots[slot] == 0 else { return UInt32(truncatingIfNeeded: slots[slot]) }
    entries.append(Entry(start: UInt32(start), length: UInt32(length)))
    slots[slot] = Self.slot(hash, number: entries.count)
    let (word, bit) = Self.beginning(watched[start])
    beginnings[word] |= bit
    if entries.count * 2 > slots.count { grow(to: slots.count * 2, watched) }
    return UInt32(entries.count)
  }

  /// Notes that a run stands in a letter; each letter counts once.
  mutating func note(
    _ words: [UInt32],
    _ start: Int,
    length: Int,
    letter: Int,
    watched: [UInt32]
  ) {
    let number = number(of: words, start, length: length, watched: watched)
    if number != 0 { note(number, letter: letter) }
  }

  /// Notes that the run of a number stands in a letter; each letter counts once.
  mutating func note(_ number: UInt32, letter: Int) {
    let (index, letter) = (Int(number) - 1, UInt32(letter))
    if entries[index].letters == 0 {
      entries[index].first = letter
    } else if entries[index].last == letter {
      return
    }
    entries[index].letters += 1
    entries[index].last = letter
  }

  /// Whether a run may begin with a word; hardly any does with one that is not among the watched.
  func mayBegin(with word: UInt32) -> Bool {
    let (word, bit) = Self.beginning(word)
    return beginnings[word] & bit != 0
  }

  /// What is known of the run of a number.
  func entry(_ number: UInt32) -> Entry { entries[Int(number) - 1] }

  /// What is known of a run; nil for one that is not watched for.
  func entry(of words: [UInt32], _ start: Int, length: Int, watched: [UInt32]) -> Entry? {
    let number = number(of: words, start, length: length, watched: watched)
    return number == 0 ? nil : entry(number)
  }

  /// The number of a run; 0 for one that is not watched for.
  private func number(
    of words: [UInt32],
    _ start: Int,
    length: Int,
    watched: [UInt32]
  ) -> UInt32 {
    guard mayBegin(with: words[start]) else { return 0 }
    let hash = Self.hash(words, start, length)
    return UInt32(truncatingIfNeeded: slots[slot(of: words, start, length, hash, among: watched)])
  }

  /// The slot of a run, or the free one that it would have.
  private func slot(
    of words: [UInt32],
    _ start: Int,
    _ length: Int,
    _ hash: UInt64,
    among watched: [UInt32]
  ) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 {
        let entry = entries[Int(UInt32(truncatingIfNeeded: slots[slot])) - 1]
        let other = Int(entry.start)
        var index = entry.length == length ? 0 : length + 1
        while index < length, watched[other + index] == words[start + index] { index += 1 }
        if index == length { return slot }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow(to size: Int, _ watched: [UInt32]) {
    slots = [UInt64](repeating: 0, count: size)
    for (index, entry) in entries.enumerated() {
      let hash = Self.hash(watched, Int(entry.start), Int(entry.length))
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Self.slot(hash, number: index + 1)
    }
  }

  private static func slot(_ hash: UInt64, number: Int) -> UInt64 {
    hash & 0xffff_ffff_0000_0000 | UInt64(number)
  }

  private static func beginning(_ word: UInt32) -> (word: Int, bit: UInt64) {
    (Int(word >> 6 & 63), 1 << UInt64(word & 63))
  }

  private static func hash<Words: RandomAccessCollection>(
    _ words: Words,
    _ start: Int,
    _ length: Int
  ) -> UInt64 where Words.Element == UInt32, Words.Index == Int {
    var hash = UInt64(length)
    for index in start..<start + length {
      hash = (hash ^ UInt64(words[index])) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
    }
    return hash
  }
}
