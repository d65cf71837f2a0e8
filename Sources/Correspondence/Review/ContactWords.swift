internal import Contacts

/// What a contact's file says, in words.
struct ContactWords {
  /// The texts of the front matter.
  let fields: [LetterWords]
  let notes: [LetterWords]
  /// The sentences that notes have ready.
  private let sayings: [LetterWords]

  init(_ contact: Contact, _ table: WordTable) {
    fields = contact.fields.flatMap { $0.value.texts.map { LetterWords($0, table) } }
    notes = contact.notes.map { LetterWords($0.text, table) }
    sayings = contact.notes.compactMap(\.say).map { LetterWords($0, table) }
  }

  /// Every text but the sentences that are there to be said.
  var texts: [LetterWords] { notes + fields }

  /// Every word.
  var vocabulary: [UInt32] { (texts + sayings).flatMap(\.numbers) }
}
