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
    guard let recipients = letter?.envelope.recipients else { return "letter \(id)" }
    // Most letters are to one person, and a list of many asks this of each.
    if recipients.count == 1 { return recipients[0].description }
    return recipients.map(\.description).joined(separator: ", ")
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
