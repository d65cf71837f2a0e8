package import MailMessage

/// One thing remembered about a person: an item of the list below the front matter.
///
/// ```
/// - 2026-11-01 Looking for a bookkeeper. say: "Did you find one?" #work
/// - [ ] send her the trail map
/// ```
/// An undated note says who they are; a dated one is something that happened.
package struct Note: Hashable, Sendable {
  /// Four hexadecimal digits, a digest of the text, unique in the file.
  package let id: String
  /// The note without date, checkbox, tags and `say`, on one line; a tag inside the sentence stays
  /// as a word.
  package let text: String
  /// A sentence that is ready to be used as it stands.
  package let say: String?
  package let date: CalendarDay?
  /// The tags without `#`, in the note's order; `#private` is ``isPrivate`` and not among them.
  package let tags: [String]
  /// Whether this must never be in a letter.
  package let isPrivate: Bool
  /// Whether the note is a promise, and whether it was kept.
  package let promise: Promise?
  /// The line of the file the note begins on; the first is 1.
  package let line: Int

  /// What became of a promise.
  package enum Promise: Hashable, Sendable {
    case open
    case kept
  }
}
