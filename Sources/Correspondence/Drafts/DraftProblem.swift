/// Something in a draft's file that makes its header block no header block, and where.
package struct DraftProblem: Error, Hashable, Sendable {
  /// The first is 1.
  package let line: Int
  /// Counted in characters; the first is 1.
  package let column: Int
  package let condition: Condition

  /// What is wrong.
  package enum Condition: Hashable, Sendable {
    /// Of the file nothing is known but that it is there.
    case unreadable(reason: String)
    case tooLarge(limit: Int)
    case notUTF8
    case noHeader
    case noBlankLine
    case notAField
    case malformedName(String)
    case controlCharacter(UInt32)
    case foldedWithoutField
    case missingField(String)
    case repeatedField(String)
    /// A field that is set when the letter is approved.
    case reservedField(String)
    /// A field of no meaning that looks like one that has one.
    case misspelledField(String, meant: String)
    case malformedSwitch(field: String)
    case malformedAddress(field: String, reason: String)
    case severalWriters
    case malformedMessageID(field: String)
    case forbiddenField(String, reason: String)
  }
}

extension DraftProblem {
  /// Whether the header block as a whole could not be read, so that nothing can be said of what is
  /// missing in it.
  var isStructural: Bool {
    switch condition {
    case .unreadable, .tooLarge, .noHeader, .noBlankLine, .notAField, .malformedName,
      .foldedWithoutField:
      true
    case .notUTF8, .controlCharacter, .missingField, .repeatedField, .reservedField,
      .misspelledField, .malformedSwitch, .malformedAddress, .severalWriters,
      .malformedMessageID, .forbiddenField:
      false
    }
  }

  /// Whether nothing is known of what the file holds.
  var isAboutTheFile: Bool {
    switch condition {
    case .unreadable, .tooLarge: true
    default: false
    }
  }

  /// Whether there is a line to show.
  var isAboutALine: Bool {
    if case .missingField = condition { return false }
    return !isAboutTheFile
  }
}

extension DraftProblem: CustomStringConvertible {
  /// What is wrong, in lower case and without a final period.
  package var description: String {
    switch condition {
    case .unreadable(let reason): "the draft cannot be read: \(reason)"
    case .tooLarge(let limit):
      "the draft is larger than \(limit >> 20) MB: send files along by lines 'Attach: PATH'"
    case .notUTF8: "a byte that is not UTF-8: save the file as UTF-8"
    case .noHeader: "the file does not begin with header lines: 'From: …', 'To: …', 'Subject: …'"
    case .noBlankLine: "the header lines do not end: leave one blank line above the text"
    case .notAField:
      "this is no header line: write 'Name: value', or leave a blank line above the text"
    case .malformedName(let name): "'\(name)' is no name of a header line"
    case .controlCharacter(let scalar):
      "a control character, U+\(hex(scalar)), in a header line: delete it"
    case .foldedWithoutField: "a header block does not begin with a blank or a tab"
    case .missingField(let name): "the line '\(name): …' is missing"
    case .repeatedField(let name): "the line '\(name): …' is there twice: keep one"
    case .reservedField(let name): "'\(name)' is set when the letter is approved: delete the line"
    case .misspelledField(let name, let meant):
      "'\(name)' means nothing: did you mean '\(meant)'?"
    case .malformedSwitch(let field): "'\(field)' is 'true' or 'false'"
    case .malformedAddress(let field, let reason): "'\(field)': \(reason)"
    case .severalWriters: "'From' names more than one writer: keep one"
    case .malformedMessageID(let field): "'\(field)' takes message ids: <word@domain>"
    case .forbiddenField(let name, let reason): "'\(name)' cannot be sent: \(reason)"
    }
  }

  private func hex(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
