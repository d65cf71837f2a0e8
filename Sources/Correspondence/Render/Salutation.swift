internal import Contacts

/// The greeting line of a letter.
enum Salutation {
  /// The line as the contact's file has it, else one made of the names; with its comma.
  ///
  /// Whoever has no first name, or is addressed as `Sie`, is greeted by the whole name, and an address
  /// is no name.
  static func line(for contacts: [Contact], language: String?) -> String {
    if contacts.count == 1, let greeting = contacts.first?.greeting { return greeting }
    let german = isGerman(language)
    let formal = contacts.contains(where: isFormal)
    let hasFirstNames = contacts.allSatisfy { $0.firstName != nil } && !formal
    let names = contacts.map { (hasFirstNames ? $0.firstName : nil) ?? $0.name }
    guard !names.contains(where: { $0.contains("@") }) else {
      return german ? "Guten Tag," : "Hello,"
    }
    let all = joined(names, and: german ? "und" : "and")
    if german { return hasFirstNames ? "Hallo \(all)," : "Guten Tag \(all)," }
    return hasFirstNames ? "Hi \(all)," : "Hello \(all),"
  }

  /// Whether somebody is addressed as `Sie`.
  static func isFormal(_ contact: Contact) -> Bool { contact.form?.lowercased() == "sie" }

  private static func isGerman(_ language: String?) -> Bool {
    guard let language = language?.lowercased() else { return false }
    return language == "de" || language.hasPrefix("de-") || language.hasPrefix("de_")
  }

  /// `Ada`, `Ada and Joon`, `Ada, Joon and Will`.
  static func joined(_ names: [String], and word: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
