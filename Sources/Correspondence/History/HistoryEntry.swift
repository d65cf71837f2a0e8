package import MailMessage

/// Something that happened between the user and somebody: a line of `history.jsonl`.
package struct HistoryEntry: Hashable, Sendable, Identifiable {
  /// What makes the entry the same entry wherever it is written again: a letter's draft id.
  package let id: String
  package let kind: Kind
  /// Ids of the contacts, at least one.
  package let contacts: [String]
  package let at: DateTime
  /// False for a call nobody answered and a message left: remembered, but no touch.
  package var reached = true
  package var subject: String?
  /// The one line that the user wrote about it.
  package var text: String?
  package var template: String?
  package var used = Used()
  package var messageID: String?

  package init(id: String, kind: Kind, contacts: [String], at: DateTime) {
    self.id = id
    self.kind = kind
    self.contacts = contacts
    self.at = at
  }

  /// What happened.
  package enum Kind: String, CaseIterable, Sendable {
    case letter
    case call
    case visit
    /// An answer from the other side.
    case reply
    /// Text pasted elsewhere.
    case message
  }

  /// Whether the two had to do with one another.
  package var isTouch: Bool { reached }
}
