import MailMessage
import Outbox

extension QueueEntry {
  /// The letter, where its file is what was approved.
  var letter: QueueFile? {
    switch file {
    case .success(let file): file
    case .failure: nil
    }
  }

  /// Who gets it; the id where the file cannot be used.
  var recipients: String {
    letter?.envelope.recipients.map(\.description).joined(separator: ", ") ?? "letter \(id)"
  }

  /// The letter in a list: to whom, and with which subject.
  var row: String {
    "\(Columns.padded(recipients, to: 30))  \(letter?.facts.subject ?? "")"
  }

  /// The letter in a sentence.
  var title: String {
    letter.map { "\"\($0.facts.subject)\" to \(recipients)" } ?? "letter \(id)"
  }
}
