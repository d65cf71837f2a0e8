extension HeaderWriter {
  /// Writes a field of mailboxes; none at all for an empty list.
  ///
  /// Source: RFC 5322 §3.4, RFC 2047 §5 (3), RFC 6532 §3.2.
  mutating func mailboxes(_ name: String, _ mailboxes: [Mailbox]) throws(MessageError) {
    guard let last = mailboxes.indices.last else { return }
    begin(name)
    for (index, mailbox) in mailboxes.enumerated() {
      var address = try addressOctets(mailbox.address, isBare: mailbox.displayName == nil)
      if index != last { address.append(UInt8(ascii: ",")) }
      if let displayName = mailbox.displayName { append(phrase: displayName) }
      append(address)
    }
    end()
  }

  private func addressOctets(
    _ address: EmailAddress,
    isBare: Bool
  ) throws(MessageError) -> [UInt8] {
    let written: EmailAddress
    do throws(DomainError) {
      let ascii = try address.inASCII()
      // A header in UTF-8 has the address as the person wrote it.
      written = isUTF8 ? address : ascii
    } catch {
      throw .unusableDomain(address, error)
    }
    return isBare ? Array("\(written)".utf8) : Array("<\(written)>".utf8)
  }

  /// Writes a display name: plain words, else a quoted string, else encoded words.
  private mutating func append(phrase name: String) {
    let octets = Array(name.utf8)
    guard isPlain(octets[...]) else { return append(encoded: name) }
    if octets.allSatisfy({ $0 == 0x20 || $0 >= 0x80 || AddressSyntax.isASCIIAtomText($0) }) {
      for word in octets.split(separator: 0x20) { append(word) }
      return
    }
    let words = Array(Mailbox.quoted(name).utf8).split(separator: 0x20)
    // Quoting may have doubled a word's length.
    guard words.allSatisfy({ $0.count <= Self.longestWord }) else { return append(encoded: name) }
    for word in words { append(word) }
  }
}
