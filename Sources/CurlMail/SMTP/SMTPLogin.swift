/// A user and a password for `AUTH PLAIN` or `AUTH LOGIN`.
///
/// Printing one shows neither.
public struct SMTPLogin: Hashable, Sendable {
  /// The name of the account at the provider, often an address.
  public let user: String
  /// The password, in UTF-8.
  public let password: String

  /// Makes a login of a user and a password.
  ///
  /// - Throws: `SMTPError.account` when one is empty or holds a NUL, which would end it early.
  ///
  /// Source: RFC 4616 §2.
  public init(user: String, password: String) throws(SMTPError) {
    guard !user.isEmpty, !password.isEmpty, !user.utf8.contains(0), !password.utf8.contains(0)
    else { throw .account(.login) }
    self.user = user
    self.password = password
  }
}

extension SMTPLogin: CustomStringConvertible, CustomReflectable {
  /// A place holder.
  public var description: String { "(login)" }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
