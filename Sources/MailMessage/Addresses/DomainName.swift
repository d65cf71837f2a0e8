/// Domains in any script as the ASCII that the DNS knows.
///
/// Characters are mapped as UTS #46 says, ß, ς and joiners kept; what it would take apart beyond
/// case, width and composition is refused, but for letters that a living script writes so.
///
/// Source: RFC 5890 to 5893; UTS #46 §4, nontransitional, with STD 3 rules.
enum DomainName {
  private static let prefix = "xn--"

  /// The domain with each label that is not ASCII as an A-label; an address literal and a domain in
  /// ASCII as they are.
  static func ascii(_ domain: String) throws(DomainError) -> String {
    let isPlain = domain.utf8.allSatisfy { $0 < 0x80 }
    let mayHaveALabel = domain.utf8.contains(UInt8(ascii: "-"))
    if domain.utf8.first == UInt8(ascii: "[") {
      guard AddressLiteral.isWhole(domain) else { throw .malformedLiteral(domain) }
      return domain
    }
    if isPlain, !mayHaveALabel || !hasALabel(domain) { return domain }
    let text = isPlain ? domain.lowercased() : try DomainMapping.mapped(domain)
    let labels = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    let unicode = try labels.map { label throws(DomainError) in try unicodeLabel(label) }
    try BidiRule.check(unicode)
    var ascii: [String] = []
    for (label, meant) in zip(labels, unicode) {
      ascii.append(try asciiLabel(label, meaning: meant))
    }
    let result = ascii.joined(separator: ".")
    guard result.utf8.count <= 253 else { throw .tooLong }
    return result
  }

  /// Whether a label begins with the prefix of those that stand for others.
  private static func hasALabel(_ domain: String) -> Bool {
    domain.utf8.count > prefix.utf8.count
      && domain.lowercased().split(separator: ".").contains { $0.hasPrefix(prefix) }
  }

  /// What a label says, checked.
  private static func unicodeLabel(_ label: String) throws(DomainError) -> String {
    guard !label.isEmpty else { throw .emptyLabel }
    guard label.hasPrefix(prefix) else {
      try LabelRule.check(label)
      return label
    }
    // An A-label stands for exactly one U-label, and for itself alone.
    guard let meant = Punycode.decode(label.dropFirst(prefix.utf8.count)),
      !meant.utf8.allSatisfy({ $0 < 0x80 }),
      try DomainMapping.mapped(meant).utf8.elementsEqual(meant.utf8),
      !meant.utf8.contains(UInt8(ascii: "."))
    else { throw .malformedLabel(label) }
    try LabelRule.check(meant)
    return meant
  }

  private static func asciiLabel(
    _ label: String,
    meaning meant: String
  ) throws(DomainError) -> String {
    guard !meant.utf8.allSatisfy({ $0 < 0x80 }) else {
      guard label.utf8.count <= Punycode.limit else { throw .labelTooLong(label) }
      return label
    }
    guard let encoded = Punycode.encode(meant),
      encoded.utf8.count + prefix.utf8.count <= Punycode.limit
    else { throw .labelTooLong(meant) }
    let ascii = prefix + encoded
    guard !label.hasPrefix(prefix) || label == ascii else { throw .malformedLabel(label) }
    return ascii
  }
}

extension EmailAddress {
  /// The address with its domain in ASCII, as servers are told.
  ///
  /// - Throws: `DomainError` when the domain cannot be.
  ///
  /// Source: RFC 5891 §4, UTS #46 §4.
  public func inASCII() throws(DomainError) -> EmailAddress {
    let ascii = try DomainName.ascii(domain)
    guard !ascii.utf8.elementsEqual(domain.utf8) else { return self }
    do throws(AddressError) {
      return try EmailAddress("\(localPart)@\(ascii)")
    } catch {
      // The A-labels made the address longer than an address may be.
      throw .tooLong
    }
  }

  /// The address with its domain in ASCII, as servers are told; nil when the domain cannot be.
  ///
  /// Source: RFC 5891 §4, UTS #46 §4.
  public var withASCIIDomain: EmailAddress? {
    do throws(DomainError) {
      return try inASCII()
    } catch {
      return nil
    }
  }

  /// Whether the part before the `@` is not ASCII, so that only servers with SMTPUTF8 take it.
  ///
  /// Source: RFC 6531 §3.1.
  public var needsSMTPUTF8: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }
}
