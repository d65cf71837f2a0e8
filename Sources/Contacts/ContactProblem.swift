/// Something in a contact or news file that could not be understood, and where.
package struct ContactProblem: Error, Hashable, Sendable {
  /// The file, relative to the workspace.
  package let path: String
  /// The first line is 1.
  package let line: Int
  /// Counted in characters; the first is 1.
  package let column: Int
  package let condition: Condition
  /// The line of the file, control characters shown as `?`; empty where there is none to show.
  package let excerpt: String

  /// What is wrong, with the data that a sentence about it needs.
  package enum Condition: Hashable, Sendable {
    case unreadable(reason: String)
    case tooLarge(limit: Int)
    case notUTF8
    case noFrontMatter
    case frontMatterNotClosed
    /// The words of the YAML parser.
    case malformedYAML(String)
    /// A quote or bracket, by what it opens.
    case neverClosed(String)
    case tooDeeplyNested
    case notAMapping
    case duplicateKey(String)
    case noName
    /// The key, what it takes, and what stands there: `a list of words`, `a mapping`.
    case wrongType(key: String, wanted: String, found: String)
    case malformedAddress(String, reason: String)
    case unknownChannel(String)
    case malformedCadence(String)
    case malformedBirthday(String)
    case malformedSnooze(String)
    case noSuchDay(String)
    case sayNotClosed
    /// Another file has this id but for the case of its letters.
    case sameID(as: String)
  }
}

extension ContactProblem: CustomStringConvertible {
  /// `path:line:column: message`, where editors jump to.
  package var description: String {
    "\(path):\(line):\(column): \(message)"
  }

  /// What is wrong, in lower case and without a final period.
  package var message: String {
    switch condition {
    case .unreadable(let reason): reason
    case .tooLarge(let limit): "the file is larger than \(limit / 1024) KiB"
    case .notUTF8: "a byte that is not UTF-8"
    case .noFrontMatter: "the file does not begin with '---'"
    case .frontMatterNotClosed: "the front matter has no closing '---'"
    case .malformedYAML(let words): words
    case .neverClosed(let what): "\(what) begins here and is not closed as it should be"
    case .tooDeeplyNested: "the front matter is nested too deeply"
    case .notAMapping: "the front matter is not made of 'key: value' lines"
    case .duplicateKey(let key): "the key '\(shown(key))' is there twice"
    case .noName: "the contact has no name"
    case .wrongType(let key, let wanted, let found):
      "'\(shown(key))' takes \(wanted), not \(found)"
    case .malformedAddress(let text, let reason): "'\(shown(text))' is not an address: \(reason)"
    case .unknownChannel(let word): "unknown channel '\(shown(word))'"
    case .malformedCadence(let text): "'\(shown(text))' does not say how often"
    case .malformedBirthday(let text): "'\(shown(text))' is not a birthday"
    case .malformedSnooze(let text):
      "'\(shown(text))' is not a day, so the person is not left out of the plan"
    case .noSuchDay(let text): "there is no day '\(shown(text))'"
    case .sayNotClosed: "the sentence after 'say:' has no closing quote"
    case .sameID(let other): "'\(shown(other))' has the same name but for the case of its letters"
    }
  }

  /// What the person can do about it; nil where the message says it all.
  package var hint: String? {
    switch condition {
    case .unreadable: nil
    case .tooLarge: "keep long texts elsewhere and note where"
    case .notUTF8: "save the file as UTF-8"
    case .noFrontMatter: "begin it with the lines '---', 'name: …' and '---'"
    case .frontMatterNotClosed: "put a line '---' between the keys and the notes"
    case .malformedYAML(let words) where words.contains("tab "):
      "indent with spaces, not with tabs"
    case .malformedYAML(let words) where words.contains("control character"):
      "take the character out"
    case .malformedYAML: "quote a value that holds ': ', ' #' or begins with a sign"
    case .neverClosed: "look for a missing quote, comma or bracket"
    case .tooDeeplyNested: "write it with fewer levels, and without aliases"
    case .notAMapping: "write one 'key: value' on each line"
    case .duplicateKey: "keep one of the two"
    case .noName: "add a line 'name: …' between the two '---'"
    case .wrongType(let key, let wanted, _): "write '\(shown(key)): ' and \(wanted)"
    case .malformedAddress: "write it as name@domain"
    case .unknownChannel:
      "channels are " + Channel.allCases.map(\.rawValue).joined(separator: ", ")
    case .malformedCadence: "write '2 months', 'auto' or 'never'"
    case .malformedBirthday: "write month and day, 03-07, or 1980-03-07"
    case .malformedSnooze: "write the day they come back on: 2027-01-15"
    case .noSuchDay: "write year, month and day: 2026-11-20"
    case .sayNotClosed: "close it with '\"'"
    case .sameID: "rename one of the two files"
    }
  }

  private func shown(_ text: String) -> String {
    PlainText.shown(text, limit: 60)
  }
}
