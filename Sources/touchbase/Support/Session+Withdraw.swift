import Correspondence
import MailMessage
import Outbox

extension Session {
  /// Gives an approved letter back as a draft, and returns the draft's path; nil where its file is
  /// gone, and the letter with it.
  func withdraw(_ entry: QueueEntry) throws -> String? {
    let folder = DraftFolder(workspace, fileSystem: files)
    let month = clock.today.description.prefix(7)
    var path = ""
    var outbox = try openOutbox("queue withdraw")
    let isBack = try outbox.withdraw(entry.id, at: clock.now) { letter in
      let who = letter.facts.contacts.first ?? entry.id
      path = try folder.restore(letter.source, path: "drafts/\(month)-\(who).eml")
    }
    return isBack ? path : nil
  }
}
