import Contacts
import Correspondence
import MailMessage
import Outbox
import Synchronization

extension Session {
  /// What was said so far, the letters that were sent included as far as they are at hand.
  func recollection() throws -> Recollection {
    let outbox = try outbox()
    let templates = templates
    let wordings = Wordings()
    return Recollection(
      history: try historyWithQueue(),
      news: try news(),
      text: { entry in
        guard entry.messageID != nil else { return nil }
        return outbox.sentLetter(entry.id, acceptedAt: entry.at).flatMap {
          Message($0.message).text
        }
      },
      wording: { name in wordings.wording(of: name, templates) }
    )
  }
}

/// The wording of each template, looked up once.
private final class Wordings: Sendable {
  private let known = Mutex<[String: String?]>([:])

  func wording(of name: String, _ templates: LetterTemplates) -> String? {
    known.withLock { known in
      if let wording = known[name] { return wording }
      let wording: String?
      do throws(TemplateError) {
        wording = try templates.wording(of: name).text
      } catch {
        // A template that was deleted since: all questions count as the person's own.
        wording = nil
      }
      known[name] = .some(wording)
      return wording
    }
  }
}
