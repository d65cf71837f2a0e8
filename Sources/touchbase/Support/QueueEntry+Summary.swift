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

  /// To whom, and with which subject; the id where the file cannot be used.
  var summary: String {
    guard let letter else { return "letter \(id)" }
    let recipients = letter.envelope.recipients.map(\.description).joined(separator: ", ")
    return "\(Columns.padded(recipients, to: 28))  \(letter.facts.subject)"
  }
}
