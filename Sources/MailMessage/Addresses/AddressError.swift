/// Why a text is no address, and where.
public struct AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Condition: Hashable, Sendable {
    /// There is nothing but white space.
    case empty
    /// There is no `@`.
    case noAt
    /// Nothing usable stands before the `@`.
    case badLocalPart
    /// Nothing usable stands behind the `@`.
    case badDomain
    /// A control character: a line end or a NUL could become a header or a command.
    case controlCharacter
    /// A character that has no place here.
    case unexpected(Character)
    /// A `"`, `(` or `<` that is never closed.
    case unclosed(Character)
    /// The local part is longer than 64 octets or the address longer than 254.
    case tooLong
  }

  /// What is wrong.
  public let condition: Condition
  /// Where in the text, in octets of UTF-8 from its beginning.
  public let offset: Int

  /// The error for people, in lower case and without a final period.
  public var description: String {
    switch condition {
    case .empty: "there is no address"
    case .noAt: "the '@' is missing"
    case .badLocalPart: "the part before '@' is not one"
    case .badDomain: "the part behind '@' is no domain"
    case .controlCharacter: "it holds a line end or another control character"
    case .unexpected(let character): "'\(character)' has no place there"
    case .unclosed(let character): "'\(character)' is never closed"
    case .tooLong: "it is too long for an address"
    }
  }
}

extension AddressError {
  /// An error of a condition at a place.
  init(_ condition: Condition, at offset: Int) {
    self.init(condition: condition, offset: offset)
  }
}
