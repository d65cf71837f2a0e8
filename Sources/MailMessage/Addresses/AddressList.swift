/// The mailboxes of a header field, as people and programs write them.
///
/// Source: RFC 5322 §3.4, with the obsolete forms of §4.4 on reading.
public enum AddressList {
  /// Reads `Ada Park <ada@example.net>, bob@example.org`: names plain or quoted, in any script;
  /// comments and empty elements are passed over, and of a group its members are taken.
  ///
  /// A `;` parts mailboxes as a `,` does. An `@` in a name that is not quoted is refused, since it
  /// may be an address whose `,` was forgotten; but not where the name repeats the address.
  ///
  /// - Throws: `AddressError` with the offset in octets of what is no mailbox.
  public static func parse(_ text: String) throws(AddressError) -> [Mailbox] {
    var reader = AddressListReader(text)
    return try reader.mailboxes()
  }
}

/// A place in a list of mailboxes that moves on.
private struct AddressListReader {
  let bytes: [UInt8]
  var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func mailboxes() throws(AddressError) -> [Mailbox] {
    var mailboxes: [Mailbox] = []
    while position < bytes.count {
      var element = try element()
      if let mailbox = try element.mailbox() { mailboxes.append(mailbox) }
      position += 1
    }
    return mailboxes
  }

  /// What stands up to the next `,` or `;`, quotes and comments taken as wholes.
  private mutating func element() throws(AddressError) -> AddressElement {
    var element = AddressElement()
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"): return element
      case UInt8(ascii: "("): try skipComment()
      case 0x20, 0x09: element.append(byte, at: position)
      case 0..<0x20, 0x7F: throw AddressError(condition: .controlCharacter, offset: position)
      case _ where element.angle != nil: throw unexpected()
      case UInt8(ascii: ")"), UInt8(ascii: ">"): throw unexpected()
      // The name of a group; its members follow.
      case UInt8(ascii: ":") where element.at == nil: element = AddressElement()
      case UInt8(ascii: "\""): try quoted(into: &element)
      case UInt8(ascii: "<"): element.angle = try angleAddress()
      default: element.append(byte, at: position)
      }
      position += 1
    }
    return element
  }

  private func unexpected() -> AddressError {
    let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    let scalar = rest.unicodeScalars.first ?? "\u{FFFD}"
    return AddressError(condition: .unexpected(Character(scalar)), offset: position)
  }

  private func checkNoControl() throws(AddressError) {
    guard bytes[position] >= 0x20 || bytes[position] == 0x09, bytes[position] != 0x7F else {
      throw AddressError(condition: .controlCharacter, offset: position)
    }
  }

  /// Moves to the `)` that ends a comment.
  ///
  /// Source: RFC 5322 §3.2.2; comments nest.
  private mutating func skipComment() throws(AddressError) {
    let start = position
    var depth = 0
    while position < bytes.count {
      try checkNoControl()
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

  /// Moves to the `"` that ends a quoted string.
  ///
  /// Source: RFC 5322 §3.2.4.
  private mutating func quoted(into element: inout AddressElement) throws(AddressError) {
    let start = position
    element.beginQuoted(at: start)
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
        element.appendEscape(at: position)
        position += 1
      }
      try checkNoControl()
      element.appendQuoted(bytes[position], at: position)
      position += 1
    }
    guard position < bytes.count else {
      throw AddressError(condition: .unclosed("\""), offset: start)
    }
    element.endQuoted(at: position)
  }

  /// Moves to the `>` that ends an address; the route of old mails is passed over.
  ///
  /// Source: RFC 5322 §4.4.
  private mutating func angleAddress() throws(AddressError) -> AddressElement.Piece {
    let start = position
    guard let close = bytes[position...].firstIndex(of: UInt8(ascii: ">")) else {
      throw AddressError(condition: .unclosed("<"), offset: start)
    }
    position = close
    var inner = bytes[(start + 1)..<close]
    if inner.first == UInt8(ascii: "@"), let colon = inner.firstIndex(of: UInt8(ascii: ":")) {
      inner = inner[(colon + 1)...]
    }
    return AddressElement.Piece(bytes: Array(inner), offsets: Array(inner.indices), end: close)
  }
}

/// One element of a list of mailboxes while it is read.
private struct AddressElement {
  /// Octets, and where in the list each of them stands.
  struct Piece {
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    var end = 0

    mutating func append(_ byte: UInt8, at offset: Int) {
      bytes.append(byte)
      offsets.append(offset)
      end = offset + 1
    }

    /// The piece without the blanks around it.
    var trimmed: Piece {
      guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
        let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
      else { return Piece(end: end) }
      return Piece(
        bytes: Array(bytes[first...last]),
        offsets: Array(offsets[first...last]),
        end: offsets[last] + 1
      )
    }

    func address() throws(AddressError) -> EmailAddress {
      do throws(AddressError) {
        return try EmailAddress(String(decoding: bytes, as: UTF8.self))
      } catch {
        let offset = error.offset < offsets.count ? offsets[error.offset] : end
        throw AddressError(condition: error.condition, offset: offset)
      }
    }
  }

  /// What stands outside angle brackets, with quotes as they are: an address, if it is no name.
  private var outside = Piece()
  /// The name as far as it is understood.
  private var name = ""
  /// The end of the name, in which encoded words may stand.
  private var unquoted: [UInt8] = []
  /// What stands between angle brackets.
  var angle: Piece?
  /// Where the first `@` outside quotes and angle brackets is.
  private(set) var at: Int?

  mutating func append(_ byte: UInt8, at offset: Int) {
    if byte == UInt8(ascii: "@"), at == nil { at = offset }
    unquoted.append(byte)
    outside.append(byte, at: offset)
  }

  mutating func beginQuoted(at offset: Int) {
    finishUnquoted()
    outside.append(UInt8(ascii: "\""), at: offset)
  }

  mutating func appendEscape(at offset: Int) {
    outside.append(UInt8(ascii: "\\"), at: offset)
  }

  mutating func appendQuoted(_ byte: UInt8, at offset: Int) {
    unquoted.append(byte)
    outside.append(byte, at: offset)
  }

  mutating func endQuoted(at offset: Int) {
    // An encoded word within quotes is none: RFC 2047 §5 (3).
    name += String(decoding: unquoted, as: UTF8.self)
    unquoted = []
    outside.append(UInt8(ascii: "\""), at: offset)
  }

  private mutating func finishUnquoted() {
    name += EncodedWord.decode(String(decoding: unquoted, as: UTF8.self))
    unquoted = []
  }

  /// The mailbox; nil for an empty element.
  mutating func mailbox() throws(AddressError) -> Mailbox? {
    let outside = outside.trimmed
    guard let angle else {
      return outside.bytes.isEmpty ? nil : Mailbox(address: try outside.address())
    }
    let inner = angle.trimmed
    let address = try inner.address()
    finishUnquoted()
    if let at, outside.bytes != inner.bytes {
      throw AddressError(condition: .unexpected("@"), offset: at)
    }
    return Mailbox(displayName: name, address: address)
  }
}
