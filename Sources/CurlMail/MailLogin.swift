internal import MailMessage

/// A user, and what proves that it is them: a password, or a token of an OAuth 2.0 provider.
///
/// Printing one shows neither.
public struct MailLogin: Hashable, Sendable {
  /// What is known to the user and the server alone.
  public enum Secret: Hashable, Sendable {
    /// A password, in UTF-8.
    case password(String)
    /// A bearer token, which is good for an hour or so.
    ///
    /// Source: RFC 6750 §2.1.
    case token(String)
  }

  /// The name of the account at the provider, often an address.
  public let user: String
  /// The password or the token.
  public let secret: Secret

  /// Makes a login of a user and a password.
  ///
  /// - Throws: `MailAccountProblem.login` when one is empty or holds a NUL, which would end it early.
  ///
  /// Source: RFC 4616 §2.
  public init(user: String, password: String) throws(MailAccountProblem) {
    guard !user.isEmpty, !password.isEmpty, !user.utf8.contains(0), !password.utf8.contains(0)
    else { throw .login }
    self.user = user
    secret = .password(password)
  }

  /// Makes a login of a user and a bearer token.
  ///
  /// - Throws: `MailAccountProblem.token` when the token holds anything but visible ASCII, or the user
  ///   a control character, which would end it early.
  ///
  /// Source: RFC 7628 §3.1.
  public init(user: String, token: String) throws(MailAccountProblem) {
    guard !user.isEmpty, user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .login }
    guard !token.isEmpty, token.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
      throw .token
    }
    self.user = user
    secret = .token(token)
  }

  /// Whether a fresh secret may be had where this one is refused.
  public var isToken: Bool {
    if case .token = secret { true } else { false }
  }

  /// The first of the later groups of which a server offers any and libcurl can any.
  func laterMechanisms(offered: [String]) -> [String]? {
    mechanismGroups.dropFirst().lazy.map { group in group.filter(offered.contains) }
      .first { !$0.isEmpty }
  }

  /// The mechanisms of SASL that are tried together, the first choice first; those of a later group
  /// only where a server offers none of the earlier ones.
  ///
  /// A group goes to libcurl by name, since it would else take one for which there is no secret.
  /// CRAM-MD5 and SCRAM come later because servers offer them that cannot do them.
  ///
  /// Source: RFC 4616, RFC 7628, RFC 5802, RFC 2195.
  var mechanismGroups: [[String]] {
    switch secret {
    case .password:
      [["PLAIN", "LOGIN"]] + (CurlHandle.hasSCRAM ? [["SCRAM-SHA-256", "SCRAM-SHA-1"]] : [])
        + [["CRAM-MD5"]]
    case .token: [["OAUTHBEARER", "XOAUTH2"]]
    }
  }

  /// The ways in which the secret may appear in a dialogue, the longest first.
  var spellings: [String] {
    switch secret {
    case .password(let password):
      [Self.base64("\0\(user)\0\(password)"), Self.base64(password), password]
    case .token(let token):
      [Self.base64(oauthBearer(token)), Self.base64(xoauth2(token)), token]
    }
  }

  /// A text as the login of a mail protocol sends it.
  static func base64(_ text: String) -> String {
    String(decoding: Base64.encode(text.utf8), as: UTF8.self)
  }

  /// What `AUTH XOAUTH2` says.
  ///
  /// Source: Gmail, "XOAUTH2 mechanism".
  func xoauth2(_ token: String) -> String { "user=\(user)\u{1}auth=Bearer \(token)\u{1}\u{1}" }

  /// What `AUTH OAUTHBEARER` says.
  ///
  /// Source: RFC 7628 §3.1; RFC 5801 §4 for the user's name.
  func oauthBearer(_ token: String) -> String {
    let name = user.split(separator: "=", omittingEmptySubsequences: false).joined(separator: "=3D")
      .split(separator: ",", omittingEmptySubsequences: false).joined(separator: "=2C")
    return "n,a=\(name),\u{1}auth=Bearer \(token)\u{1}\u{1}"
  }
}

extension MailLogin: CustomStringConvertible, CustomReflectable {
  /// A place holder.
  public var description: String { "(login)" }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
