/// What is wrong with an account as it was configured.
public enum MailAccountProblem: Error, Hashable, Sendable {
  /// Not the address of a server for this kind of mail.
  case url(MailService)
  /// The URL holds a user or a password.
  case loginInURL
  /// Not a number from 1 to 65535.
  case port(String)
  /// Not a word that may follow `EHLO`.
  case helloName(String)
  /// An empty or unusable user or password.
  case login
  /// A token that is none.
  case token
  /// A path of authorities that cannot be one, or a file that cannot be read.
  case caFile
  /// A certificate or a key of our own that cannot be read, or that do not belong together.
  case clientCertificate
  /// Not the address of a proxy.
  case proxy
}

/// What a server is for.
public enum MailService: Hashable, Sendable {
  /// Handing letters in.
  case smtp
  /// The account's folders.
  case imap
}

extension MailAccountProblem: CustomStringConvertible {
  /// The problem with what to do about it.
  public var description: String {
    switch self {
    case .url(.smtp):
      "not the address of a mail server; write 'smtp://host:587', 'smtps://host:465' or 'unix:/path'"
    case .url(.imap): "not the address of a mail server; write 'imaps://host' or 'imap://host'"
    case .loginInURL:
      "the address of a mail server must not hold a login; give the user by itself"
    case .port(let text): "the port '\(text)' is not a number from 1 to 65535"
    case .helloName(let name):
      "'\(name)' is not a name for EHLO; write a domain or an address such as '[192.0.2.1]'"
    case .login: "user and password must both be there and must not hold a NUL"
    case .token: "the token is not one word of visible ASCII"
    case .caFile: "the file of certificate authorities cannot be read"
    case .clientCertificate:
      "the client's certificate and its key cannot be used; both must be PEM, the key without a "
        + "pass phrase"
    case .proxy:
      "not the address of a proxy; write 'socks5h://host:1080' or 'http://host:3128', without a "
        + "login"
    }
  }
}
