extension Message {
  /// The subject in its own script, on one line; nil where there is none.
  public var subject: String? {
    header["Subject"].map { EncodedWord.decode($0).blankingControlCharacters }
  }

  /// When the writer declared the mail ready; nil where there is no date, or none that can be read.
  ///
  /// Source: RFC 5322 §3.6.1.
  public var date: DateTime? { header["Date"].flatMap { DateTime(mail: $0) } }

  /// What the mail is known by; nil where it does not say.
  ///
  /// Source: RFC 5322 §3.6.4.
  public var messageID: MessageID? { messageIDs("Message-ID").first }

  /// The mails that it answers.
  ///
  /// Source: RFC 5322 §3.6.4.
  public var inReplyTo: [MessageID] { messageIDs("In-Reply-To") }

  /// The mails of the conversation so far, the oldest first.
  ///
  /// Source: RFC 5322 §3.6.4.
  public var references: [MessageID] { messageIDs("References") }

  /// Who wrote the mail.
  public var from: [Mailbox] { mailboxes("From") }
  /// Whom it was written to.
  public var to: [Mailbox] { mailboxes("To") }
  /// Who got a copy.
  public var cc: [Mailbox] { mailboxes("Cc") }
  /// Where answers are to go, when not to the writer.
  public var replyTo: [Mailbox] { mailboxes("Reply-To") }

  /// The mailboxes in all fields of a name, those of groups too; what is none is passed over.
  public func mailboxes(_ name: String) -> [Mailbox] {
    addresses(name).value.flatMap(\.mailboxes)
  }

  /// All that fields of a name say of people, what is no mailbox too.
  ///
  /// Source: RFC 5322 §3.4.
  public func addresses(_ name: String) -> Reading<[AddressListReading.Member]> {
    var members: [AddressListReading.Member] = []
    var problems: [MessageProblem] = []
    for line in root.headerLines {
      guard let field = line.field, field.isNamed(name) else { continue }
      let reading = AddressList.read(line.value)
      members += reading.members
      problems += reading.problems.map { error in
        MessageProblem(
          condition: .malformedAddress(field: field.name, error.condition),
          offset: line.value.startIndex + error.offset
        )
      }
    }
    return Reading(value: members, problems: problems)
  }

  /// The identifiers in the first field of a name, whatever stands between them.
  ///
  /// Source: RFC 5322 §3.6.4, §4.5.4.
  public func messageIDs(_ name: String) -> [MessageID] {
    header[name].map { MessageID.list(in: $0) } ?? []
  }
}
