/// Letters and their marks as the one character that they are, where there is one.
///
/// Swift compares characters by canonical equivalence; this writes what they are equal to.
///
/// Source: UAX #15, form C, for text without characters that the form excludes.
enum CanonicalComposition {
  /// The text in form C.
  static func composed(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= 0x300 }) else { return text }
    var result = ""
    for character in text {
      let scalars = Array(character.unicodeScalars)
      if let one = composites[character] {
        result.unicodeScalars.append(one)
      } else if scalars.count == 1 {
        result.append(character)
      } else {
        result.unicodeScalars.append(contentsOf: composed(scalars))
      }
    }
    return result
  }

  /// Whether a character may be a letter with its marks.
  static func isComposite(_ scalar: Unicode.Scalar) -> Bool {
    composites[Character(scalar)] != nil
  }

  /// A letter with marks that no one character is equal to, joined as far as it goes.
  private static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var starter: Int?
    var last: UInt8 = 0
    for scalar in ordered(scalars.prefix(limit)) + scalars.dropFirst(limit) {
      let rank = combiningClass(scalar)
      let isBlocked = last != 0 && last >= rank || last == 0 && starter != result.count - 1
      if let starter, !isBlocked, let one = composite(result[starter], scalar) {
        result[starter] = one
        continue
      }
      if rank == 0 { starter = result.count }
      last = rank
      result.append(scalar)
    }
    return result
  }

  /// More marks on one letter than any script has.
  private static let limit = 32

  /// Marks in the order of their classes; those of one class keep theirs.
  private static func ordered(_ scalars: some Collection<Unicode.Scalar>) -> [Unicode.Scalar] {
    var scalars = Array(scalars)
    for end in scalars.indices.dropFirst() {
      var index = end
      while index > 0, combiningClass(scalars[index]) > 0,
        combiningClass(scalars[index - 1]) > combiningClass(scalars[index])
      {
        scalars.swapAt(index, index - 1)
        index -= 1
      }
    }
    return scalars
  }

  private static func combiningClass(_ scalar: Unicode.Scalar) -> UInt8 {
    scalar.properties.canonicalCombiningClass.rawValue
  }

  /// The one character that two are equal to.
  private static func composite(
    _ first: Unicode.Scalar,
    _ second: Unicode.Scalar
  ) -> Unicode.Scalar? {
    let pair = String(String.UnicodeScalarView([first, second]))
    guard let character = pair.first, pair.count == 1 else { return nil }
    return composites[character] ?? syllable(Int(first.value), Int(second.value))
  }

  /// Source: Unicode §3.12, Hangul syllables.
  private static func syllable(_ first: Int, _ second: Int) -> Unicode.Scalar? {
    let value: Int
    if (0x1100..<0x1113).contains(first), (0x1161..<0x1176).contains(second) {
      value = 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
    } else if (0xAC00..<0xD7A4).contains(first), (first - 0xAC00) % 28 == 0,
      (0x11A8..<0x11C3).contains(second)
    {
      value = first + second - 0x11A7
    } else {
      return nil
    }
    return Unicode.Scalar(UInt32(value))
  }

  /// Characters by what they are equal to, where form C has them.
  private static let composites: [Character: Unicode.Scalar] = {
    let ranges = [
      0xC0...0x233, 0x385...0x3D4, 0x400...0x4F9, 0x622...0x6D3, 0x929...0x934, 0x9CB...0x9CC,
      0xB48...0xB4C, 0xB94...0xBCC, 0xC48...0xC48, 0xCC0...0xCCB, 0xD4A...0xD4C, 0xDDA...0xDDE,
      0x1026...0x1026, 0x1B06...0x1B43, 0x1E00...0x1FFC, 0x304C...0x30FE, 0x11080...0x1114F,
    ]
    let scalars = ranges.joined().compactMap { Unicode.Scalar(UInt32($0)) }
      .filter { !$0.properties.changesWhenNFKCCaseFolded }
    return Dictionary(scalars.map { (Character($0), $0) }) { first, _ in first }
  }()
}
