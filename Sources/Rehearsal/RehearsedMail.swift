package import MailMessage

/// A mail that the rehearsal server has taken.
package struct RehearsedMail: Hashable, Sendable {
  /// The name that the client gave in `EHLO`.
  package var helloName: String
  /// The sender; nil for the empty path of a bounce.
  package var sender: EmailAddress?
  /// The recipients in their order.
  package var recipients: [EmailAddress]
  /// The mail's exact bytes with the doubled dots undone.
  package var bytes: [UInt8]
}
