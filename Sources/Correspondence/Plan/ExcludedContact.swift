/// Somebody who is never due, with the reason.
package struct ExcludedContact: Hashable, Sendable {
  package let contact: String
  package let name: String
  package let reason: Reason
  /// What is still open between the two: an open promise, an answer that is owed; nil for nothing.
  package var openEnd: String?

  /// Why somebody stays out of the plan.
  package enum Reason: Hashable, Sendable {
    case askedNotToBeContacted
    /// Another contact with the same address asked not to be written to.
    case addressAskedNotToBeContacted
    case died(String)
    case never
    case channelRefused(String)
    case noAddress
    /// A mail server said of every address that nobody is reached there.
    case deadAddress
    case noPhone
  }
}

extension ExcludedContact.Reason {
  /// Whether there is nothing to remember either, such as a birthday.
  package var isSilence: Bool {
    switch self {
    case .askedNotToBeContacted, .addressAskedNotToBeContacted, .died: true
    case .never, .channelRefused, .noAddress, .deadAddress, .noPhone: false
    }
  }

  /// Whether it is only that a way to reach them is missing.
  package var isMissingWay: Bool {
    switch self {
    case .noAddress, .deadAddress, .noPhone: true
    case .askedNotToBeContacted, .addressAskedNotToBeContacted, .died, .never, .channelRefused:
      false
    }
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
    case .deadAddress: "no mail arrives there any more"
    case .noPhone: "no phone number"
    }
  }
}
