/// What `queue verify` found: how much was looked at, and everything that is not as it should be.
package struct Verification: Sendable {
  /// How many letters are byte for byte what was approved, and where the journal says.
  package internal(set) var soundCount = 0
  package internal(set) var findings: [Finding] = []

  /// One thing that is not as it should be.
  package struct Finding: Hashable, Sendable {
    package let kind: Kind
    /// The letter's id; nil where it is about no letter.
    package let id: String?
    /// Relative to the workspace: `outbox/sent/2026/11/7f3k2.eml`.
    package let path: String?
  }

  /// What can be wrong with a letter's file or with the journal.
  package enum Kind: Hashable, Sendable {
    /// The file's bytes are not what was approved.
    case changed(QueueFileError)
    /// The file is whole, but another letter than the one that was approved.
    case exchanged
    /// The file cannot be read, in the system's words.
    case unreadable(String)
    /// The letter has no file.
    case missing(LetterState.Place)
    /// The letter has several files, at these paths.
    case inSeveralPlaces([String])
    /// The letter's one file is not where the journal puts it.
    case misplaced(expected: String)
    /// The letter was given back as a draft and still has a file.
    case withdrawn
    /// The journal does not know the file.
    case stranger
    /// Lines of a journal are not as they were written, counted from 1.
    case damagedJournal(lines: [Int])

    /// One word for scripts.
    package var word: String {
      switch self {
      case .changed: "changed"
      case .exchanged: "exchanged"
      case .unreadable: "unreadable"
      case .missing: "missing"
      case .inSeveralPlaces: "in-several-places"
      case .misplaced: "misplaced"
      case .withdrawn: "withdrawn"
      case .stranger: "stranger"
      case .damagedJournal: "damaged-journal"
      }
    }
  }
}

extension Verification.Finding: CustomStringConvertible {
  /// The finding for people, in lower case and without a final period.
  package var description: String {
    let words = words
    guard let path else { return words }
    return "\(path): \(words)"
  }

  private var words: String {
    switch kind {
    case .changed(let error): "\(error)"
    case .exchanged: "the file is a whole letter, but not the one that was approved"
    case .unreadable(let reason): reason
    case .missing(let place):
      "the file of letter '\(id ?? "")' is gone; the journal says it is \(Self.words(for: place))"
    case .inSeveralPlaces(let paths):
      "letter '\(id ?? "")' is in \(paths.count) places: \(paths.joined(separator: ", "))"
    case .misplaced(let expected): "the file belongs to \(expected)"
    case .withdrawn: "letter '\(id ?? "")' was given back as a draft, but its file is still here"
    case .stranger: "the journal knows nothing of this letter"
    case .damagedJournal(let lines):
      lines.count == 1
        ? "line \(lines[0]) is not as it was written"
        : "\(lines.count) lines are not as they were written, line \(lines[0]) first"
    }
  }

  private static func words(for place: LetterState.Place) -> String {
    switch place {
    case .queue: "in the queue"
    case .held: "held"
    case .sent: "sent"
    }
  }
}
