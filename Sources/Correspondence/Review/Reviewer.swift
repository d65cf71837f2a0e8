package import Contacts
package import MailMessage
internal import Threads

/// What the checks need to know beyond the draft itself.
package struct Reviewer: Sendable {
  let me: Profile
  /// The ways in which the writer may sign, as ``LetterBody/bare(_:)`` has them.
  let writerNames: [String]
  let ownWords: Double
  let everybody: [Contact]
  let people: [String: Contact]
  /// Who has an address, by the address.
  let owners: [EmailAddress: [Contact]]
  let isKnown: @Sendable (String) -> Bool
  let templateText: @Sendable (String) -> TemplateWording?
  let wordings: @Sendable (Draft, [Contact]) -> LetterWordings
  let templateNames: @Sendable () -> [String]
  /// Who has a first name, in lower case.
  let firstNames: [String: [Contact]]
  let news: [NewsItem]
  let attachments: AttachmentReader
  let others: OtherLetters
  let history: History
  /// When the last answer of anybody came; nil where none is known of.
  let lastReply: DateTime?
  /// Nil where nothing depends on the day.
  let today: CalendarDay?

  /// Takes what the checks compare with.
  ///
  /// - Parameters:
  ///   - settings: Who writes, and the bound of own words.
  ///   - people: Everybody.
  ///   - news: What is new with the writer.
  ///   - attachments: What reads the files that drafts name.
  ///   - others: The letters that drafts are compared with.
  ///   - history: What happened so far.
  ///   - today: The day that "the last weeks" end on.
  ///   - isKnown: Whether the outbox knows a letter by its draft's id.
  ///   - templateText: What a template says, by its name; nil for one that is no more.
  ///   - templateNames: The names of all letters, for drafts that do not name theirs.
  ///   - wordings: What a draft's template may say to these people where it has a choice.
  package init(
    settings: Settings,
    people: [Contact],
    news: [NewsItem],
    attachments: AttachmentReader,
    others: OtherLetters = .none,
    history: History = History(),
    today: CalendarDay? = nil,
    isKnown: @escaping @Sendable (String) -> Bool,
    templateText: @escaping @Sendable (String) -> TemplateWording?,
    templateNames: @escaping @Sendable () -> [String] = { [] },
    wordings: @escaping @Sendable (Draft, [Contact]) -> LetterWordings = { _, _ in
      LetterWordings()
    }
  ) {
    self.me = settings.me
    let words = OwnWords.words(of: settings.me.name)
    self.writerNames = [words.joined(separator: " ")] + words.prefix(1)
    self.ownWords = settings.ownWords
    self.everybody = people
    self.people = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
    var owners: [EmailAddress: [Contact]] = [:]
    var firstNames: [String: [Contact]] = [:]
    for contact in people {
      if let name = contact.firstName { firstNames[name.lowercased(), default: []].append(contact) }
      for address in contact.emails { owners[address, default: []].append(contact) }
    }
    self.owners = owners
    self.firstNames = firstNames
    self.isKnown = isKnown
    self.templateText = templateText
    self.wordings = wordings
    self.templateNames = templateNames
    self.news = news
    self.attachments = attachments
    self.others = others
    self.history = history
    lastReply = history.entries.last { $0.kind == .reply }?.at
    self.today = today
  }

  /// Holds all checks against a draft.
  package func review(_ draft: Draft) -> Review {
    let readings = read([draft])
    return review(draft, readings.readings[0], readings.comparison)
  }

  /// Holds all checks against each of the drafts; what they have in common is looked for once.
  ///
  /// - Parameters:
  ///   - drafts: The drafts.
  ///   - visit: Takes the reviews in the drafts' order, each as soon as it is made.
  package func review(_ drafts: [Draft], _ visit: (Review) throws -> Void) rethrows {
    let (readings, comparison) = read(drafts)
    let isLong = drafts.count >= Self.many
    let (mine, other) = (
      Batch(reviewer: self, drafts: drafts, readings: readings, comparison: comparison),
      Batch(
        reviewer: self,
        drafts: drafts,
        readings: readings,
        comparison: isLong ? comparison.copy() : comparison
      )
    )
    for start in stride(from: 0, to: drafts.count, by: Self.many) {
      let end = min(start + Self.many, drafts.count)
      let middle = isLong ? (start + end) / 2 : end
      let rest = Companion(isWanted: isLong) { other.reviews(middle..<end) }
      for review in mine.reviews(start..<middle) + rest.value() { try visit(review) }
    }
  }

  /// Drafts that were read, for one thread: all that is changed in a review is the comparison's table
  /// of words, of which each thread has its own.
  private struct Batch: @unchecked Sendable {
    let reviewer: Reviewer
    let drafts: [Draft]
    let readings: [DraftReading]
    let comparison: LetterComparison

    func reviews(_ range: Range<Int>) -> [Review] {
      range.map { reviewer.review(drafts[$0], readings[$0], comparison) }
    }
  }

  /// Holds all checks against each of the drafts.
  package func review(_ drafts: [Draft]) -> [Review] {
    var reviews: [Review] = []
    review(drafts) { reviews.append($0) }
    return reviews
  }

  private func review(
    _ draft: Draft,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> Review {
    let envelope = DraftHeader(draft)
    let named = reading.contacts
    let own = ownWords(of: draft, reading, comparison)
    var findings = headerFindings(draft, envelope)
    findings += recipientFindings(draft, envelope, contacts: named)
    findings += shownNameFindings(draft, envelope) + deadAddressFindings(draft, envelope)
    findings += duplicateFindings(draft) + scissorsFindings(draft)
    findings += unfinishedFindings(draft) + emptyFindings(draft)
    findings += privateNoteFindings(draft, contacts: named)
    findings += ownWordsFindings(draft, envelope, own, bound: reading.bound)
    findings += greetingFindings(draft, contacts: named)
    findings += mixUpFindings(draft, reading, comparison)
    findings += mixedFormFindings(draft, reading, comparison)
    findings += sameSubjectFindings(draft, envelope, comparison)
    findings += alreadyQueuedFindings(draft, envelope, reading, comparison)
    findings += staleNoteFindings(draft, reading, comparison)
    findings += requestFindings(draft, envelope, reading, comparison)
    findings += unansweredFindings(draft, envelope, contacts: named)
    findings += longLineFindings(draft) + oddCharacterFindings(draft)
    let files = readAttachments(draft, envelope)
    findings += files.findings + forgottenFindings(draft, envelope, reading, comparison)
    let sorted = findings.sorted { ($0.line, $0.column ?? 0) < ($1.line, $1.column ?? 0) }
    return Review(
      draft: draft,
      header: envelope,
      findings: sorted,
      attachments: files.attachments,
      own: own,
      news: reading.told.map { news[$0].text }
    )
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
