/// What an answer takes from the mail that it answers, so that every program puts it beside it.
///
/// Source: RFC 5322 §3.6.4, §3.6.5.
public struct Reply: Hashable, Sendable {
  /// The mail that is answered; empty where it has no usable Message-ID.
  public let inReplyTo: [MessageID]
  /// The conversation so far, the mail that is answered last.
  public let references: [MessageID]
  /// The subject with one `Re: `.
  public let subject: String
  /// Who wrote the mail; nil where it names nobody.
  public let writer: Mailbox?
  /// To whom the answer goes: where the writer wants answers, else the writer.
  public let recipients: [Mailbox]

  /// Reads what an answer needs; of malformed fields it takes what is usable.
  public init(to message: Message) {
    let parent = Self.messageIDs(in: message["Message-ID"]).prefix(1)
    let earlier = Self.messageIDs(in: message["References"])
    let answered = Self.messageIDs(in: message["In-Reply-To"])
    // Without References, a mail that answers one other belongs behind that: §3.6.4.
    let before = earlier.isEmpty && answered.count == 1 ? answered : earlier
    inReplyTo = Array(parent)
    references = Self.thread(before.filter { !parent.contains($0) } + parent)
    subject = ReplySubject.answer(to: message.subject ?? "")
    let writers = Self.mailboxes(in: message["From"]) ?? []
    writer = writers.first
    recipients = Self.mailboxes(in: message["Reply-To"]) ?? writers
  }

  /// The longest thread that is carried along, its first mail and its last ones.
  private static let longestThread = 40

  private static func thread(_ ids: [MessageID]) -> [MessageID] {
    var seen: Set<MessageID> = []
    let thread = ids.filter { seen.insert($0).inserted }
    guard thread.count > longestThread else { return thread }
    return [thread[0]] + thread.suffix(longestThread - 1)
  }

  /// The identifiers in a field, whatever stands between them.
  private static func messageIDs(in value: String?) -> [MessageID] {
    (value ?? "").split(separator: "<").compactMap { piece in
      guard let end = piece.firstIndex(of: ">") else { return nil }
      do {
        // Some programs fold within an identifier.
        let id = piece[..<end].filter { !$0.isWhitespace }
        return try MessageID("<\(id)>")
      } catch {
        return nil
      }
    }
  }

  private static func mailboxes(in value: String?) -> [Mailbox]? {
    guard let value else { return nil }
    do {
      let mailboxes = try AddressList.parse(value)
      return mailboxes.isEmpty ? nil : mailboxes
    } catch {
      return nil
    }
  }
}

extension OutgoingMessage {
  /// Makes the mail an answer: into the same thread, and with the same subject.
  public mutating func answer(_ reply: Reply) {
    inReplyTo = reply.inReplyTo
    references = reply.references
    subject = reply.subject
  }
}
