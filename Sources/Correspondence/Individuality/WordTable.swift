/// Numbers for words: the same word has the same number, and two words never share one.
///
/// The number 0 is no word; the highest bit is set for ideographs and kana, each of which is a word.
final class WordTable {
  /// Marks the number of a word of a script that is written without spaces.
  static let ideographic: UInt32 = 1 << 31

  private var words = Words()

  /// What is in a table.
  ///
  /// Whoever numbers many words has it for itself meanwhile, since to ask for it takes about as long
  /// as to number a word.
  struct Words {
    private var ascii = ASCIIWords()
    private var others: [String: UInt32] = [:]
  }

  /// Hands over the words, for numbers of some that may be new.
  func withWords<Value>(_ body: (inout Words) -> Value) -> Value { body(&words) }

  /// The number of a word of ASCII without its last `s`; nil for a word that has none, and where the
  /// shorter one is no word so far.
  func numberWithoutS(_ number: UInt32) -> UInt32? { words.numberWithoutS(number) }

  /// The same for each of some numbers, with 0 in place of nil.
  func numbersWithoutS(_ numbers: [UInt32]) -> [UInt32] {
    let words = words
    return numbers.map { $0 == 0 ? 0 : words.numberWithoutS($0) ?? 0 }
  }

  /// The numbers of all words that without their last `s` are one of some.
  func numbers(withSOf others: WordFlags) -> [UInt32] { words.numbers(withSOf: others) }

  /// The numbers that another table's words have here, by their numbers there.
  func numbers(of other: WordTable) -> [UInt32] { words.numbers(of: other.words) }

  /// A table with the same words, which learns others by itself.
  func copy() -> WordTable {
    let copy = WordTable()
    copy.words = words
    return copy
  }

  /// The numbers of the words of which something is true.
  func numbers(where condition: (String) -> Bool) -> Set<UInt32> {
    words.numbers(where: condition)
  }
}

extension WordTable.Words {
  /// The number of a word of ASCII letters and digits; its case does not matter.
  mutating func number(ofASCII word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    ascii.number(of: word)
  }

  /// The same for a word whose octets were put together as it was read.
  mutating func number(ofASCII word: UnsafeBufferPointer<UInt8>, octets: UInt64) -> UInt32 {
    ascii.number(of: word, octets: octets)
  }

  /// The number of a word in lower case.
  mutating func number(of word: String, isIdeographic: Bool = false) -> UInt32 {
    if let number = others[word] { return number }
    let number = ascii.nextNumber() | (isIdeographic ? WordTable.ideographic : 0)
    others[word] = number
    return number
  }

  fileprivate func numberWithoutS(_ number: UInt32) -> UInt32? {
    guard number & WordTable.ideographic == 0 else { return nil }
    return ascii.withOctets(of: number) { word in
      guard word.count > 3, word.last == UInt8(ascii: "s") else { return nil }
      return ascii.knownNumber(of: UnsafeBufferPointer(rebasing: word.dropLast()))
    }
  }

  fileprivate func numbers(withSOf others: WordFlags) -> [UInt32] {
    ascii.numbers.filter { numberWithoutS($0).map(others.contains) ?? false }
  }

  fileprivate mutating func numbers(of other: Self) -> [UInt32] {
    var numbers = other.ascii.numbers.map { number in
      other.ascii.withOctets(of: number) { $0.isEmpty ? 0 : self.number(ofASCII: $0) }
    }
    for (word, number) in other.others {
      let isIdeographic = number & WordTable.ideographic != 0
      numbers[Int(number & ~WordTable.ideographic)] =
        self.number(of: word, isIdeographic: isIdeographic)
    }
    return numbers
  }

  fileprivate func numbers(where condition: (String) -> Bool) -> Set<UInt32> {
    var found = Set(others.filter { condition($0.key) }.values)
    for number in ascii.numbers {
      let isFound = ascii.withOctets(of: number) { word in
        !word.isEmpty && condition(String(decoding: word, as: UTF8.self))
      }
      if isFound { found.insert(number) }
    }
    return found
  }
}
