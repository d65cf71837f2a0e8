/// Why a domain has no form in ASCII, so that no server can find it.
public enum DomainError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two dots follow one another, or one stands at an end.
  case emptyLabel
  /// A label has more than 63 characters in ASCII.
  case labelTooLong(String)
  /// The domain has more than 253 characters in ASCII, or the address more than 254.
  case tooLong
  /// A hyphen stands at an end of a label, or as third and fourth character.
  case misplacedHyphen(String)
  /// A character that no domain has.
  case disallowed(Unicode.Scalar)
  /// A character that stands only beside certain others.
  case misplaced(Unicode.Scalar)
  /// What begins with `xn--` and stands for nothing.
  case malformedLabel(String)
  /// What stands in brackets is no IP address.
  case malformedLiteral(String)
  /// Letters that run to the left and others in an order that people would misread.
  case mixedDirections(String)

  /// The error for people, in lower case and without a final period.
  public var description: String {
    switch self {
    case .emptyLabel: "nothing stands between two dots of the domain"
    case .labelTooLong(let label): "'\(label)' is too long for a part of a domain"
    case .tooLong: "the domain is too long"
    case .misplacedHyphen(let label): "a hyphen of '\(label)' has no place there"
    case .disallowed(let scalar): "\(Self.name(scalar)) cannot stand in a domain"
    case .misplaced(let scalar): "\(Self.name(scalar)) cannot stand there in a domain"
    case .malformedLabel(let label): "'\(label)' stands for no part of a domain"
    case .malformedLiteral(let literal):
      "'\(literal)' is no IP address: write '[192.0.2.1]' or '[IPv6:2001:db8::1]'"
    case .mixedDirections(let label): "'\(label)' mixes letters that run to the left with others"
    }
  }

  /// `'x' (U+0078)`, or the number alone where there is nothing to see.
  private static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    switch scalar.properties.generalCategory {
    case .control, .format, .unassigned, .privateUse, .surrogate, .lineSeparator,
      .paragraphSeparator, .spaceSeparator, .nonspacingMark, .enclosingMark:
      return number
    default: return "'\(scalar)' (\(number))"
    }
  }
}
