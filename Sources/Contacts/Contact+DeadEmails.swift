package import MailMessage

extension Contact {
  /// The key under which addresses stand of which a mail server said that nobody is reached there.
  package static let deadEmailsKey = "dead_email"

  /// The dead addresses as the file has them, whatever they look like.
  package var deadEmails: [String] {
    switch self[Self.deadEmailsKey] {
    case .list(let values): values.compactMap(\.scalarText)
    case let value?: value.scalarText.map { [$0] } ?? []
    case nil: []
    }
  }

  /// The addresses that are not known to be dead, in the file's order.
  package var livingEmails: [EmailAddress] {
    guard self[Self.deadEmailsKey] != nil else { return emails }
    let dead = Set(deadEmails.map { $0.lowercased() })
    return emails.filter { !dead.contains($0.description.lowercased()) }
  }
}
