internal import MailMessage

/// Contacts as vCards, which every address book reads.
///
/// What vCards have no word for is in properties that begin with `X-TOUCHBASE-`.
package struct VCardExport: Sendable {
  /// The version of the format.
  package enum Version: String, Sendable {
    case v3 = "3.0"
    case v4 = "4.0"
  }

  private let version: Version
  private let includesPrivate: Bool

  package init(_ version: Version, includesPrivate: Bool = false) {
    self.version = version
    self.includesPrivate = includesPrivate
  }

  /// One card a contact, in their order; lines end in CRLF and are folded at 75 octets.
  ///
  /// Source: RFC 6350 §3.2; RFC 2426 §2.6.
  package func bytes(of contacts: [Contact]) -> [UInt8] {
    contacts.flatMap { card(ExportedContact($0, includesPrivate: includesPrivate)) }
  }

  private func card(_ person: ExportedContact) -> [UInt8] {
    var card = ContentLines()
    card.add("BEGIN", "VCARD")
    card.add("VERSION", version.rawValue)
    card.add("UID", ContentLines.escaped(person.identity))
    addName(person.contact, to: &card)
    addAddresses(person.contact, to: &card)
    addWork(person, to: &card)
    for note in person.notes { card.add("NOTE", ContentLines.escaped("- " + note)) }
    for fact in person.facts { add(fact, to: &card) }
    card.add("END", "VCARD")
    return card.bytes
  }

  private func addName(_ contact: Contact, to card: inout ContentLines) {
    card.add("FN", ContentLines.escaped(contact.name))
    // Version 3 asks for it; who has no first name has the whole name for a family name.
    let first = contact.firstName ?? ""
    let family = FirstName.familyName(in: contact.name, besides: first)
    card.add("N", [family, first, "", "", ""].map(ContentLines.escaped).joined(separator: ";"))
  }

  private func addAddresses(_ contact: Contact, to card: inout ContentLines) {
    for (index, email) in contact.emails.enumerated() {
      let isFirst = index == 0 && contact.emails.count > 1
      let preference = version == .v4 ? ";PREF=1" : ";TYPE=PREF"
      card.add("EMAIL" + (isFirst ? preference : ""), ContentLines.escaped(email.description))
    }
    for phone in contact.phones { card.add("TEL", ContentLines.escaped(phone)) }
    if let city = contact.city { card.add("ADR", ";;;" + ContentLines.escaped(city) + ";;;") }
  }

  private func addWork(_ person: ExportedContact, to card: inout ContentLines) {
    let contact = person.contact
    if let organization = contact.organization {
      card.add("ORG", ContentLines.escaped(organization))
    }
    if let role = contact.role { card.add("TITLE", ContentLines.escaped(role)) }
    if let birthday = person.birthday {
      let isShort = birthday.utf8.count == 5
      let day = (isShort ? "--" : "") + birthday
      card.add("BDAY", version == .v4 ? Self.basic(day) : day)
    }
    if !contact.groups.isEmpty {
      card.add("CATEGORIES", contact.groups.map(ContentLines.escaped).joined(separator: ","))
    }
  }

  /// `1980-03-07` as `19800307`, and `--03-07` as `--0307`.
  ///
  /// Source: RFC 6350 §4.3.1.
  private static func basic(_ day: String) -> String {
    day.hasPrefix("--")
      ? "--" + day.dropFirst(2).filter { $0 != "-" } : day.filter { $0 != "-" }
  }

  private func add(_ fact: ExportedContact.Fact, to card: inout ContentLines) {
    let kind = fact.isMore ? "MORE" : fact.isList ? "ITEM" : "KEY"
    for item in fact.items {
      let name = "X-TOUCHBASE-\(kind);X-NAME=\"\(Self.parameter(fact.key))\""
      card.add(name, ContentLines.escaped(item))
    }
  }

  /// Source: RFC 6868 §3.1.
  private static func parameter(_ text: String) -> String {
    PlainText.singleLine(text).replacing("^", with: "^^").replacing("\"", with: "^'")
  }
}
