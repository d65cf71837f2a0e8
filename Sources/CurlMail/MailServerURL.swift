/// The parts of a server's URL: `smtp://host:port`, `imaps://host`, `unix:/path`.
struct MailServerURL {
  /// The server's name or address without brackets; `localhost` for a socket of this machine.
  let host: String
  let port: UInt16
  let isImplicitTLS: Bool
  /// The path of a Unix-domain socket, in place of host and port.
  let socketPath: String?

  init(_ text: String, for service: MailService) throws(MailAccountProblem) {
    if service == .smtp, text.lowercased().hasPrefix("unix:") {
      (host, port, isImplicitTLS) = ("localhost", 25, false)
      socketPath = try Self.socketPath(text.dropFirst(5))
      return
    }
    let name = service == .smtp ? "smtp" : "imap"
    let lower = text.lowercased()
    let rest: Substring
    if lower.hasPrefix("\(name)s://") {
      (isImplicitTLS, rest) = (true, text.dropFirst(8))
    } else if lower.hasPrefix("\(name)://") {
      (isImplicitTLS, rest) = (false, text.dropFirst(7))
    } else {
      throw .url(service)
    }
    // A login in the URL would end up in every message that names the server.
    guard !rest.utf8.contains(UInt8(ascii: "@")) else { throw .loginInURL }
    let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
    guard let (host, port) = try Self.split(authority), Self.isHost(host) else {
      throw .url(service)
    }
    self.host = host
    let usual: UInt16 =
      switch service {
      case .smtp: isImplicitTLS ? 465 : 587
      case .imap: isImplicitTLS ? 993 : 143
      }
    self.port = port ?? usual
    socketPath = nil
  }

  /// Whether what is sent there cannot leave this machine.
  var isLoopback: Bool {
    if socketPath != nil || host.lowercased() == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// How a connection is protected; behind a proxy `localhost` is another machine.
  func protection(through proxy: String?) -> MailProtection {
    if isImplicitTLS { return .implicitTLS }
    let isHere = socketPath != nil || isLoopback && proxy == nil
    return isHere ? .startTLSIfOffered : .startTLS
  }

  /// The server as people write it, `smtp.example.org:587`.
  var server: String {
    if let socketPath { return "unix:\(socketPath)" }
    return (host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host) + ":\(port)"
  }

  /// Whether a word may follow `EHLO`: a domain or an address literal.
  static func isHelloName(_ text: String) -> Bool {
    let inner =
      text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
    let allowed: (UInt8) -> Bool = { byte in
      isNameByte(byte) || (inner.count < text.count && byte == UInt8(ascii: ":"))
    }
    return (1...255).contains(inner.utf8.count) && inner.utf8.allSatisfy(allowed)
  }

  /// An absolute path that fits into a socket's address, in `unix:/path` or `unix:///path`.
  ///
  /// Source: unix(7); macOS has room for 103 octets.
  private static func socketPath(_ rest: Substring) throws(MailAccountProblem) -> String {
    let path = rest.hasPrefix("///") ? rest.dropFirst(2) : rest
    guard path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count <= 103,
      path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { throw .url(.smtp) }
    return String(path)
  }

  private static func split(
    _ authority: Substring
  ) throws(MailAccountProblem) -> (String, UInt16?)? {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      let host = String(authority[authority.index(after: authority.startIndex)..<end])
      let rest = authority[authority.index(after: end)...]
      guard host.contains(":") else { return nil }
      guard !rest.isEmpty else { return (host, nil) }
      guard rest.hasPrefix(":") else { return nil }
      return (host, try port(rest.dropFirst()))
    }
    guard let colon = authority.firstIndex(of: ":") else { return (String(authority), nil) }
    let host = String(authority[..<colon])
    return (host, try port(authority[authority.index(after: colon)...]))
  }

  private static func port(_ digits: Substring) throws(MailAccountProblem) -> UInt16 {
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let port = UInt16(digits), port > 0
    else { throw .port(String(digits)) }
    return port
  }

  private static func isHost(_ host: String) -> Bool {
    guard (1...255).contains(host.utf8.count) else { return false }
    let isIPv6 = host.utf8.contains(UInt8(ascii: ":"))
    return host.utf8.allSatisfy { isNameByte($0) || (isIPv6 && $0 == UInt8(ascii: ":")) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// How a connection is protected.
public enum MailProtection: Hashable, Sendable {
  /// TLS from the first byte, `smtps://` and `imaps://`.
  case implicitTLS
  /// `STARTTLS` must be offered and must succeed, `smtp://` and `imap://`.
  case startTLS
  /// On loopback only, and without a proxy: `STARTTLS` is used where offered. The certificate counts
  /// only when a file of authorities is given, since the line goes no further than this machine.
  case startTLSIfOffered
}
