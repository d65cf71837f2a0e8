/// One element of a list of mailboxes while it is read.
struct AddressElement {
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

    /// The piece from one of its octets on.
    func suffix(from index: Int) -> Piece {
      Piece(bytes: Array(bytes[index...]), offsets: Array(offsets[index...]), end: end)
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
  }

  /// What stands between angle brackets.
  var angle: Piece?
  /// What the last comment says.
  private var comment: [UInt8]?
  /// Where the first `@` outside quotes and angle brackets is.
  private(set) var at: Int?
  /// What is not as it should be though the mailbox could be read; known once it is.
  private(set) var stray: AddressError?

  private let isTyped: Bool
  /// What stands outside angle brackets, with quotes as they are: an address, if it is no name.
  private var outside = Piece()
  /// The name as far as it is understood.
  private var name = ""
  /// The end of the name, in which encoded words may stand.
  private var unquoted: [UInt8] = []

  init(isTyped: Bool) {
    self.isTyped = isTyped
  }

  /// Whether this is the way that a mail was to take, `@a,@b`, with the address behind it.
  var isRoute: Bool { outside.trimmed.bytes.first == UInt8(ascii: "@") }

  mutating func append(_ byte: UInt8, at offset: Int, isWord: Bool = false) {
    if byte == UInt8(ascii: "@"), at == nil, !isWord { at = offset }
    unquoted.append(byte)
    outside.append(byte, at: offset)
  }

  /// Takes note of a comment that ends at a place; it parts words as a blank does.
  mutating func append(comment: [UInt8], at offset: Int) {
    self.comment = comment
    if !isTyped { append(0x20, at: offset) }
  }

  mutating func beginQuoted(at offset: Int) {
    if isTyped { finishUnquoted() }
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
    if isTyped {
      // An encoded word within quotes is none: RFC 2047 §5 (3).
      name += String(decoding: unquoted, as: UTF8.self)
      unquoted = []
    }
    outside.append(UInt8(ascii: "\""), at: offset)
  }

  private mutating func finishUnquoted() {
    name += EncodedWord.decode(Charset.read(unquoted[...], charset: nil).text)
    unquoted = []
  }

  /// The name so far, which is that of a group; the element begins anew.
  mutating func takeName() -> String {
    finishUnquoted()
    let name = name.blankingControlCharacters.trimmingBlanks
    self = AddressElement(isTyped: isTyped)
    return name
  }

  /// What stands in the element as an address that ends at a place.
  func piece(end: Int) -> Piece {
    Piece(bytes: outside.bytes, offsets: outside.offsets, end: end)
  }

  /// The mailbox; nil for an empty element.
  mutating func mailbox() throws(AddressError) -> Mailbox? {
    let outside = outside.trimmed
    guard let angle else {
      guard !outside.bytes.isEmpty else { return nil }
      return try mailboxWithoutBrackets(outside)
    }
    let inner = angle.trimmed
    let address = try address(inner)
    finishUnquoted()
    if let at, outside.bytes != inner.bytes, stray == nil {
      stray = AddressError(.unexpected("@"), at: at)
    }
    let isNameless = name.allSatisfy { $0 == " " || $0 == "\t" }
    return Mailbox(displayName: isNameless ? commentedName : name, address: address)
  }

  /// An address without a name; in what came, also one whose brackets were forgotten.
  private mutating func mailboxWithoutBrackets(_ outside: Piece) throws(AddressError) -> Mailbox {
    do throws(AddressError) {
      return Mailbox(displayName: commentedName, address: try address(outside))
    } catch {
      guard !isTyped, let blank = outside.bytes.lastIndex(of: 0x20),
        // Two addresses without a comma are not one with a name.
        !outside.bytes[..<blank].contains(UInt8(ascii: "@"))
      else { throw error }
      let last = try address(outside.suffix(from: blank + 1))
      stray = error
      let name = Charset.read(outside.bytes[..<blank], charset: nil).text
      return Mailbox(displayName: EncodedWord.decode(name), address: last)
    }
  }

  /// QUIRK: RFC 5322 §3.4 has names before addresses only; before it, a comment was the way to give
  /// a name, and RFC 5322 §3.4's note still knows of it.
  private var commentedName: String? {
    guard !isTyped, let comment else { return nil }
    return EncodedWord.decode(Charset.read(comment[...], charset: nil).text)
  }

  private mutating func address(_ piece: Piece) throws(AddressError) -> EmailAddress {
    let bytes = isTyped ? piece.bytes : AddressSyntax.withoutObsoleteForms(piece.bytes)
    do throws(AddressError) {
      return try EmailAddress(String(decoding: bytes, as: UTF8.self))
    } catch {
      let offset = offset(of: error, in: piece, isAsItCame: bytes.count == piece.bytes.count)
      return try mended(bytes, after: AddressError(error.condition, at: offset))
    }
  }

  /// Where in the list an error of an address is; where its octets are others than those of the
  /// list, the beginning of the address.
  private func offset(of error: AddressError, in piece: Piece, isAsItCame: Bool) -> Int {
    guard error.condition != .noAt, error.condition != .empty else { return piece.end }
    guard isAsItCame else { return piece.offsets.first ?? piece.end }
    return error.offset < piece.offsets.count ? piece.offsets[error.offset] : piece.end
  }

  /// The address that was meant, if only dots were wrong.
  private mutating func mended(
    _ bytes: [UInt8],
    after error: AddressError
  ) throws(AddressError) -> EmailAddress {
    guard !isTyped, let bytes = AddressSyntax.withMendedDots(bytes) else { throw error }
    do throws(AddressError) {
      let address = try EmailAddress(String(decoding: bytes, as: UTF8.self))
      stray = error
      return address
    } catch {
      // The dots were not all that was wrong.
    }
    throw error
  }
}
