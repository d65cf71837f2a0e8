/// Runs of words that are watched for, and the letters that each of them stands in.
///
/// A hash table whose every hit is compared word by word, so that what it says is exact. A run is
/// known by where it first stood: its words are kept once, in one array for all.
struct RunTable {
  /// What is known of a run.
  struct Entry {
    /// Where it stands in the watched words.
    fileprivate(set) var start: UInt32 = 0
    /// In words; 0 marks a free slot.
    fileprivate(set) var length: UInt32 = 0
    /// How many letters it stands in.
    fileprivate(set) var letters: UInt32 = 0
    /// The first of these letters and the last.
    fileprivate(set) var first: UInt32 = 0
    fileprivate(set) var last: UInt32 = 0
  }

  private var entries: [Entry]
  private var count = 0

  init() {
    entries = [Entry](repeating: Entry(), count: 1 << 8)
  }

  /// Watches for a run of the watched words.
  mutating func watch(_ start: Int, length: Int, in watched: [UInt32]) {
    let slot = slot(of: watched, start, length, among: watched)
    guard entries[slot].length == 0 else { return }
    entries[slot].start = UInt32(start)
    entries[slot].length = UInt32(length)
    count += 1
    if count * 2 > entries.count { grow(watched) }
  }

  /// Notes that a run stands in a letter; each letter counts once.
  mutating func note(
    _ words: [UInt32],
    _ start: Int,
    length: Int,
    letter: Int,
    watched: [UInt32]
  ) {
    let slot = slot(of: words, start, length, among: watched)
    guard entries[slot].length != 0 else { return }
    let letter = UInt32(letter)
    if entries[slot].letters == 0 {
      entries[slot].first = letter
    } else if entries[slot].last == letter {
      return
    }
    entries[slot].letters += 1
    entries[slot].last = letter
  }

  /// What is known of a run; nil for one that is not watched for.
  func entry(of words: [UInt32], _ start: Int, length: Int, watched: [UInt32]) -> Entry? {
    let entry = entries[slot(of: words, start, length, among: watched)]
    return entry.length == 0 ? nil : entry
  }

  /// The slot of a run, or the free one that it would have.
  private func slot(
    of words: [UInt32],
    _ start: Int,
    _ length: Int,
    among watched: [UInt32]
  ) -> Int {
    var slot = Self.hash(words, start, length) & (entries.count - 1)
    while entries[slot].length != 0 {
      if entries[slot].length == length {
        let other = Int(entries[slot].start)
        var index = 0
        while index < length, watched[other + index] == words[start + index] { index += 1 }
        if index == length { return slot }
      }
      slot = (slot + 1) & (entries.count - 1)
    }
    return slot
  }

  private mutating func grow(_ watched: [UInt32]) {
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 2)
    for entry in old where entry.length != 0 {
      let start = Int(entry.start)
      entries[slot(of: watched, start, Int(entry.length), among: watched)] = entry
    }
  }

  private static func hash(_ words: [UInt32], _ start: Int, _ length: Int) -> Int {
    var hash = UInt64(length)
    for index in start..<start + length {
      hash = (hash ^ UInt64(words[index])) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
    }
    return Int(truncatingIfNeeded: hash & 0x7fff_ffff_ffff_ffff)
  }
}
