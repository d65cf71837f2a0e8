/// What a mail is known by everywhere: `<word@domain>`.
///
/// Source: RFC 5322 §3.6.4.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier with its angle brackets.
  public let description: String

  /// Makes an identifier of a word that nobody else has made at this domain.
  ///
  /// - Throws: `HeaderError.badMessageID` when the parts are not ASCII atoms with dots.
  public init(unique: String, domain: String) throws(HeaderError) {
    let text: String
    do {
      text = "<\(unique)@\(try DomainName.ascii(domain))>"
    } catch {
      throw .badMessageID("<\(unique)@\(domain)>")
    }
    do {
      try AddressSyntax.checkLocalPart(unique)
      try AddressSyntax.checkDomain(domain, offset: 0)
    } catch {
      throw .badMessageID(text)
    }
    guard !unique.hasPrefix("\"") else { throw .badMessageID(text) }
    try self.init(text)
  }

  /// Reads an identifier with its angle brackets.
  ///
  /// - Throws: `HeaderError.badMessageID` when it is none that could be written as it is.
  public init(_ text: String) throws(HeaderError) {
    let inner = text.utf8.dropFirst().dropLast()
    // QUIRK: RFC 5322 §3.6.4 wants an `@` with something on either side. Programs make identifiers
    // without, and who answers them must name them all the same.
    let isWritable = inner.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }
    guard text.hasPrefix("<"), text.hasSuffix(">"), text.utf8.count <= 500, isWritable,
      !inner.isEmpty
    else { throw .badMessageID(text) }
    description = text
  }
}
