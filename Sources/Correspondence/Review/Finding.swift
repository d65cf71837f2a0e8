/// Something about a draft that stands between it and approval, or is worth a look.
package struct Finding: Hashable, Sendable {
  package let name: CheckName
  package let severity: Severity
  /// Whether the person may say "I mean it".
  package let isAllowable: Bool
  /// The line of the draft's file; the first is 1.
  package let line: Int
  /// Counted in characters, the first is 1; nil where the finding is about more than one place.
  package let column: Int?
  /// How much of the line it is about, in characters; 0 shows no line.
  package let length: Int
  /// What is wrong: lower case, no final period.
  package let message: String
  /// The line of the draft; nil where none is shown.
  package let excerpt: String?
  /// The way out; nil where the message says it.
  package let hint: String?
  /// The ids of the contacts that it is about, where it is about others than the letter's.
  package var about: [String] = []

  /// Whether a finding stops approval.
  package enum Severity: String, Sendable {
    case block
    case warn
  }

  /// Whether the draft cannot be approved because of it, given the checks that are let pass.
  package func blocks(allowing allowed: Set<CheckName> = []) -> Bool {
    severity == .block && !(isAllowable && allowed.contains(name))
  }
}

extension Finding {
  /// The finding as `touchbase check` shows it, several lines without an end.
  ///
  /// ```
  /// drafts/2026-11-tom-becker.eml:8:1: block: unfinished
  ///     a place still to be written
  ///   8 | [[ How do you know Tom? ]]
  ///     | ^^
  /// ```
  package func rendered(path: String) -> String {
    let place = column.map { "\(line):\($0)" } ?? "\(line)"
    var rows = ["\(path):\(place): \(severity.rawValue): \(name.rawValue)", "    \(message)"]
    if let excerpt, let column, length > 0 {
      let number = String(line)
      let margin = String(repeating: " ", count: max(0, 3 - number.count)) + number
      let shown = Draft.singleLine(excerpt)
      rows.append("\(margin) | \(shown)")
      let gap = String(repeating: " ", count: max(0, column - 1))
      rows.append("\(String(repeating: " ", count: margin.count)) | \(gap)" + carets)
    }
    if let hint { rows.append("    \(hint)") }
    return rows.map(Self.withoutTrailingSpace).joined(separator: "\n")
  }

  private static func withoutTrailingSpace(_ row: String) -> Substring {
    var row = row[...]
    while row.last == " " { row.removeLast() }
    return row
  }

  private var carets: String { String(repeating: "^", count: length) }
}
