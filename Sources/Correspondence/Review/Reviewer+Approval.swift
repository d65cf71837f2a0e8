internal import Contacts
package import MailMessage

extension Reviewer {
  /// Makes the letter of a draft that was read.
  ///
  /// The moment becomes the mail's `Date`. The seed makes its message id differ from every other:
  /// it is random, or fixed in a rehearsal.
  package func approve(
    _ review: Review,
    allowing allowed: Set<CheckName> = [],
    now: DateTime,
    seed: UInt64
  ) throws(ApprovalError) -> ApprovedLetter {
    let blocking = review.findings.filter { $0.blocks(allowing: allowed) }
    guard blocking.isEmpty else { throw .blocked(blocking) }
    let draft = review.draft
    let header = review.header
    guard let from = header.from, let id = draft.id,
      let envelope = Envelope(
        sender: from.address,
        recipients: Self.unique(header.recipients.map(\.mailbox.address))
      )
    else { throw .blocked(review.findings) }
    let messageID = try Self.messageID(draft: id, from: from, now: now, seed: seed)
    let letter = draft.letter
    let message = OutgoingMessage(
      review,
      letter,
      from: from,
      date: now,
      messageID: messageID
    )
    let named = draft.contacts.compactMap { people[$0] }
    return ApprovedLetter(
      envelope: envelope,
      message: try Self.encoded(message),
      draftID: id,
      contacts: draft.contacts,
      subject: draft.subject,
      messageID: messageID.description,
      template: draft.template,
      used: usedInLetter(draft, letter, contacts: named),
      allowed: review.findings.filter { $0.severity == .block }.map(\.name),
      acquaintances: review.findings.filter { allowed.contains($0.name) }.flatMap(\.about),
      draftPath: draft.path,
      source: draft.source
    )
  }

  private static func encoded(_ message: OutgoingMessage) throws(ApprovalError) -> [UInt8] {
    do {
      return try message.encoded()
    } catch {
      throw .unwritable("\(error)")
    }
  }

  /// `<20261121.7f3k2abc.0f3a…@example.org>`: from the writer's domain, like no other.
  private static func messageID(
    draft: String,
    from: Mailbox,
    now: DateTime,
    seed: UInt64
  ) throws(ApprovalError) -> MessageID {
    let unique = SeededHash([draft, from.address.description, now.iso8601], seed: seed)
    let date = CalendarDay(now)
    let day = (date.year * 100 + date.month) * 100 + date.day
    do {
      return try MessageID(unique: "\(day).\(unique.word(digits: 12))", domain: from.address.domain)
    } catch {
      throw .unwritable("\(error)")
    }
  }

  private static func unique(_ addresses: [EmailAddress]) -> [EmailAddress] {
    guard addresses.count > 1 else { return addresses }
    var seen: Set<EmailAddress> = []
    return addresses.filter { seen.insert($0).inserted }
  }
}

extension Reviewer {
  /// What the text of a message still says of what its draft drew on.
  package func used(inMessage draft: Draft) -> Used {
    usedInLetter(draft, draft.letter, contacts: draft.contacts.compactMap { people[$0] })
  }
}

extension OutgoingMessage {
  fileprivate init(
    _ review: Review,
    _ letter: String,
    from: Mailbox,
    date: DateTime,
    messageID: MessageID
  ) {
    let header = review.header
    self.init(
      from: from,
      to: header.to.map(\.mailbox),
      subject: review.draft.subject,
      date: date,
      messageID: messageID,
      text: letter
    )
    // Made from what was read and approved: the HTML cannot say anything else.
    html = header.isHTML ? HTMLRendition.document(of: text) : nil
    attachments = review.attachments
    cc = header.cc.map(\.mailbox)
    replyTo = header.replyTo.map(\.mailbox)
    inReplyTo = header.inReplyTo
    references = header.references
    extraFields = header.extraFields
  }
}
