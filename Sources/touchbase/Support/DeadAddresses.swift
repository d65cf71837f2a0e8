import Contacts
import Correspondence
import MailMessage
import Synchronization

/// Addresses of which a mail server said, in this run, that nobody can be reached there.
final class DeadAddresses: Sendable {
  private let addresses = Mutex<Set<EmailAddress>>([])

  func note(_ address: EmailAddress) {
    addresses.withLock { _ = $0.insert(address) }
  }

  var all: Set<EmailAddress> { addresses.withLock { $0 } }
}

extension Session {
  /// Writes dead addresses into the contacts that have them, once each.
  ///
  /// A contact that cannot be written is told of, and fails nothing: the letter is held, with the
  /// server's words.
  func mark(_ dead: DeadAddresses) {
    let addresses = dead.all
    guard !addresses.isEmpty else { return }
    let store = ContactStore(folder: workspace.contacts, fileSystem: files)
    let contacts: [Contact]
    do {
      contacts = try readContacts().contacts
    } catch {
      return output.warning("a dead address could not be marked: \(error)")
    }
    for contact in contacts {
      do {
        try mark(addresses, at: contact, store)
      } catch {
        output.warning("a dead address could not be marked: \(error)")
      }
    }
  }

  private func mark(
    _ dead: Set<EmailAddress>,
    at contact: Contact,
    _ store: ContactStore
  ) throws {
    let known = contact.deadEmails
    let new = contact.emails.filter(dead.contains).map(\.description)
      .filter { !known.contains($0) }
    guard !new.isEmpty else { return }
    let values = (known + new).map { FieldValue.text($0) }
    let value = values.count == 1 ? values[0] : FieldValue.list(values)
    _ = try store.set(Contact.deadEmailsKey, to: value, in: contact)
    output.remark(
      "\(contact.path): marked \(new.joined(separator: ", ")) as dead; "
        + "look for another address of \(contact.name)"
    )
  }
}
