extension Draft {
  /// A line of the file as it stands; nil where it is not at hand.
  func fileLine(_ line: Int) -> String? {
    guard line >= 1, line <= fileLines.count else { return nil }
    return fileLines[line - 1]
  }

  /// How to let a check pass for this draft.
  func allowing(_ name: CheckName) -> String {
    let named = contacts.first.map { $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }
    let draft = named == true ? contacts[0] : path
    return "touchbase approve --allow \(name.rawValue) \(draft)"
  }

  /// A finding that blocks, with the line it is about.
  func finding(
    _ name: CheckName,
    line: Int,
    column: Int = 1,
    length: Int = 1,
    message: String,
    hint: String? = nil,
    isAllowable: Bool = true
  ) -> Finding {
    Finding(
      name: name,
      severity: .block,
      isAllowable: isAllowable,
      line: line,
      column: column,
      length: length,
      message: message,
      excerpt: fileLine(line),
      hint: hint
    )
  }
}
