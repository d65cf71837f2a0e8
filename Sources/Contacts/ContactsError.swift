/// Why the contacts could not be changed or a file could not be imported.
package enum ContactsError: Error, Hashable, Sendable {
  /// The file is not what it was when it was read; nothing was written.
  case changedMeanwhile(path: String)
  case alreadyExists(path: String)
  /// The file cannot be edited without touching more than was asked for.
  case notEditable(path: String, key: String)
  /// The file cannot be understood, so nothing is added to it.
  case broken(ContactProblem)
  case emptyNote
  case emptyName
  case fileTooLarge(file: String, limit: Int)
  case tooManyRecords(file: String, limit: Int)
  /// A file that ends too early or is damaged, in the words of what reads it.
  case brokenFile(file: String, reason: String)
  case archiveTooLarge(file: String, limit: Int)
  case tooManyMembers(file: String, limit: Int)
  case nobodyInArchive(file: String)
  /// No list but archives, of which one is named.
  case onlyArchives(file: String, inner: String)
  /// Neither UTF-8, UTF-16 nor Windows-1252 text, or a format that is not read.
  case notAList(file: String)
  /// No line near the beginning names columns that are known.
  case noKnownColumns(file: String, line: Int, columns: [String])
  case malformedMapping(String)
  case unknownMappedField(String, suggestion: String?)
  case mappedColumnMissing(column: String, file: String, columns: [String])
}

extension ContactsError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .changedMeanwhile(let path):
      "'\(path)' was changed by another program meanwhile; nothing was written, try again"
    case .alreadyExists(let path): "'\(path)' exists already"
    case .notEditable(let path, let key):
      "cannot set '\(key)' in '\(path)' without changing the lines around it; edit it by hand"
    case .broken(let problem): "\(problem)"
    case .emptyNote: "there is nothing to note"
    case .emptyName: "the contact needs a name or an address"
    case .fileTooLarge(let file, let limit):
      "'\(file)' is larger than \(limit / 1_048_576) MiB; split it"
    case .tooManyRecords(let file, let limit):
      "'\(file)' has more than \(limit) records; split it"
    case .notAList(let file):
      "'\(file)' is not a list of people in a format that is read: vCard, CSV, Word (.docx), LDIF, "
        + "text with a name or an address a line, or an archive of these"
    case .brokenFile(let file, let reason): "'\(file)' cannot be read: \(reason)"
    case .archiveTooLarge(let file, let limit):
      "'\(file)' holds more than \(limit / 1_048_576) MiB when unpacked; "
        + "take the list of people out of it"
    case .tooManyMembers(let file, let limit):
      "'\(file)' holds more than \(limit) files; take the list of people out of it"
    case .nobodyInArchive(let file): "'\(file)' holds no list of people"
    case .onlyArchives(let file, let inner):
      "'\(file)' holds no list of people but archives; take '\(shown(inner))' out and import it by "
        + "itself"
    case .noKnownColumns(let file, let line, let columns):
      "\(file):\(line):1: no column with names or addresses among \(listed(columns)); "
        + "say which it is: --map \"\(shown(columns.first ?? "Column"))=name\""
    case .malformedMapping(let text):
      "'\(shown(text))' is not a column and a field: --map \"Mail=email\""
    case .unknownMappedField(let field, let suggestion):
      "unknown field '\(shown(field))' in --map"
        + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    case .mappedColumnMissing(let column, let file, let columns):
      "'\(file)' has no column '\(shown(column))'; it has \(listed(columns))"
    }
  }

  private func listed(_ columns: [String]) -> String {
    let named = columns.prefix(12).map { "'\(shown($0))'" }.joined(separator: ", ")
    return columns.count > 12 ? named + ", …" : named
  }

  private func shown(_ text: String) -> String {
    PlainText.shown(text, limit: 40)
  }
}
