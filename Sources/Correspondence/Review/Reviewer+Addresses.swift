internal import Contacts
internal import MailMessage

extension Reviewer {
  /// The key of a contact under which the addresses stand that a mail server refused for good.
  private static let deadKey = "dead_email"

  /// Addresses that belong to somebody of another name than the one that is shown.
  func shownNameFindings(_ draft: Draft, _ header: DraftHeader) -> [Finding] {
    header.recipients.compactMap { recipient in
      guard let shown = recipient.mailbox.displayName,
        let people = owners[recipient.mailbox.address], let owner = people.first,
        // Whoever has no name but the address may be called anything.
        !owner.name.contains("@")
      else { return nil }
      let words = Set(OwnWords.words(of: shown))
      let isOwn = people.contains { contact in
        let names = [contact.name, contact.firstName ?? "", contact.organization ?? ""]
          .flatMap { OwnWords.words(of: $0) }
        return names.contains { name in
          words.contains(name) || words.contains { FirstNames.areForms($0, name) }
        }
      }
      // A name of signs alone names nobody; one that is an address is its own.
      guard !words.isEmpty, !isOwn, !shown.contains("@") else { return nil }
      let place = recipient.field.place(of: shown)
      return draft.finding(
        .recipient,
        line: place.line,
        column: place.column,
        length: shown.count,
        message: "'\(Draft.singleLine(shown))' is shown, and the address is "
          + "\(Draft.singleLine(owner.name))'s",
        hint: "mend the line, or: " + draft.allowing(.recipient)
      )
    }
  }

  /// Addresses of which a mail server said that nobody can be reached there.
  func deadAddressFindings(_ draft: Draft, _ header: DraftHeader) -> [Finding] {
    header.recipients.compactMap { recipient in
      let address = recipient.mailbox.address
      let isDead = (owners[address] ?? []).contains { contact in
        contact[Self.deadKey]?.texts.contains {
          $0.lowercased() == address.description.lowercased()
        }
          ?? false
      }
      guard isDead else { return nil }
      let place = recipient.place
      return draft.finding(
        .deadAddress,
        line: place.line,
        column: place.column,
        length: address.description.count,
        message: "a mail server said that nobody can be reached at this address",
        hint:
          "find another address; where it works again, delete '\(Self.deadKey)' in the contact, "
          + "or: " + draft.allowing(.deadAddress)
      )
    }
  }
}
