/// The mailboxes of a header field, as people and programs write them.
///
/// Source: RFC 5322 §3.4, with the obsolete forms of §4.4 on reading.
public enum AddressList {
  /// Reads what a person types: `Ada Park <ada@example.net>, bob@example.org`, names plain or quoted,
  /// in any script; comments and empty elements are passed over, and of a group its members are
  /// taken.
  ///
  /// A `;` parts mailboxes as a `,` does. An `@` in a name that is not quoted is refused, since it
  /// may be an address whose `,` was forgotten; but not where the name repeats the address.
  ///
  /// - Throws: `AddressError` with the offset in octets of what is no mailbox.
  public static func parse(_ text: String) throws(AddressError) -> [Mailbox] {
    if let mailbox = plainMailbox(text) { return [mailbox] }
    var reader = AddressListReader(Array(text.utf8)[...], style: .typed)
    reader.read()
    if let problem = reader.problems.first { throw problem }
    return reader.members.flatMap(\.mailboxes)
  }

  /// The mailbox of a text that is no more than most are, `ada@example.net` or
  /// `Ada Park <ada@example.net>` of ASCII letters and digits; nil where it has to be looked at octet
  /// by octet.
  private static func plainMailbox(_ text: String) -> Mailbox? {
    var end = text.utf8.endIndex
    var name: Substring?
    var start = text.utf8.startIndex
    if text.utf8.last == UInt8(ascii: ">"), let open = text.utf8.firstIndex(of: UInt8(ascii: "<")) {
      let blank = text.utf8[..<open].last == 0x20 ? text.utf8.index(before: open) : open
      name = text[..<blank]
      start = text.utf8.index(after: open)
      end = text.utf8.index(before: end)
    }
    let address = text[start..<end]
    guard address.utf8.allSatisfy({ isPlain($0) || ".-_+@".utf8.contains($0) }),
      name?.utf8.allSatisfy({ isPlain($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") }) ?? true
    else { return nil }
    do throws(AddressError) {
      return Mailbox(displayName: name.map(String.init), address: try EmailAddress(String(address)))
    } catch {
      // Where it stands is told by whoever looks at each octet.
      return nil
    }
  }

  private static func isPlain(_ octet: UInt8) -> Bool {
    (octet | 0x20) &- UInt8(ascii: "a") < 26 || octet &- UInt8(ascii: "0") < 10
  }

  /// Reads what came in a mail: the value of a `To` or a field like it, folded or not.
  ///
  /// Nothing is refused: what is no mailbox is kept as text among the members, and told among the
  /// problems. The comment behind an address without a name is taken for its name, and encoded words
  /// are read within quotes too, since many programs write them so.
  public static func read(_ text: String) -> AddressListReading {
    read(Array(text.utf8)[...])
  }

  /// Reads the octets of a field's value; the offsets of problems count from the first one.
  static func read(_ bytes: ArraySlice<UInt8>) -> AddressListReading {
    var reader = AddressListReader(bytes, style: .received)
    reader.read()
    return AddressListReading(members: reader.members, problems: reader.problems)
  }
}

/// What a field holds that names people.
public struct AddressListReading: Hashable, Sendable {
  /// One element of a list.
  public indirect enum Member: Hashable, Sendable {
    /// A mailbox, with or without a name.
    case mailbox(Mailbox)
    /// A name for several, of whom there may be none: `undisclosed-recipients:;`.
    case group(name: String, members: [Member])
    /// What is no mailbox, as it stands, and why.
    case unreadable(String, AddressError)

    /// The mailboxes of the element.
    public var mailboxes: [Mailbox] {
      switch self {
      case .mailbox(let mailbox): [mailbox]
      case .group(_, let members): members.flatMap(\.mailboxes)
      case .unreadable: []
      }
    }
  }

  /// The elements in their order.
  public let members: [Member]
  /// What is not as the standard has it, in the order of the text; an element may be read all the
  /// same.
  public let problems: [AddressError]

  /// All mailboxes, those of groups too.
  public var mailboxes: [Mailbox] { members.flatMap(\.mailboxes) }
}
