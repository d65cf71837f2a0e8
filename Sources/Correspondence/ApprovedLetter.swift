package import MailMessage

/// A letter that a person read and approved: the exact bytes that are sent, and to whom.
///
/// There is no other way to one than a ``Review`` that nothing blocks.
///
/// A reference is one count, and a copy would be one for each of its texts and lists.
package final class ApprovedLetter: Sendable {
  package let envelope: Envelope
  /// The mail as it goes on the wire: CRLF, 7bit, without `Bcc`, without fields of touchbase's own
  /// and without anything from below the scissors.
  package let message: [UInt8]
  package let draftID: String
  /// Ids of the contacts it is for.
  package let contacts: [String]
  package let subject: String
  /// With its angle brackets.
  package let messageID: String
  package let template: String?
  /// What the approved text really says of what the draft drew on.
  package let used: Used
  /// The checks that the person let pass.
  package let allowed: [CheckName]
  /// The ids of people of whom the person said that the letter's may know of them.
  package let acquaintances: [String]
  /// The draft's path relative to the workspace.
  package let draftPath: String
  /// The draft as it was, for a letter that is withdrawn.
  package let source: [UInt8]

  init(
    envelope: Envelope,
    message: [UInt8],
    draftID: String,
    contacts: [String],
    subject: String,
    messageID: String,
    template: String?,
    used: Used,
    allowed: [CheckName],
    acquaintances: [String],
    draftPath: String,
    source: [UInt8]
  ) {
    self.envelope = envelope
    self.message = message
    self.draftID = draftID
    self.contacts = contacts
    self.subject = subject
    self.messageID = messageID
    self.template = template
    self.used = used
    self.allowed = allowed
    self.acquaintances = acquaintances
    self.draftPath = draftPath
    self.source = source
  }
}
