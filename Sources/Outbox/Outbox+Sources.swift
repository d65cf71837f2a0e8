internal import DurableFiles
package import MailMessage

/// A letter of the outbox as the draft that it was, for comparisons.
package struct ApprovedSource: Sendable {
  package let id: String
  /// The file as people know it: `outbox/queue/7f3k2.eml`.
  package let path: String
  /// The draft as it was approved.
  package let source: [UInt8]
  /// When it was sent; nil while it waits or is held.
  package let sentAt: DateTime?
}

extension Outbox {
  /// Calls for every letter that waits or is held, and for those sent since a day, one at a time.
  ///
  /// Nothing is proven of the bytes, and a letter whose file is gone or broken is passed over: who
  /// sends or lists them says so.
  package func eachSource(
    since day: CalendarDay,
    _ visit: (ApprovedSource) -> Void
  ) throws(OutboxError) {
    let journal = try wholeJournal(since: day)
    for id in journal.order {
      guard let state = journal.states[id], let place = state.place else { continue }
      let sentAt = place == .sent ? state.changedAt : nil
      if let sentAt, CalendarDay(sentAt) < day { continue }
      let expected = path(id, in: place, sentAt: state.changedAt)
      let path = try exists(expected) ? expected : find(id, state)?.path
      if let path, let source = source(path, id: id) {
        visit(ApprovedSource(id: id, path: relative(path), source: source, sentAt: sentAt))
      }
    }
  }

  /// The draft of a letter that was sent at a moment; nil where its file is not there.
  package func source(of id: String, sentAt moment: DateTime) throws(OutboxError) -> [UInt8]? {
    guard LetterFacts.isID(id) else { return nil }
    return source(path(id, in: .sent, sentAt: moment), id: id)
  }

  private func exists(_ path: String) throws(OutboxError) -> Bool {
    do throws(FileSystemError) {
      return try fileSystem.exists(path)
    } catch {
      throw .disk(error)
    }
  }

  private func source(_ path: String, id: String) -> [UInt8]? {
    do {
      return try salvaged(path, id: id).source
    } catch {
      return nil
    }
  }
}
