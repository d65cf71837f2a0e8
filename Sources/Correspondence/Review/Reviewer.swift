package import Contacts
internal import MailMessage

/// What the checks need to know beyond the draft itself.
package struct Reviewer: Sendable {
  let me: Profile
  let ownWords: Double
  let people: [String: Contact]
  /// Who has an address, by the address.
  let owners: [EmailAddress: [Contact]]
  let isKnown: @Sendable (String) -> Bool
  let templateText: @Sendable (String) -> String?
  let wordings: @Sendable (Draft, [Contact]) -> LetterWordings
  let news: [NewsItem]
  let attachments: AttachmentReader

  /// Takes what the checks compare with.
  ///
  /// `isKnown` says whether the outbox knows a letter by its draft's id. `templateText` is the text
  /// of a template by its name, for the measure of own words; nil for one that is no more.
  /// `wordings` is what a draft's template may say to these people where it has a choice.
  /// `attachments` reads the files that drafts name.
  package init(
    settings: Settings,
    people: [Contact],
    news: [NewsItem],
    attachments: AttachmentReader,
    isKnown: @escaping @Sendable (String) -> Bool,
    templateText: @escaping @Sendable (String) -> String?,
    wordings: @escaping @Sendable (Draft, [Contact]) -> LetterWordings = { _, _ in LetterWordings()
    }
  ) {
    self.me = settings.me
    self.ownWords = settings.ownWords
    self.people = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
    var owners: [EmailAddress: [Contact]] = [:]
    for contact in people {
      for address in contact.emails { owners[address, default: []].append(contact) }
    }
    self.owners = owners
    self.isKnown = isKnown
    self.templateText = templateText
    self.wordings = wordings
    self.news = news
    self.attachments = attachments
  }

  /// Holds all checks against a draft.
  package func review(_ draft: Draft) -> Review {
    let envelope = DraftHeader(draft)
    let named = draft.contacts.compactMap { people[$0] }
    let measure = OwnWords.measure(
      letter: draft.letter,
      reused: reusedTexts(draft, contacts: named)
    )
    var findings = headerFindings(draft, envelope)
    findings += recipientFindings(draft, envelope, contacts: named)
    findings += duplicateFindings(draft) + scissorsFindings(draft)
    findings += unfinishedFindings(draft) + emptyFindings(draft)
    findings += privateNoteFindings(draft, contacts: named)
    findings += ownWordsFindings(draft, measure)
    let files = readAttachments(draft, envelope)
    findings += files.findings + forgottenFindings(draft, envelope)
    let sorted = findings.sorted { ($0.line, $0.column ?? 0) < ($1.line, $1.column ?? 0) }
    return Review(
      draft: draft,
      findings: sorted,
      attachments: files.attachments,
      words: measure.words,
      ownWords: measure.ownWords
    )
  }

  /// Everything in a letter that the person did not write for it.
  private func reusedTexts(_ draft: Draft, contacts: [Contact]) -> [String] {
    var texts = draft.template.flatMap(templateText).map { [$0] } ?? []
    texts += news.map(\.text)
    texts += contacts.flatMap { $0.notes.map(\.text) }
    texts += contacts.flatMap { $0.fields.flatMap { $0.value.texts } }
    return texts
  }
}

extension FieldValue {
  /// Every text in the value.
  var texts: [String] {
    switch self {
    case .list(let items): items.flatMap(\.texts)
    case .mapping(let entries): entries.flatMap { $0.value.texts }
    case .text, .integer, .boolean, .null: scalarText.map { [$0] } ?? []
    }
  }
}
