package import MailMessage

/// A draft and what the checks say of it.
///
/// A reference is one count, and a copy would be one for each of its lists.
package final class Review: Sendable {
  package let draft: Draft
  /// Its header lines, understood.
  let header: DraftHeader
  /// By line and column.
  package let findings: [Finding]
  /// The files that go with the letter, as they were when they were read for the checks.
  package let attachments: [Attachment]
  /// How much of the letter the person wrote for it.
  package let own: OwnWords
  /// The news that it tells, as they stand in `news.md`.
  package let news: [String]

  init(
    draft: Draft,
    header: DraftHeader,
    findings: [Finding],
    attachments: [Attachment],
    own: OwnWords,
    news: [String]
  ) {
    self.draft = draft
    self.header = header
    self.findings = findings
    self.attachments = attachments
    self.own = own
    self.news = news
  }

  /// How many words the letter has, greeting and sign-off aside.
  package var words: Int { own.words }
  /// How many of them the person wrote for this letter.
  package var ownWords: Int { own.ownWords }
  /// The share of own words, 0 to 1; 0 for a letter without words.
  package var ownWordsShare: Double { own.share }

  /// Whether the draft may be approved.
  package func isReady(allowing allowed: Set<CheckName> = []) -> Bool {
    !findings.contains { $0.blocks(allowing: allowed) }
  }

  /// The findings as `touchbase check` shows them; empty where there are none.
  package var rendered: String {
    findings.map { $0.rendered(path: draft.path) }.joined(separator: "\n")
  }
}
