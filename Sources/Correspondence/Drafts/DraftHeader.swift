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
  /// The lines that name files, in their order.
  private(set) var attachments: [DraftField] = []
  /// Whether the letter is sent as HTML too.
  private(set) var isHTML = false
  /// Fields that go out as they are.
  private(set) var extraFields: [HeaderField] = []
  private(set) var problems: [DraftProblem] = []
  /// Problems of `To`, `Cc` and `Bcc`.
  private(set) var recipientProblems: [DraftProblem] = []

  /// A mailbox, and the header line it is in.
  struct Recipient {
    let mailbox: Mailbox
    let field: DraftField

    /// Where in the file the address stands.
    var place: (line: Int, column: Int) {
      field.place(of: mailbox.address.description)
    }
  }

  /// Everybody the letter goes to, in the header's order.
  var recipients: [Recipient] { to + cc + bcc }

  /// Names of fields, in lower case, that may be there once.
  private static let single: Set<String> = [
    "from", "to", "cc", "bcc", "subject", "reply-to", "in-reply-to", "references",
    "x-touchbase-draft", "x-touchbase-contact", "x-touchbase-html",
  ]
  /// The names that people type, for those who mistype them.
  private static let typed = [
    "From", "To", "Cc", "Bcc", "Subject", "Reply-To", "In-Reply-To", "References",
    DraftField.Name.attach,
  ]

  init(_ draft: Draft) {
    for (index, field) in draft.fields.enumerated() {
      let name = field.name.lowercased()
      let isRepeated = draft.fields[..<index].contains { $0.isNamed(name) }
      if isRepeated, Self.single.contains(name) {
        report(.repeatedField(field.name), field)
      } else {
        read(field, name: name)
      }
    }
    for name in ["From", "Subject", DraftField.Name.draft]
    where draft[name] == nil || (draft[name] == "" && name != "Subject") {
      problems.append(DraftProblem(line: 1, column: 1, condition: .missingField(name)))
    }
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
    // An empty line is one that nobody filled in.
    case "attach": if !field.value.isEmpty { attachments.append(field) }
    case "x-touchbase-html": readSwitch(field)
    case "subject": break
    case _ where name.hasPrefix(DraftField.privatePrefix): break
    default: readExtra(field)
    }
  }

  private mutating func readWriter(_ field: DraftField) {
    let writers = addresses(field, isRecipient: false)
    from = writers.first?.mailbox
    guard writers.count > 1 else { return }
    let (line, column) = writers[1].place
    problems.append(DraftProblem(line: line, column: column, condition: .severalWriters))
  }

  private mutating func addresses(_ field: DraftField, isRecipient: Bool) -> [Recipient] {
    // An empty line is one that nobody filled in.
    guard !field.value.isEmpty else { return [] }
    do {
      let mailboxes = try AddressList.parse(field.value)
      for mailbox in mailboxes { checkDomain(mailbox.address, field, isRecipient: isRecipient) }
      return mailboxes.map { Recipient(mailbox: $0, field: field) }
    } catch {
      let place = field.place(ofOctet: error.offset)
      report(error.description, at: place, of: field, isRecipient: isRecipient)
      return []
    }
  }

  /// Reports a domain that no server can find.
  private mutating func checkDomain(
    _ address: EmailAddress,
    _ field: DraftField,
    isRecipient: Bool
  ) {
    do {
      _ = try address.inASCII()
    } catch {
      let place = field.place(of: address.domain)
      report(error.description, at: place, of: field, isRecipient: isRecipient)
    }
  }

  /// Reports what is wrong with the addresses of a field.
  private mutating func report(
    _ reason: String,
    at place: (line: Int, column: Int),
    of field: DraftField,
    isRecipient: Bool
  ) {
    let problem = DraftProblem(
      line: place.line,
      column: place.column,
      condition: .malformedAddress(field: field.name, reason: reason)
    )
    if isRecipient { recipientProblems.append(problem) } else { problems.append(problem) }
  }

  private mutating func readSwitch(_ field: DraftField) {
    switch field.value.lowercased() {
    case "true", "yes": isHTML = true
    case "false", "no", "": isHTML = false
    default: report(.malformedSwitch(field: field.name), field, column: field.column)
    }
  }

  private mutating func messageIDs(_ field: DraftField) -> [MessageID] {
    var ids: [MessageID] = []
    for word in field.value.split(whereSeparator: \.isWhitespace) {
      do {
        ids.append(try MessageID(String(word)))
      } catch {
        let (line, column) = field.place(of: word)
        let condition = DraftProblem.Condition.malformedMessageID(field: field.name)
        problems.append(DraftProblem(line: line, column: column, condition: condition))
        return []
      }
    }
    return ids
  }

  private mutating func readExtra(_ field: DraftField) {
    guard !OutgoingMessage.isReserved(field.name) else {
      return report(.reservedField(field.name), field)
    }
    if let meant = Self.meant(field.name) {
      return report(.misspelledField(field.name, meant: meant), field)
    }
    do {
      extraFields.append(try HeaderField(name: field.name, value: field.value))
    } catch {
      // A control character has been told with its place when the lines were read.
      if case .controlCharacter = error { return }
      report(.forbiddenField(field.name, reason: "\(error)"), field)
    }
  }

  /// The field that a name was probably to be: one that is almost it, as `Atach` and `Subjekt` are.
  private static func meant(_ name: String) -> String? {
    guard name.utf8.count > 2, !name.lowercased().hasPrefix("x-") else { return nil }
    return typed.first { typed in
      let distance = Similarity.distance(typed.lowercased(), name.lowercased())
      return typed.utf8.count > 3 ? distance <= 2 : distance <= 1
    }
  }

  private mutating func report(
    _ condition: DraftProblem.Condition,
    _ field: DraftField,
    column: Int = 1
  ) {
    problems.append(DraftProblem(line: field.line, column: column, condition: condition))
  }
}
