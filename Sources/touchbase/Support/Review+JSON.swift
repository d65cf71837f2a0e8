import Correspondence

extension Correspondence.Review {
  /// The review as `check --json` has it.
  var json: JSONValue {
    [
      "draft": .string(draft.path),
      "contact": .text(draft.contacts.first),
      "own_words": .number((ownWordsShare * 100).rounded() / 100),
      "words": .integer(words),
      "shared": .array(own.shared.map(\.json)),
      "findings": .array(findings.map(\.json)),
    ]
  }
}

extension OwnWords.SharedPassage {
  /// The passage as scripts see it; `others` is null where it stands in an earlier letter only.
  var json: JSONValue {
    let others: Int? =
      switch place {
      case .letters(let count): count
      case .earlierLetter: nil
      }
    return [
      "line": .integer(line), "column": .integer(column), "words": .integer(words),
      "others": .count(others),
    ]
  }
}

extension Finding {
  /// The finding as scripts see it.
  var json: JSONValue {
    [
      "name": .string(name.rawValue),
      "severity": .string(severity.rawValue),
      "line": .integer(line),
      "column": .count(column),
      "message": .string(message),
    ]
  }
}
