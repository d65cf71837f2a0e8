internal import Contacts
internal import MailMessage

extension Reviewer {
  /// What nobody can let pass: a header that is none.
  func headerFindings(_ draft: Draft, _ header: DraftHeader) -> [Finding] {
    let isBroken = draft.problems.contains(where: \.isStructural)
    let problems = draft.problems + header.problems.filter { !isBroken || $0.isAboutALine }
    return problems.map { problem in
      let excerpt = problem.isAboutALine ? draft.fileLine(problem.line) : nil
      return Finding(
        name: .header,
        severity: .block,
        isAllowable: false,
        line: problem.line,
        column: problem.column,
        length: excerpt == nil ? 0 : 1,
        message: problem.description,
        excerpt: excerpt,
        hint: nil
      )
    }
  }

  /// To whom the letter goes: to somebody, to the person it is about, and to nobody who asked not
  /// to be written to.
  func recipientFindings(_ draft: Draft, _ header: DraftHeader, contacts: [Contact]) -> [Finding] {
    var findings = header.recipientProblems.map { problem in
      draft.finding(
        .recipient,
        line: problem.line,
        column: problem.column,
        message: problem.description,
        isAllowable: false
      )
    }
    let isBroken = draft.problems.contains(where: \.isStructural)
    if header.to.isEmpty, header.recipientProblems.isEmpty, !isBroken {
      let field = draft.fields.first { $0.isNamed("To") }
      findings.append(
        draft.finding(
          .recipient,
          line: field?.line ?? 1,
          length: field == nil ? 0 : 1,
          message: "nobody to send it to",
          hint: "write 'To: Name <name@example.org>' above the text",
          isAllowable: false
        )
      )
    }
    findings += strangers(draft, header, contacts: contacts)
    findings += refusals(draft, header, contacts: contacts)
    return findings
  }

  /// Addresses that are not those of the people the letter is about.
  private func strangers(
    _ draft: Draft,
    _ header: DraftHeader,
    contacts: [Contact]
  ) -> [Finding] {
    guard !draft.problems.contains(where: \.isStructural) else { return [] }
    let contactField = draft.fields.first { $0.isNamed(DraftField.Name.contact) }
    var findings = draft.contacts.filter { people[$0] == nil }.map { id in
      draft.finding(
        .recipient,
        line: contactField?.line ?? 1,
        message: "there is no contact '\(id)'",
        hint: "write the id of a file in contacts/, or: " + draft.allowing(.recipient)
      )
    }
    if contactField == nil {
      findings.append(
        draft.finding(
          .recipient,
          line: 1,
          length: 0,
          message: "the line '\(DraftField.Name.contact): …' is missing: who is this letter for?",
          hint: "write the id of a file in contacts/"
        )
      )
    }
    // A few are compared sooner than put into a set.
    let expected = contacts.flatMap(\.emails) + [me.address]
    for recipient in header.recipients where !expected.contains(recipient.mailbox.address) {
      let names = contacts.map(\.name).joined(separator: " and ")
      guard !contacts.isEmpty else { continue }
      let place = recipient.place
      findings.append(
        draft.finding(
          .recipient,
          line: place.line,
          column: place.column,
          length: recipient.mailbox.address.description.count,
          message: "'\(recipient.field.name)' has an address that is not \(names)'s",
          hint: "mend the address here or in the contact, or: " + draft.allowing(.recipient)
        )
      )
    }
    return findings
  }

  /// People who asked not to be written to, by name and by address, and people who died.
  private func refusals(
    _ draft: Draft,
    _ header: DraftHeader,
    contacts: [Contact]
  ) -> [Finding] {
    var findings: [Finding] = []
    var told: Set<String> = []
    let contactField = draft.fields.first { $0.isNamed(DraftField.Name.contact) }
    let named = contacts.map { ($0, contactField) }
    let reached = header.recipients.flatMap { recipient in
      (owners[recipient.mailbox.address] ?? []).map { ($0, Optional(recipient.field)) }
    }
    for (contact, field) in named + reached {
      guard let reason = Self.refusal(of: contact), told.insert(contact.id).inserted else {
        continue
      }
      findings.append(
        draft.finding(
          .doNotContact,
          line: field?.line ?? 1,
          column: field?.column ?? 1,
          message: "\(Draft.singleLine(contact.name)) \(reason)",
          hint: "delete the draft; it cannot be approved",
          isAllowable: false
        )
      )
    }
    return findings
  }

  private static func refusal(of contact: Contact) -> String? {
    if contact.doNotContact { return "asked not to be contacted" }
    if contact.died != nil { return "died" }
    if contact.no.contains(.email) { return "wants no e-mail" }
    return nil
  }
}
