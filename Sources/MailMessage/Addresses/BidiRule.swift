/// Which labels read the same whichever way their letters run.
///
/// Source: RFC 5893 §2.
enum BidiRule {
  /// Checks the labels of a domain in Unicode; one without letters that run to the left passes.
  static func check(_ labels: [String]) throws(DomainError) {
    let classes = labels.map { $0.unicodeScalars.map(direction) }
    guard classes.contains(where: { $0.contains { [.right, .arabicNumber].contains($0) } }) else {
      return
    }
    for (label, classes) in zip(labels, classes) where !isFit(classes) {
      throw .mixedDirections(label)
    }
  }

  private enum Direction {
    case left, right, europeanNumber, arabicNumber, neutral, mark
  }

  private static func isFit(_ label: [Direction]) -> Bool {
    guard let last = label.last(where: { $0 != .mark }) else { return false }
    switch label.first {
    case .right:
      let hasBothNumbers = label.contains(.europeanNumber) && label.contains(.arabicNumber)
      return !label.contains(.left) && last != .neutral && !hasBothNumbers
    case .left:
      return !label.contains(.right) && !label.contains(.arabicNumber)
        && (last == .left || last == .europeanNumber)
    default: return false
    }
  }

  /// How a character runs, as far as the rule asks, by the blocks of the scripts.
  ///
  /// Source: UAX #9 §3.2.
  private static func direction(_ scalar: Unicode.Scalar) -> Direction {
    switch scalar.value {
    case 0x30...0x39, 0x6F0...0x6F9: return .europeanNumber
    case 0x660...0x669, 0x66B...0x66C, 0x6DD, 0x10E60...0x10E7E, 0x10D30...0x10D39:
      return .arabicNumber
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .mark
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .spacingMark, .decimalNumber, .letterNumber:
      return isRightToLeft(scalar.value) ? .right : .left
    default: return isRightToLeft(scalar.value) && !isNeutral(scalar.value) ? .right : .neutral
    }
  }

  private static func isRightToLeft(_ value: UInt32) -> Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  /// Signs within the blocks of those scripts.
  private static func isNeutral(_ value: UInt32) -> Bool {
    switch value {
    case 0x606...0x607, 0x609...0x60A, 0x60C, 0x60E...0x60F, 0x66A, 0x6DE, 0x6E9, 0x7F6...0x7F9,
      0xFD3E...0xFD4F, 0xFDCF, 0xFDFD...0xFDFF, 0x1091F, 0x1EEF0...0x1EEF1:
      true
    default: false
    }
  }
}
