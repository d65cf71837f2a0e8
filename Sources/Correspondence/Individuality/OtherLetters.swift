package import MailMessage

/// The letters beside the one that is looked at: drafts, the outbox, and earlier ones.
///
/// Nothing is read before it is asked for, and a letter that cannot be read is left out: it is only
/// compared with.
package struct OtherLetters: Sendable {
  /// Every draft of the folder, those that are looked at among them.
  let drafts: @Sendable () -> [Draft]
  /// Calls for every letter that is approved and not sent yet, and for those sent since a day.
  let approved: @Sendable (_ since: CalendarDay, _ visit: (Approved) -> Void) -> Void
  /// A letter that history tells of, as it was approved.
  let earlier: @Sendable (_ entry: HistoryEntry) -> Draft?

  /// A letter of the outbox.
  package struct Approved: Sendable {
    /// The draft as it was approved.
    package let draft: Draft
    /// When it was sent; nil while it waits or is held.
    package let sent: CalendarDay?

    package init(draft: Draft, sent: CalendarDay?) {
      self.draft = draft
      self.sent = sent
    }
  }

  package init(
    drafts: @escaping @Sendable () -> [Draft],
    approved: @escaping @Sendable (_ since: CalendarDay, _ visit: (Approved) -> Void) -> Void,
    earlier: @escaping @Sendable (_ entry: HistoryEntry) -> Draft?
  ) {
    self.drafts = drafts
    self.approved = approved
    self.earlier = earlier
  }

  /// None at all.
  package static let none = OtherLetters(
    drafts: { [] },
    approved: { _, _ in },
    earlier: { _ in nil }
  )
}
