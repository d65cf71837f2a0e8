/// A set of words, by their numbers: a look into an array tells whether one is in it.
struct WordFlags {
  private var flags: [Bool] = []

  init(_ numbers: [UInt32] = []) {
    for number in numbers { insert(number) }
  }

  mutating func insert(_ number: UInt32) {
    let index = Int(number & ~WordTable.ideographic)
    if index >= flags.count {
      let more = max(index + 1, flags.count * 2) - flags.count
      flags += [Bool](repeating: false, count: more)
    }
    flags[index] = true
  }

  func contains(_ number: UInt32) -> Bool {
    let index = Int(number & ~WordTable.ideographic)
    return index < flags.count && flags[index]
  }

  /// Adds the words of another table, by what their numbers are in this one.
  mutating func formUnion(_ others: WordFlags, _ numbers: [UInt32]) {
    for (index, number) in numbers.enumerated() where others.contains(UInt32(index)) {
      insert(number)
    }
  }
}
