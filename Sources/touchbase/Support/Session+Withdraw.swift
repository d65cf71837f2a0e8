import Correspondence
import MailMessage
import Outbox

extension Session {
  /// Gives an approved letter back as a draft, and returns the draft's path.
  func withdraw(_ entry: QueueEntry) throws -> String {
    let folder = DraftFolder(workspace, fileSystem: files)
    let month = clock.today.description.prefix(7)
    var path = ""
    var outbox = try openOutbox("queue withdraw")
    try outbox.withdraw(entry.id, at: clock.now) { letter in
      let who = letter.facts.contacts.first ?? entry.id
      path = try folder.restore(letter.source, path: "drafts/\(month)-\(who).eml")
    }
    return path
  }
}
