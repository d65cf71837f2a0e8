package import Contacts
internal import DurableFiles
internal import MailMessage

/// Writes the drafts of letters: person, template, history and day give the bytes of a file.
package struct Drafter: Sendable {
  package let renderer: LetterRenderer
  let recollection: Recollection
  let isKnown: @Sendable (String) -> Bool

  /// Takes what renders, what the brief tells of the past where it is more than the history, and
  /// whether the outbox knows a letter by its draft's id.
  package init(
    renderer: LetterRenderer,
    recollection: Recollection? = nil,
    isKnown: @escaping @Sendable (String) -> Bool
  ) {
    self.renderer = renderer
    self.recollection =
      recollection ?? Recollection(history: renderer.history, news: renderer.news)
    self.isKnown = isKnown
  }

  /// The draft of one letter to one person, or to several together.
  ///
  /// The template is the one that is named, or the renderer's choice. Notes and turns of phrase of
  /// earlier drafts are used only where there are no others; news are still to be told.
  ///
  /// - Throws: ``DraftingError``.
  package func draft(
    for contacts: [Contact],
    template: String? = nil,
    unlike earlier: [Draft] = [],
    keeping used: Used = Used()
  ) throws(DraftingError) -> NewDraft {
    let recipients = try contacts.map { contact throws(DraftingError) in try mailbox(contact) }
    guard !recipients.isEmpty else { throw .nobody }
    let letter = try letter(for: contacts, template: template, unlike: earlier, keeping: used)
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
    let brief = Brief(contacts: contacts, recollection)
    let content = Draft.Content(fields: fields, text: letter.text, brief: brief.lines)
    return NewDraft(
      path: DraftFolder.path(for: ids, on: renderer.today),
      id: id,
      choice: letter.choice,
      used: letter.used,
      content: content
    )
  }

  /// A text without recipients, to be sent by another program: a draft that is no letter.
  ///
  /// - Throws: ``DraftingError``.
  package func message(for contact: Contact) throws(DraftingError) -> NewDraft {
    if contact.doNotContact { throw .doNotContact(name: contact.name) }
    if contact.died != nil { throw .died(name: contact.name) }
    let letter = try letter(for: [contact], template: nil, unlike: [], keeping: Used())
    let fields = [
      DraftField("To", contact.name),
      DraftField(DraftField.Name.contact, contact.id),
      DraftField(DraftField.Name.template, letter.choice.name),
      letter.used.isEmpty ? nil : DraftField(DraftField.Name.used, letter.used.description),
    ].compactMap { $0 }
    let brief = Brief(contacts: [contact], recollection)
    let content = Draft.Content(fields: fields, text: letter.text, brief: brief.lines)
    let month = DraftID.month(of: renderer.today)
    return NewDraft(
      path: "messages/\(month)-\(contact.id).eml",
      id: "",
      choice: letter.choice,
      used: letter.used,
      content: content
    )
  }

  private func letter(
    for contacts: [Contact],
    template: String?,
    unlike earlier: [Draft],
    keeping used: Used
  ) throws(DraftingError) -> RenderedLetter {
    let renderer = earlier.isEmpty ? renderer : renderer.avoiding(earlier, for: contacts)
    do {
      return try renderer.render(for: contacts, template: template, keeping: used)
    } catch {
      throw .template(error)
    }
  }

  private func mailbox(_ contact: Contact) throws(DraftingError) -> Mailbox {
    if contact.doNotContact { throw .doNotContact(name: contact.name) }
    if contact.died != nil { throw .died(name: contact.name) }
    if contact.no.contains(.email) { throw .noMailWanted(name: contact.name) }
    guard let address = contact.livingEmails.first else {
      throw contact.emails.isEmpty ? .noAddress(name: contact.name) : .deadAddress(contact.name)
    }
    let isName = contact.name != address.description
    return Mailbox(displayName: isName ? contact.name : nil, address: address)
  }
}
