import Contacts

/// A person on one line of the terminal.
enum ContactLine {
  /// Name, way to reach, where from, and the first thing noted.
  static func summary(of contact: Contact) -> String {
    let reach = contact.emails.first.map(String.init(describing:)) ?? contact.phones.first
    let parts = [contact.name, reach ?? "no address", contact.organization ?? contact.city]
    let note = contact.notes.first.map { Columns.shortened($0.text, to: 40) }
    return (parts + [note]).compactMap(\.self).joined(separator: "  ")
  }
}
