package import MailMessage

/// An approved letter on its way into the queue.
///
/// A reference is one count, and a copy would be one for each of its texts and lists.
package final class Submission: Sendable {
  package let envelope: Envelope
  /// Exactly what goes on the wire: CRLF line ends, 7bit but for a header in UTF-8, the last line
  /// ended.
  package let message: [UInt8]
  package let facts: LetterFacts
  /// The draft as it was approved, kept so that a withdrawn letter can be written on.
  package let source: [UInt8]

  package init(envelope: Envelope, message: [UInt8], facts: LetterFacts, source: [UInt8]) {
    self.envelope = envelope
    self.message = message
    self.facts = facts
    self.source = source
  }
}

/// What is known of a letter beside its bytes.
package struct LetterFacts: Hashable, Sendable {
  /// The draft's id, which is the letter's as well: 1 to 40 lower-case letters, digits, hyphens.
  package var id: String
  /// The ids of the people to whom it is written.
  package var contacts: [String]
  package var subject: String
  /// With its angle brackets.
  package var messageID: String
  package var template: String?
  /// Notes, news and variants that the letter drew on, as the draft's field has them.
  package var used: String?
  /// The letter does not leave before this moment.
  package var notBefore: DateTime?

  package init(
    id: String,
    contacts: [String],
    subject: String,
    messageID: String,
    template: String? = nil,
    used: String? = nil,
    notBefore: DateTime? = nil
  ) {
    self.id = id
    self.contacts = contacts
    self.subject = subject
    self.messageID = messageID
    self.template = template
    self.used = used
    self.notBefore = notBefore
  }

  /// Whether an id can be a file's name and a word of the journal.
  static func isID(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
  }
}
