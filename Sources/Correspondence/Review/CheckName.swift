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
  case mixUp = "mix-up"
  case greeting
  case mixedForm = "mixed-form"
  case deadAddress = "dead-address"
  case attachmentMissing = "attachment-missing"
  case attachmentForgotten = "attachment-forgotten"
  case sameSubject = "same-subject"
  case alreadyQueued = "already-queued"
  case staleNote = "stale-note"
  case firstIsARequest = "first-is-a-request"
  case threeUnanswered = "three-unanswered"
  case longLines = "long-lines"
  case oddCharacters = "odd-characters"
}
