/// Why there is no draft for somebody.
package enum DraftingError: Error, Hashable, Sendable {
  case nobody
  case doNotContact(name: String)
  case died(name: String)
  case noMailWanted(name: String)
  case noAddress(name: String)
  /// A mail server said of every address that nobody is reached there.
  case deadAddress(_ name: String)
  case template(TemplateError)
}

extension DraftingError: CustomStringConvertible {
  /// The reason in lower case and without a final period.
  package var description: String {
    switch self {
    case .nobody: "nobody to write to"
    case .doNotContact(let name): "\(name) asked not to be contacted"
    case .died(let name): "\(name) died"
    case .noMailWanted(let name): "\(name) wants no e-mail"
    case .noAddress(let name): "\(name) has no e-mail address"
    case .deadAddress(let name): "no mail reaches \(name) any more"
    case .template(let error): error.description
    }
  }

  /// What the person can do; nil where the reason says it.
  package var hint: String? {
    switch self {
    case .template(let error): error.hint
    case .noAddress: "write 'email: name@example.org' into the contact, or choose another channel"
    case .deadAddress: "write a new address into the contact, or choose another channel"
    case .nobody, .doNotContact, .died, .noMailWanted: nil
    }
  }
}
