/// The words of a text; of what is ASCII without a look at each character.
enum PlainWords {
  /// The words, in lower case, without punctuation and apostrophes.
  ///
  /// `isWord` tells which characters are words by themselves, in scripts without blanks.
  static func words(of text: String, isWord: (Unicode.Scalar) -> Bool) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      var words: [String] = []
      var start = 0
      while start < bytes.count {
        var end = start
        var bits: UInt8 = 0
        while end < bytes.count, bytes[end] > 0x20 {
          bits |= bytes[end]
          end += 1
        }
        let piece = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if bits < 0x80 {
          add(piece, to: &words)
        } else {
          add(String(decoding: piece, as: UTF8.self), isWord, to: &words)
        }
        start = end + 1
      }
      return words
    }
  }

  private static func add(
    _ piece: String,
    _ isWord: (Unicode.Scalar) -> Bool,
    to words: inout [String]
  ) {
    var word = ""
    for character in piece.lowercased() {
      if let scalar = character.unicodeScalars.first, isWord(scalar) {
        if !word.isEmpty { words.append(word) }
        words.append(String(character))
        word = ""
      } else if character.isLetter || character.isNumber {
        word.append(character)
      } else if !word.isEmpty, character != "'", character != "’" {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
  }

  private static func add(_ piece: UnsafeBufferPointer<UInt8>, to words: inout [String]) {
    var word: [UInt8] = []
    word.reserveCapacity(piece.count)
    for byte in piece {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        word.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      case UInt8(ascii: "'"): continue
      default:
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
  }
}

extension String {
  /// Whether one of the octets fulfils a condition.
  @inline(__always)
  func hasOctet(where condition: (UInt8) -> Bool) -> Bool {
    var text = self
    return text.withUTF8 { $0.hasOctet(where: condition) }
  }
}

extension [UInt8] {
  /// Whether one of the octets fulfils a condition.
  @inline(__always)
  func hasOctet(where condition: (UInt8) -> Bool) -> Bool {
    withUnsafeBufferPointer { $0.hasOctet(where: condition) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// All are looked at, several at a time, which is faster than one by one up to the first.
  ///
  /// That needs a loop without a branch: a truth is taken for the octet 0 or 1 that it is, and a
  /// condition with an "and" or an "or" has its octets looked at one by one all the same.
  @inline(__always)
  fileprivate func hasOctet(where condition: (UInt8) -> Bool) -> Bool {
    var found: UInt8 = 0
    for octet in self { found |= unsafeBitCast(condition(octet), to: UInt8.self) }
    return found != 0
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether some octets, two or more, stand in a row somewhere.
  fileprivate func contains(_ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    guard wanted.count > 1, count >= wanted.count else { return false }
    let (first, second) = (wanted[0], wanted[1])
    // Most texts lack the first two, which is seen several octets at a time.
    var beginnings: UInt8 = 0
    for index in 0..<(count - 1) {
      beginnings |= (self[index] == first ? 1 : 0) & (self[index &+ 1] == second ? 1 : 0)
    }
    guard beginnings != 0 else { return false }
    return (0...(count - wanted.count)).contains { start in
      self[start] == first && wanted.indices.allSatisfy { self[start + $0] == wanted[$0] }
    }
  }
}

extension [UInt8] {
  /// Whether the octets of an ASCII text of two or more stand somewhere.
  func contains(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in withUnsafeBufferPointer { $0.contains(wanted) } }
  }
}

extension StringProtocol {
  /// Whether the octets of an ASCII text of two or more stand somewhere in this one; where they do
  /// not, no search by characters finds it.
  func mayContain(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      utf8.withContiguousStorageIfAvailable { $0.contains(wanted) } ?? true
    }
  }
}
