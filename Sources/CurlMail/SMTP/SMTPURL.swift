/// The parts of an `smtp:` or `smtps:` URL.
struct SMTPURL {
  let host: String
  let port: UInt16
  let isImplicitTLS: Bool

  init(_ text: String) throws(SMTPError) {
    let lower = text.lowercased()
    let rest: Substring
    if lower.hasPrefix("smtps://") {
      (isImplicitTLS, rest) = (true, text.dropFirst(8))
    } else if lower.hasPrefix("smtp://") {
      (isImplicitTLS, rest) = (false, text.dropFirst(7))
    } else {
      throw .account(.url)
    }
    // A login in the URL would end up in every message that names the server.
    guard !rest.utf8.contains(UInt8(ascii: "@")) else { throw .account(.loginInURL) }
    let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
    let (host, port) = try Self.split(authority)
    guard Self.isHost(host) else { throw .account(.url) }
    self.host = host
    self.port = try port.map(Self.port) ?? (isImplicitTLS ? 465 : 587)
  }

  /// Whether the name can only mean this machine.
  var isLoopback: Bool {
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
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

  private static func split(_ authority: Substring) throws(SMTPError) -> (String, Substring?) {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { throw .account(.url) }
      let host = String(authority[authority.index(after: authority.startIndex)..<end])
      let rest = authority[authority.index(after: end)...]
      guard host.contains(":") else { throw .account(.url) }
      guard !rest.isEmpty else { return (host, nil) }
      guard rest.hasPrefix(":") else { throw .account(.url) }
      return (host, rest.dropFirst())
    }
    guard let colon = authority.firstIndex(of: ":") else { return (String(authority), nil) }
    let host = String(authority[..<colon])
    return (host, authority[authority.index(after: colon)...])
  }

  private static func port(_ digits: Substring) throws(SMTPError) -> UInt16 {
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let port = UInt16(digits), port > 0
    else { throw .account(.port(String(digits))) }
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
