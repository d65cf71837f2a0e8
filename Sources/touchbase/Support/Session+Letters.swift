import Correspondence
import DurableFiles
import MailMessage
import Outbox

extension Session {
  /// The letters that drafts are compared with; none of them is read before it is asked for.
  func otherLetters(_ drafts: [Draft]? = nil) -> OtherLetters {
    OtherLetters(
      drafts: { drafts ?? allDrafts() },
      approved: { day, visit in
        eachApproved(since: day) { letter in
          let draft = Draft(path: letter.path, bytes: letter.source)
          visit(OtherLetters.Approved(draft: draft, sent: letter.sentAt.map { CalendarDay($0) }))
        }
      },
      earlier: { entry in
        sentSource(entry).map { Draft(path: "", bytes: $0) }
      }
    )
  }

  // What cannot be read is only missed in a comparison; the commands that need it say why.

  private func allDrafts() -> [Draft] {
    do {
      return try draftFolder.all()
    } catch {
      return []
    }
  }

  private func eachApproved(since day: CalendarDay, _ visit: (ApprovedSource) -> Void) {
    do {
      try outbox().eachSource(since: day, visit)
    } catch {
      output.warning("the outbox could not be compared with: \(error)")
    }
  }

  private func sentSource(_ entry: HistoryEntry) -> [UInt8]? {
    do {
      return try outbox().source(of: entry.id, sentAt: entry.at)
    } catch {
      return nil
    }
  }
}
