internal import MailMessage

/// A draft's header lines, understood: addresses, thread, and what else is to be sent.
///
/// What could not be understood is in ``problems`` and ``recipientProblems`` and missing here.
struct DraftHeader {
  private(set) var from: Mailbox?
  private(set) var to: [Recipient] = []
  private(set) var cc: [Recipient] = []
  private(set) var bcc: [Recipient] = []
  private(set) var replyTo: [Recipient] = []
  private(set) var inReplyTo: [MessageID] = []
  private(set) var references: [MessageID] = []
  /// Fields that go out as they are.
  private(set) var extraFields: [HeaderField] = []
  private(set) var problems: [DraftProblem] = []
  /// Problems of `To`, `Cc` and `Bcc`.
  private(set) var recipientProblems: [DraftProblem] = []

  /// A mailbox, and the header line it is in.
  struct Recipient {
    let mailbox: Mailbox
    let field: DraftField
  }

  /// Everybody the letter goes to, in the header's order.
  var recipients: [Recipient] { to + cc + bcc }

  /// Names of fields, in lower case, that may be there once.
  private static let single: Set<String> = [
    "from", "to", "cc", "bcc", "subject", "reply-to", "in-reply-to", "references",
    "x-touchbase-draft", "x-touchbase-contact",
  ]
  /// Names of fields, in lower case, that approval and the queue set.
  private static let reserved: Set<String> = [
    "date", "message-id", "mime-version", "sender", "return-path", "received", "delivered-to",
    "dkim-signature",
  ]
  private static let reservedPrefixes = ["content-", "resent-"]

  init(_ draft: Draft) {
    var seen: Set<String> = []
    for field in draft.fields {
      let name = field.name.lowercased()
      if Self.single.contains(name), !seen.insert(name).inserted {
        report(.repeatedField(field.name), field)
      } else if Self.isReserved(name) {
        report(.reservedField(field.name), field)
      } else {
        read(field, name: name)
      }
    }
    for name in ["From", "Subject", DraftField.Name.draft]
    where draft[name] == nil || (draft[name] == "" && name != "Subject") {
      problems.append(DraftProblem(line: 1, column: 1, condition: .missingField(name)))
    }
  }

  private static func isReserved(_ name: String) -> Bool {
    reserved.contains(name) || reservedPrefixes.contains { name.hasPrefix($0) }
  }

  private mutating func read(_ field: DraftField, name: String) {
    switch name {
    case "from": readWriter(field)
    case "to": to = addresses(field, isRecipient: true)
    case "cc": cc = addresses(field, isRecipient: true)
    case "bcc": bcc = addresses(field, isRecipient: true)
    case "reply-to": replyTo = addresses(field, isRecipient: false)
    case "in-reply-to": inReplyTo = messageIDs(field)
    case "references": references = messageIDs(field)
    case "attach": report(.attachment, field)
    case "subject": break
    case _ where name.hasPrefix(DraftField.privatePrefix): break
    default: readExtra(field)
    }
  }

  private mutating func readWriter(_ field: DraftField) {
    let writers = addresses(field, isRecipient: false)
    from = writers.first?.mailbox
    if writers.count > 1 { report(.severalWriters, field) }
  }

  private mutating func addresses(_ field: DraftField, isRecipient: Bool) -> [Recipient] {
    // An empty line is one that nobody filled in.
    guard !field.value.isEmpty else { return [] }
    do {
      return try AddressList.parse(field.value).map { Recipient(mailbox: $0, field: field) }
    } catch {
      let before = field.value.utf8.prefix(error.offset)
      let problem = DraftProblem(
        line: field.line,
        column: field.column + String(decoding: before, as: UTF8.self).count,
        condition: .malformedAddress(field: field.name, reason: error.description)
      )
      if isRecipient { recipientProblems.append(problem) } else { problems.append(problem) }
      return []
    }
  }

  private mutating func messageIDs(_ field: DraftField) -> [MessageID] {
    var ids: [MessageID] = []
    for word in field.value.split(whereSeparator: \.isWhitespace) {
      do {
        ids.append(try MessageID(String(word)))
      } catch {
        report(.malformedMessageID(field: field.name), field)
        return []
      }
    }
    return ids
  }

  private mutating func readExtra(_ field: DraftField) {
    do {
      extraFields.append(try HeaderField(name: field.name, value: field.value))
    } catch {
      report(.forbiddenField(field.name, reason: "\(error)"), field)
    }
  }

  private mutating func report(_ condition: DraftProblem.Condition, _ field: DraftField) {
    problems.append(DraftProblem(line: field.line, column: 1, condition: condition))
  }
}
