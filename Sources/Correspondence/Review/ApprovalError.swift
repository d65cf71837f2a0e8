/// Why a draft does not become a letter.
package enum ApprovalError: Error, Sendable {
  case blocked([Finding])
  /// The mail cannot be written; the words of MailMessage.
  case unwritable(String)
}

extension ApprovalError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .blocked(let findings):
      "not approved: " + findings.map(\.name.rawValue).joined(separator: ", ")
    case .unwritable(let reason): "the letter cannot be written as a mail: \(reason)"
    }
  }
}
