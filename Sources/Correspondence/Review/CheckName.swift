/// The checks a draft meets before it is approved, by the names that people type.
package enum CheckName: String, CaseIterable, Sendable {
  case header
  case duplicate
  case briefInLetter = "brief-in-letter"
  case doNotContact = "do-not-contact"
  case privateNote = "private-note"
  case recipient
  case unfinished
  case belowTheLine = "below-the-line"
  case empty
  case ownWords = "own-words"
  case attachmentMissing = "attachment-missing"
  case attachmentForgotten = "attachment-forgotten"
}
