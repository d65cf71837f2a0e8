/// Somebody who is never due, with the reason.
package struct ExcludedContact: Hashable, Sendable {
  package let contact: String
  package let name: String
  package let reason: Reason

  /// Why somebody stays out of the plan.
  package enum Reason: Hashable, Sendable {
    case askedNotToBeContacted
    /// Another contact with the same address asked not to be written to.
    case addressAskedNotToBeContacted
    case died(String)
    case never
    case channelRefused(String)
    case noAddress
    case noPhone
  }
}

extension ExcludedContact.Reason: CustomStringConvertible {
  /// The reason in a few words.
  package var description: String {
    switch self {
    case .askedNotToBeContacted: "asked not to be contacted"
    case .addressAskedNotToBeContacted: "somebody at this address asked not to be contacted"
    case .died(let when): when == "true" ? "died" : "died \(when)"
    case .never: "never, as you decided"
    case .channelRefused(let channel): "wants no \(channel)"
    case .noAddress: "no e-mail address"
    case .noPhone: "no phone number"
    }
  }
}
