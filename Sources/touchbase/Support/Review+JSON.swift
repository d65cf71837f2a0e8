import Correspondence

extension Correspondence.Review {
  /// The review as `check --json` has it.
  var json: JSONValue {
    [
      "draft": .string(draft.path),
      "contact": .text(draft.contacts.first),
      "own_words": .number((ownWordsShare * 100).rounded() / 100),
      "findings": .array(findings.map(\.json)),
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
