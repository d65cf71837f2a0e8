/// Why a rehearsal server could not start.
package enum RehearsalError: Error, Hashable, Sendable {
  /// A system call failed, with its name and `errno`.
  case socket(call: String, errno: Int32)
  /// The server was started before.
  case alreadyStarted
  /// No number is left for another mail.
  case folderIsFull
}

extension RehearsalError: CustomStringConvertible {
  /// The error for people.
  package var description: String {
    switch self {
    case .socket(let call, let errno):
      "cannot open a port on 127.0.0.1 for the rehearsal: \(call) failed with error \(errno)"
    case .alreadyStarted: "the rehearsal server runs already"
    case .folderIsFull: "the folder of the rehearsal has no number left for another mail"
    }
  }
}
