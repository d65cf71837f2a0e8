internal import MailMessage

extension AddressBook {
  /// What a person's words meant.
  package enum Match: Sendable {
    case one(Contact)
    /// At least two, sorted by id.
    case several([Contact])
    case none
  }

  /// Finds whom a person means by an id, a name, an address or a part of these.
  ///
  /// Case and accents do not matter. An id, name or address that agrees as a whole wins over parts;
  /// the beginnings of words win over parts inside them.
  package func find(_ query: String) -> Match {
    if let contact = self[query] { return .one(contact) }
    let words = PlainText.folded(PlainText.singleLine(query))
    guard !words.isEmpty else { return .none }
    let people = contacts.map(SearchKeys.init)
    let tests: [(SearchKeys) -> Bool] = [
      { $0.id == words || $0.addresses.contains(words) },
      { $0.name == words },
      { $0.beginsWords(of: words) },
      { $0.contains(words) },
    ]
    for test in tests {
      let found = people.filter(test)
      if let first = found.first {
        return found.count == 1 ? .one(first.contact) : .several(found.map(\.contact))
      }
    }
    return .none
  }
}

/// What of a contact a query is compared with, folded.
private struct SearchKeys {
  let contact: Contact
  let id: String
  let name: String
  let addresses: [String]

  init(_ contact: Contact) {
    self.contact = contact
    self.id = PlainText.folded(contact.id)
    self.name = PlainText.folded(PlainText.singleLine(contact.name))
    self.addresses = contact.emails.map { PlainText.folded($0.description) }
  }

  /// Whether each word of a query begins another word of the name or id: `a park`.
  func beginsWords(of query: String) -> Bool {
    // In octets, since everybody is asked; letters beyond ASCII part no words.
    let isSeparator: (UInt8) -> Bool = {
      $0 < 0x80 && !PlainText.isASCIIWordByte($0) && $0 != UInt8(ascii: "@")
    }
    let wanted = query.utf8.split(whereSeparator: isSeparator)
    var words =
      name.utf8.split(whereSeparator: isSeparator) + id.utf8.split(whereSeparator: isSeparator)
    guard !wanted.isEmpty else { return false }
    return wanted.allSatisfy { word in
      guard let index = words.firstIndex(where: { $0.starts(with: word) }) else { return false }
      words.remove(at: index)
      return true
    }
  }

  func contains(_ query: String) -> Bool {
    ([name, id] + addresses).contains { PlainText.holds($0, query) }
  }
}
