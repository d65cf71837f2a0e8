/// Numbers for words: the same word has the same number, and two words never share one.
///
/// The number 0 is no word; the highest bit is set for ideographs and kana, each of which is a word.
final class WordTable {
  /// Marks the number of a word of a script that is written without spaces.
  static let ideographic: UInt32 = 1 << 31

  private var words = ASCIIWords()
  private var others: [String: UInt32] = [:]

  /// The number of a word of ASCII letters and digits; its case does not matter.
  func number(ofASCII word: UnsafeBufferPointer<UInt8>) -> UInt32 { words.number(of: word) }

  /// The number of a word in lower case.
  func number(of word: String, isIdeographic: Bool = false) -> UInt32 {
    if let number = others[word] { return number }
    let number = words.nextNumber() | (isIdeographic ? Self.ideographic : 0)
    others[word] = number
    return number
  }

  /// The number of a word of ASCII without its last `s`; nil for a word that has none, and where the
  /// shorter one is no word so far.
  func numberWithoutS(_ number: UInt32) -> UInt32? {
    guard number & Self.ideographic == 0 else { return nil }
    return words.withOctets(of: number) { word in
      guard word.count > 3, word.last == UInt8(ascii: "s") else { return nil }
      return words.knownNumber(of: UnsafeBufferPointer(rebasing: word.dropLast()))
    }
  }

  /// The numbers that another table's words have here, by their numbers there.
  func numbers(of other: WordTable) -> [UInt32] {
    var numbers = other.words.numbers.map { number in
      other.words.withOctets(of: number) { $0.isEmpty ? 0 : self.number(ofASCII: $0) }
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
    copy.words = words
    copy.others = others
    return copy
  }

  /// The numbers of the words of which something is true.
  func numbers(where condition: (String) -> Bool) -> Set<UInt32> {
    var found = Set(others.filter { condition($0.key) }.values)
    for number in words.numbers {
      let isFound = words.withOctets(of: number) { word in
        !word.isEmpty && condition(String(decoding: word, as: UTF8.self))
      }
      if isFound { found.insert(number) }
    }
    return found
  }
}
