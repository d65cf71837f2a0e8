package import Contacts
internal import DurableFiles
internal import MailMessage

/// Writes the drafts of letters: person, template, history and day give the bytes of a file.
package struct Drafter: Sendable {
  let renderer: LetterRenderer
  let isKnown: @Sendable (String) -> Bool

  /// Takes what renders, and whether the outbox knows a letter by its draft's id.
  package init(renderer: LetterRenderer, isKnown: @escaping @Sendable (String) -> Bool) {
    self.renderer = renderer
    self.isKnown = isKnown
  }

  /// The draft of one letter to one person, or to several together.
  ///
  /// The template is the one that is named, or the renderer's choice.
  ///
  /// - Throws: ``DraftingError``.
  package func draft(
    for contacts: [Contact],
    template: String? = nil
  ) throws(DraftingError) -> NewDraft {
    let recipients = try contacts.map { contact throws(DraftingError) in try mailbox(contact) }
    guard !recipients.isEmpty else { throw .nobody }
    let letter: RenderedLetter
    do {
      letter = try renderer.render(for: contacts, template: template)
    } catch {
      throw .template(error)
    }
    let me = renderer.settings.me
    let month = DraftID.month(of: renderer.today)
    let ids = contacts.map(\.id)
    let id = DraftID.make(
      [me.address.description, month, letter.choice.name] + ids,
      isTaken: isKnown
    )
    let fields = [
      DraftField("From", me.mailbox.description),
      DraftField("To", recipients.map(\.description).joined(separator: ", ")),
      DraftField("Subject", letter.subject),
      DraftField(DraftField.Name.draft, id),
      DraftField(DraftField.Name.contact, ids.joined(separator: ", ")),
      DraftField(DraftField.Name.template, letter.choice.name),
      letter.isHTML ? DraftField(DraftField.Name.html, "true") : nil,
      letter.used.isEmpty ? nil : DraftField(DraftField.Name.used, letter.used.description),
    ].compactMap { $0 }
    let brief = Brief(contacts: contacts, history: renderer.history)
    let content = Draft.Content(fields: fields, text: letter.text, brief: brief.lines)
    return NewDraft(
      path: DraftFolder.path(for: ids, on: renderer.today),
      id: id,
      choice: letter.choice,
      bytes: Draft.bytes(of: content)
    )
  }

  private func mailbox(_ contact: Contact) throws(DraftingError) -> Mailbox {
    if contact.doNotContact { throw .doNotContact(name: contact.name) }
    if contact.died != nil { throw .died(name: contact.name) }
    if contact.no.contains(.email) { throw .noMailWanted(name: contact.name) }
    guard let address = contact.emails.first else { throw .noAddress(name: contact.name) }
    let isName = contact.name != address.description
    return Mailbox(displayName: isName ? contact.name : nil, address: address)
  }
}
