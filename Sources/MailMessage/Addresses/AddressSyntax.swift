/// The grammar of the two halves of an address.
///
/// Source: RFC 5322 §3.2.3, §3.2.4, §3.4.1; RFC 5321 §4.1.2, §4.1.3.
enum AddressSyntax {
  /// Whether a character may stand in an atom; all that is not ASCII may, but for controls.
  ///
  /// Source: RFC 5322 §3.2.3, RFC 6532 §3.2.
  static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}",
      "~":
      true
    default: scalar.value >= 0xA0 && !isInvisible(scalar)
    }
  }

  /// Whether an octet of ASCII may stand in an atom.
  static func isASCIIAtomText(_ byte: UInt8) -> Bool {
    byte < 0x80 && isAtomText(Unicode.Scalar(byte))
  }

  static func checkLocalPart(_ text: String) throws(AddressError) {
    if text.utf8.first == UInt8(ascii: "\"") {
      guard isQuotedString(text) else {
        throw AddressError(condition: .badLocalPart, offset: 0)
      }
      return
    }
    try checkDotAtom(text, offset: 0, bad: .badLocalPart, isAllowed: isAtomText)
  }

  static func checkDomain(_ text: String, offset: Int) throws(AddressError) {
    if text.utf8.first == UInt8(ascii: "[") {
      guard isLiteral(text) else { throw AddressError(condition: .badDomain, offset: offset) }
      return
    }
    try checkDotAtom(text, offset: offset, bad: .badDomain, isAllowed: isDomainText)
    let hyphen = UInt8(ascii: "-")
    // Then no label begins or ends with one, or is too long.
    if text.utf8.count <= 63, !text.utf8.contains(hyphen) { return }
    let labels = text.utf8.split(separator: UInt8(ascii: "."))
    // How long a label of another script may be is known once it is in ASCII.
    let isFit = labels.allSatisfy { label in
      label.first != hyphen && label.last != hyphen
        && (label.count <= 63 || !label.allSatisfy { $0 < 0x80 })
    }
    guard isFit else {
      throw AddressError(condition: .badDomain, offset: offset)
    }
  }

  private static func isDomainText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    // Some scripts need joiners within a word; the DNS's rules say where: RFC 5892 §A.1, §A.2.
    case "\u{200C}", "\u{200D}": true
    default: scalar.value >= 0xA0 && !isInvisible(scalar)
    }
  }

  private static func checkDotAtom(
    _ text: String,
    offset: Int,
    bad: AddressError.Condition,
    isAllowed: (Unicode.Scalar) -> Bool
  ) throws(AddressError) {
    if isPlainDotAtom(text) { return }
    var position = offset
    var isAfterDot = true
    for scalar in text.unicodeScalars {
      if scalar == "." {
        if isAfterDot { throw AddressError(condition: bad, offset: position) }
      } else if !isAllowed(scalar) {
        throw AddressError(condition: .unexpected(Character(scalar)), offset: position)
      }
      isAfterDot = scalar == "."
      position += UTF8.width(scalar)
    }
    if isAfterDot { throw AddressError(condition: bad, offset: position) }
  }

  /// Whether a text is of words of ASCII letters, digits and hyphens, which may stand anywhere, with
  /// one dot between them: most are, and octets are looked at faster than characters.
  private static func isPlainDotAtom(_ text: String) -> Bool {
    let dot = UInt8(ascii: ".")
    var previous = dot
    for octet in text.utf8 {
      guard isPlain(octet) || octet == dot && previous != dot else { return false }
      previous = octet
    }
    return previous != dot
  }

  /// Whether an octet is an ASCII letter, a digit or a hyphen.
  private static func isPlain(_ octet: UInt8) -> Bool {
    (octet | 0x20) &- UInt8(ascii: "a") < 26 || octet &- UInt8(ascii: "0") < 10
      || octet == UInt8(ascii: "-")
  }

  /// Source: RFC 5321 §4.1.2, Quoted-string; `<` and `>` are refused though it allows them, since
  /// servers have been fooled by them.
  private static func isQuotedString(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count >= 2, scalars.last == "\"" else { return false }
    var isEscaped = false
    for scalar in scalars[1..<(scalars.count - 1)] {
      if scalar == "<" || scalar == ">" || isInvisible(scalar) { return false }
      if !isEscaped, scalar == "\"" { return false }
      isEscaped = !isEscaped && scalar == "\\"
    }
    return !isEscaped
  }

  /// Source: RFC 5321 §4.1.3.
  private static func isLiteral(_ text: String) -> Bool {
    text.utf8.last == UInt8(ascii: "]") && text.utf8.count > 2
      && text.dropFirst().dropLast().utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"):
          true
        default: byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
        }
      }
  }

  /// Controls, separators and marks that nobody sees and that could hide what an address is.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
      .privateUse, .unassigned:
      scalar != " "
    default: false
    }
  }
}
