/// Which characters may stand where in one label.
///
/// Source: RFC 5891 §4.2.3, RFC 5892 Appendix A; UTS #46 §4.1.
enum LabelRule {
  /// Checks a label in Unicode, mapped.
  static func check(_ label: String) throws(DomainError) {
    let scalars = Array(label.unicodeScalars)
    guard let first = scalars.first else { throw .emptyLabel }
    let isASCII = scalars.allSatisfy(\.isASCII)
    let hasReserved = scalars.count >= 4 && scalars[2] == "-" && scalars[3] == "-" && !isASCII
    guard first != "-", scalars.last != "-", !hasReserved else { throw .misplacedHyphen(label) }
    if isMark(first) { throw .misplaced(first) }
    for index in scalars.indices where !isASCII {
      guard isAllowed(at: index, in: scalars) else { throw .misplaced(scalars[index]) }
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Source: RFC 5892 Appendix A.1 to A.9.
  private static func isAllowed(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = index > 0 ? scalars[index - 1] : nil
    let after = index + 1 < scalars.count ? scalars[index + 1] : nil
    switch scalars[index] {
    case "\u{200C}": return isVirama(before) || joins(around: index, in: scalars)
    case "\u{200D}": return isVirama(before)
    case "\u{B7}": return before == "l" && after == "l"
    case "\u{375}": return after.map { isGreek($0) } ?? false
    case "\u{5F3}", "\u{5F4}": return before.map { (0x591...0x5EA).contains($0.value) } ?? false
    case "\u{30FB}": return scalars.contains(where: isJapanese)
    // What is left of syllables that no longer are one.
    case "\u{1100}"..."\u{11FF}": return false
    case "\u{660}"..."\u{669}": return !scalars.contains { (0x6F0...0x6F9).contains($0.value) }
    case "\u{6F0}"..."\u{6F9}": return !scalars.contains { (0x660...0x669).contains($0.value) }
    default: return true
    }
  }

  private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.canonicalCombiningClass == .virama
  }

  private static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
    (0x370...0x3FF).contains(scalar.value) || (0x1F00...0x1FFF).contains(scalar.value)
  }

  /// Hiragana, katakana or an ideograph.
  private static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\u{30FB}" && scalar != "ー" && !isMark(scalar)
      && ((0x3041...0x30FF).contains(scalar.value) || scalar.properties.isIdeographic)
  }

  /// Whether a letter that joins to the left stands before, and one that joins to the right behind,
  /// marks aside.
  ///
  /// Source: RFC 5892 Appendix A.1, for the letters of the Arabic script.
  private static func joins(around index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard let before = scalars[..<index].last(where: { !isMark($0) }),
      let after = scalars[(index + 1)...].first(where: { !isMark($0) })
    else { return false }
    return isArabicLetter(before) && !joinsRightOnly(before) && isArabicLetter(after)
  }

  private static func isArabicLetter(_ scalar: Unicode.Scalar) -> Bool {
    ((0x620...0x6FF).contains(scalar.value) || (0x750...0x77F).contains(scalar.value)
      || (0x8A0...0x8C7).contains(scalar.value))
      && scalar.properties.isAlphabetic && scalar != "\u{621}" && scalar != "\u{674}"
  }

  private static func joinsRightOnly(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677,
      0x688...0x699, 0x6C0, 0x6C3...0x6CB, 0x6CD, 0x6CF, 0x6D2...0x6D3, 0x6D5, 0x6EE...0x6EF,
      0x759...0x75B, 0x76B...0x76C, 0x771, 0x773...0x774, 0x778...0x779, 0x8AA...0x8AC, 0x8AE,
      0x8B1...0x8B2, 0x8B9:
      true
    default: false
    }
  }
}
