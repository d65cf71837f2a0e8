package import MailMessage

/// Something new with the user, told to each person once.
package struct NewsItem: Hashable, Sendable {
  /// Four hexadecimal digits, a digest of the text, unique in the file.
  package let id: String
  /// A sentence as one would say it.
  package let text: String
  package let date: CalendarDay?
  /// For whom it is; empty for everybody.
  package let tags: [String]
  /// The line of the file; the first is 1.
  package let line: Int
}

/// `news.md`: the user's own news in the same lines as notes, `- 2026-11-20 sentence #tag`.
///
/// An item that is marked `#private`, and one with nothing but `say`, is not among the items.
package struct NewsFile: Sendable {
  package let items: [NewsItem]
  package let problems: [ContactProblem]
  private let text: ContactText?

  /// Reads the bytes of the file; front matter is allowed and ignored.
  ///
  /// - Parameters:
  ///   - path: Relative to the workspace, for problems.
  ///   - bytes: The file's bytes, of any kind.
  package init(path: String, bytes: [UInt8]) {
    do {
      let text = try ContactText(path: path, bytes: bytes, mayBeBare: true)
      let list = NoteList(text)
      self.text = text
      self.problems = list.problems
      self.items = list.entries.filter { !$0.item.isPrivate && !$0.item.text.isEmpty }.map {
        NewsItem(
          id: $0.id,
          text: $0.item.text,
          date: $0.item.date,
          tags: $0.item.tags,
          line: $0.line
        )
      }
    } catch {
      self.text = nil
      self.items = []
      self.problems = [error]
    }
  }

  /// The file's bytes with one item more, and all others as they were.
  ///
  /// - Throws: ``ContactsError/broken(_:)`` for a file that could not be read.
  package func appending(_ note: NewNote) throws(ContactsError) -> [UInt8] {
    guard let text else {
      throw problems.first.map(ContactsError.broken) ?? ContactsError.emptyNote
    }
    return text.appending(note)
  }
}
