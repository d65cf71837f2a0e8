/// Why a mail cannot be composed.
public enum MessageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The subject holds a line end or another control character.
  case controlCharacterInSubject
  /// The domain of an address has no form in ASCII.
  case unusableDomain(EmailAddress, DomainError)
  /// The field is one that is composed, or that must never leave.
  case reservedField(String)
  /// The text holds a NUL, or a control character that some program on the way would change.
  case controlCharacterInText(line: Int)

  /// The error for people, in lower case and without a final period.
  public var description: String {
    switch self {
    case .controlCharacterInSubject: "the subject holds a line end or another control character"
    case .unusableDomain(let address, let error): "'\(address)' reaches nobody: \(error)"
    case .reservedField(let name): "the field '\(name)' cannot be set by hand"
    case .controlCharacterInText(let line):
      "line \(line) of the text holds a control character; delete it"
    }
  }
}
