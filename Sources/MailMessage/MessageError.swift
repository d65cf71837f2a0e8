/// Why a mail cannot be composed.
public enum MessageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The subject holds a line end or another control character.
  case controlCharacterInSubject
  /// The address is not ASCII, and cannot be made so.
  case addressNotASCII(EmailAddress)
  /// The field is one that is composed, or that must never leave.
  case reservedField(String)
  /// The text holds a NUL, or a control character that some program on the way would change.
  case controlCharacterInText(line: Int)

  /// The error for people, in lower case and without a final period.
  public var description: String {
    switch self {
    case .controlCharacterInSubject: "the subject holds a line end or another control character"
    case .addressNotASCII(let address):
      "'\(address)' needs a server that takes addresses outside ASCII, which few do; "
        + "ask for another one"
    case .reservedField(let name): "the field '\(name)' cannot be set by hand"
    case .controlCharacterInText(let line):
      "line \(line) of the text holds a control character; delete it"
    }
  }
}
