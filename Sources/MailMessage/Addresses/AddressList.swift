/// The mailboxes of a header field, as people and programs write them.
///
/// Source: RFC 5322 §3.4, with the obsolete forms of §4.4 on reading.
public enum AddressList {
  /// Reads `Ada Park <ada@example.net>, bob@example.org`: names plain or quoted, in any script;
  /// comments and empty elements are passed over, and of a group its members are taken.
  ///
  /// - Throws: `AddressError` with the offset in octets of what is no mailbox.
  public static func parse(_ text: String) throws(AddressError) -> [Mailbox] {
    var reader = Reader(text)
    return try reader.mailboxes()
  }

  /// A place in the text that moves on.
  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(_ text: String) {
      bytes = Array(text.utf8)
    }

    mutating func mailboxes() throws(AddressError) -> [Mailbox] {
      var mailboxes: [Mailbox] = []
      while position < bytes.count {
        let element = try element()
        if let mailbox = try element.mailbox() { mailboxes.append(mailbox) }
        position += 1
      }
      return mailboxes
    }

    /// What stands up to the next `,` or `;`, quotes and comments taken as wholes.
    private mutating func element() throws(AddressError) -> Element {
      var element = Element(start: position)
      while position < bytes.count {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"): return element
        case UInt8(ascii: ":") where element.angle == nil && !element.hasAt:
          // The name of a group; its members follow.
          element = Element(start: position + 1)
        case UInt8(ascii: "("): try skipComment()
        case UInt8(ascii: "\""): try quoted(into: &element)
        case UInt8(ascii: "<"):
          let start = position + 1
          element.angle = (start, try angleAddress())
        case 0..<0x20 where byte != 0x09, 0x7F:
          throw AddressError(condition: .controlCharacter, offset: position)
        default:
          if element.angle != nil, byte != 0x20, byte != 0x09 {
            throw AddressError(
              condition: .unexpected(Character(Unicode.Scalar(min(byte, 0x7E)))),
              offset: position
            )
          }
          element.append(byte, at: position)
        }
        position += 1
      }
      return element
    }

    /// Source: RFC 5322 §3.2.2; comments nest.
    private mutating func skipComment() throws(AddressError) {
      let start = position
      var depth = 0
      while position < bytes.count {
        switch bytes[position] {
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"): depth -= 1
        case UInt8(ascii: "\\"): position += 1
        default: break
        }
        if depth == 0 { return }
        position += 1
      }
      throw AddressError(condition: .unclosed("("), offset: start)
    }

    private mutating func quoted(into element: inout Element) throws(AddressError) {
      let start = position
      element.beginQuoted(at: start)
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        if bytes[position] < 0x20, bytes[position] != 0x09 {
          throw AddressError(condition: .controlCharacter, offset: position)
        }
        element.raw.append(bytes[position])
        if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
          position += 1
          element.raw.append(bytes[position])
        }
        element.name.append(bytes[position])
        position += 1
      }
      guard position < bytes.count else {
        throw AddressError(condition: .unclosed("\""), offset: start)
      }
      element.raw.append(UInt8(ascii: "\""))
    }

    /// The text between the angle brackets; the route of old mails is passed over.
    private mutating func angleAddress() throws(AddressError) -> String {
      let start = position
      guard let close = bytes[position...].firstIndex(of: UInt8(ascii: ">")) else {
        throw AddressError(condition: .unclosed("<"), offset: start)
      }
      position = close
      var inner = bytes[(start + 1)..<close]
      if inner.first == UInt8(ascii: "@"), let colon = inner.lastIndex(of: UInt8(ascii: ":")) {
        inner = inner[(colon + 1)...]
      }
      return String(decoding: inner, as: UTF8.self)
    }
  }

  /// One element of the list while it is read.
  private struct Element {
    let start: Int
    /// The words outside angle brackets with quotes resolved, for a name.
    var name: [UInt8] = []
    /// The same with quotes as they stand, for an address.
    var raw: [UInt8] = []
    /// Where `raw` begins, behind blanks.
    var rawStart: Int?
    var hasAt = false
    var angle: (offset: Int, text: String)?

    init(start: Int) {
      self.start = start
    }

    mutating func append(_ byte: UInt8, at position: Int) {
      let isBlank = byte == 0x20 || byte == 0x09
      if !isBlank, rawStart == nil { rawStart = position }
      if byte == UInt8(ascii: "@") { hasAt = true }
      name.append(byte)
      raw.append(byte)
    }

    mutating func beginQuoted(at position: Int) {
      if rawStart == nil { rawStart = position }
      raw.append(UInt8(ascii: "\""))
    }

    /// The mailbox; nil for an empty element.
    func mailbox() throws(AddressError) -> Mailbox? {
      if let angle {
        let address = try address(angle.text, offset: angle.offset)
        let words = EncodedWord.decode(String(decoding: name, as: UTF8.self))
        return Mailbox(displayName: words, address: address)
      }
      let text = String(decoding: raw, as: UTF8.self)
      guard !text.allSatisfy(\.isWhitespace) else { return nil }
      return Mailbox(address: try address(text, offset: rawStart ?? start))
    }

    private func address(_ text: String, offset: Int) throws(AddressError) -> EmailAddress {
      let trimmed = text.drop(while: \.isWhitespace)
      let lead = text.utf8.count - trimmed.utf8.count
      var address = String(trimmed)
      while address.last?.isWhitespace == true { address.removeLast() }
      do throws(AddressError) {
        return try EmailAddress(address)
      } catch {
        let isBare = offset == rawStart
        throw AddressError(
          condition: error.condition,
          offset: offset + (isBare ? 0 : lead) + error.offset
        )
      }
    }
  }
}
