package import MailMessage

/// A line to be added to a list of notes or news.
package struct NewNote: Hashable, Sendable {
  /// The item as it will stand in the file, without `- ` and line end.
  package let line: String

  /// Puts a line together.
  ///
  /// Line ends in the parts become spaces and control characters vanish, so a note is never more
  /// than one item. The text may itself begin with a date or a checkbox and hold tags.
  /// - Parameters:
  ///   - text: What is to be remembered.
  ///   - date: Put before the text, unless the text begins with a date of its own.
  ///   - say: A sentence ready for a letter.
  ///   - promise: Whether to put an open checkbox before it.
  /// - Throws: ``ContactsError/emptyNote`` when there is neither text nor sentence.
  package init(
    _ text: String,
    date: CalendarDay? = nil,
    say: String? = nil,
    promise: Bool = false
  ) throws(ContactsError) {
    let text = PlainText.singleLine(text)
    let item = NoteItem(text)
    let sentence = say.map(PlainText.singleLine) ?? ""
    guard !item.substance.isEmpty || !sentence.isEmpty else { throw ContactsError.emptyNote }
    var parts: [String] = []
    if promise, item.promise == nil { parts.append("[ ]") }
    if let date, item.date == nil { parts.append(date.description) }
    if !text.isEmpty { parts.append(text) }
    if !sentence.isEmpty {
      parts.append("say: \"" + sentence.replacing("\"", with: "\\\"") + "\"")
    }
    self.line = parts.joined(separator: " ")
  }

  /// The text by which this item is recognised among others.
  var substance: String {
    NoteItem(line).substance
  }
}
