/// An address to which a mail can be sent: `ada@example.net`.
///
/// A value of this type holds no white space outside quotes, no control character and no `<` or
/// `>`, so it can be written into a header or an SMTP command as it is. Two addresses are equal
/// when their local parts are, to the letter, and their domains in ASCII without regard to case.
///
/// Source: RFC 5322 §3.4.1, RFC 6532 §3.2 for what is not ASCII.
public struct EmailAddress: Sendable, CustomStringConvertible {
  /// What stands before the `@`, a dot-atom or a quoted string with its quotes.
  public let localPart: String
  /// What stands behind the `@`, a domain or an address literal in brackets.
  public let domain: String

  /// Reads an address.
  ///
  /// - Throws: `AddressError` with the place of what has no place in an address.
  public init(_ text: String) throws(AddressError) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw AddressError(condition: .empty, offset: 0) }
    if let bad = bytes.firstIndex(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw AddressError(condition: .controlCharacter, offset: bad)
    }
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else {
      throw AddressError(condition: .noAt, offset: bytes.count)
    }
    let local = String(decoding: bytes[..<at], as: UTF8.self)
    let domain = String(decoding: bytes[(at + 1)...], as: UTF8.self)
    try AddressSyntax.checkLocalPart(local)
    try AddressSyntax.checkDomain(domain, offset: at + 1)
    guard at <= 64, bytes.count <= 254 else {
      throw AddressError(condition: .tooLong, offset: min(at, 64))
    }
    localPart = local
    self.domain = domain
  }

  /// The address as it is written: `ada@example.net`.
  public var description: String { "\(localPart)@\(domain)" }
}

extension EmailAddress: Hashable {
  /// Whether two addresses name the same mailbox.
  public static func == (first: EmailAddress, second: EmailAddress) -> Bool {
    // Strings compare by canonical equivalence, servers by octets.
    first.localPart.hasSameOctets(as: second.localPart)
      && (first.domain.hasSameOctets(as: second.domain)
        || first.comparableDomain == second.comparableDomain)
  }

  /// Feeds what equality looks at.
  public func hash(into hasher: inout Hasher) {
    var local = localPart
    local.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(comparableDomain)
  }

  /// Whether an octet of a domain stands for itself wherever it is.
  private static func isPlain(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The one form of the domain: two that lead to the same server are equal, however written.
  private var comparableDomain: String {
    // Most domains are in that form.
    if domain.utf8.allSatisfy(Self.isPlain) { return domain }
    do throws(DomainError) {
      return try DomainName.ascii(domain).lowercased()
    } catch {
      return domain.lowercased()
    }
  }
}

extension String {
  fileprivate func hasSameOctets(as other: String) -> Bool {
    // As buffers, since the octets of a String are handed out one by one.
    var (one, other) = (self, other)
    return one.withUTF8 { one in other.withUTF8 { one.elementsEqual($0) } }
  }
}
