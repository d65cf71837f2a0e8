package import MailMessage

extension Outbox {
  /// A letter that was accepted at a moment, read where it was put then; nil where it is not there
  /// any more, or not what was sent.
  ///
  /// Neither journal nor archive is read: this is for what is said about old letters, not for what
  /// is done with them.
  package func sentLetter(_ id: String, acceptedAt moment: DateTime) -> QueueFile? {
    // An id that a person or a script wrote into the history is no path.
    guard LetterFacts.isID(id),
      case .success(let file) = read(path(id, in: .sent, sentAt: moment))
    else { return nil }
    return file
  }
}
