internal import MailMessage

/// Contacts as a table that spreadsheets open and do not obey.
///
/// Source: RFC 4180.
package struct CSVExport: Sendable {
  private let includesPrivate: Bool

  package init(includesPrivate: Bool = false) {
    self.includesPrivate = includesPrivate
  }

  /// A header and one row a contact, in UTF-8; rows end in CRLF.
  ///
  /// The items of a list are joined by ` ::: `, which no item may hold, as Google's exports have them; notes stand in one
  /// cell, a line each. A cell that a spreadsheet would take for a formula begins with `'`.
  package func bytes(of contacts: [Contact]) -> [UInt8] {
    let people = contacts.map { ExportedContact($0, includesPrivate: includesPrivate) }
    // In an order that does not depend on whose facts come first.
    let columns = Set(people.flatMap(\.facts).map(Self.column)).sorted()
    var lines = [Self.fixed + columns]
    lines += people.map { person in
      let facts = Dictionary(
        person.facts.map { (Self.column(of: $0), Self.cell($0.items, isList: $0.isList)) }
      ) { first, _ in first }
      return cells(of: person) + columns.map { facts[$0] ?? "" }
    }
    return lines.flatMap { row in
      Array(row.map(Self.quoted).joined(separator: ",").utf8) + [0x0D, 0x0A]
    }
  }

  /// The columns that every export begins with.
  static let fixed = [
    "name", "email", "phone", "organization", "role", "city", "birthday", "groups", "notes", "uid",
  ]

  private func cells(of person: ExportedContact) -> [String] {
    let contact = person.contact
    return [
      contact.name, Self.cell(contact.emails.map(\.description), isList: true),
      Self.cell(contact.phones, isList: true), contact.organization ?? "", contact.role ?? "",
      contact.city ?? "", person.birthday ?? "", Self.cell(contact.groups, isList: true),
      person.notes.map { "- " + $0 }.joined(separator: "\n"), person.identity,
    ]
  }

  /// A fact of `more:` is told from a key by its column's name.
  private static func column(of fact: ExportedContact.Fact) -> String {
    (fact.isMore ? PeopleTable.moreMark : "") + PlainText.singleLine(fact.key)
  }

  /// One item with a comma in it is told from two by a mark behind it.
  private static func cell(_ items: [String], isList: Bool) -> String {
    guard isList else { return items.first ?? "" }
    let joined = items.joined(separator: " ::: ")
    return items.count == 1 && joined.contains { ",;".contains($0) } ? joined + " :::" : joined
  }

  private static func quoted(_ cell: String) -> String {
    let safe = CSVCell.isFormula(cell) ? CSVCell.mark + cell : cell
    guard safe.contains(where: { "\",\r\n;\t".contains($0) || $0.isNewline }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}

/// What spreadsheets take for a formula, and the mark that keeps them from it.
///
/// Source: OWASP, "CSV Injection".
enum CSVCell {
  static let mark = "'"

  static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first else { return false }
    // A text that begins with the mark itself gets one more, so that taking one off is right.
    return "=+-@\t\r'".unicodeScalars.contains(first)
  }

  /// The text without the mark of an export.
  static func unmarked(_ cell: String) -> String {
    guard cell.hasPrefix(mark), isFormula(String(cell.dropFirst())) else { return cell }
    return String(cell.dropFirst())
  }
}
